"""Read the tags of a PDF as a screen reader would. Pure; trusts no object of the file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pikepdf

from home.file_parsing.extract.trouble import TooBig

MOST_NODES = 300_000
MOST_STEPS = 20  # from a custom role to a standard one, from an element to its page
ObjectId = tuple[int, int]  # number and generation of an object in the file
HEADINGS = {"H": 0} | {f"H{level}": level for level in range(1, 7)}


@dataclass
class Node:
    """An element of the structure tree: its role, page (0 if unknown) and enclosing table."""

    element: pikepdf.Dictionary
    role: str = ""
    page: int = 0
    table: int = -1


@dataclass
class Seen:
    """What was found in the structure tree, in reading order."""

    nodes: int = 0
    headings: list[int] = field(default_factory=list)
    silent: list[int] = field(default_factory=list)  # pages of images without a text alternative
    tables: list[int] = field(default_factory=list)  # page of each table
    headed: set[int] = field(default_factory=set)  # tables that have a header cell


def look_through(pdf: pikepdf.Pdf) -> Seen:
    """Return everything of interest in the structure tree of a tagged PDF."""
    root, seen = part(pdf.Root, "/StructTreeRoot"), Seen()
    roles = part(root, "/RoleMap") if root is not None else None
    for node in walk(root, {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}):
        seen.nodes += 1
        node.role = standard(node.element.get("/S"), roles)
        note(node, seen)
    return seen


def walk(root: pikepdf.Dictionary | None, pages: Mapping[ObjectId, int]) -> Iterator[Node]:
    """Yield every element once, in reading order, at any depth; cycles are followed once."""
    stack = children(root)
    met: set[ObjectId] = set()
    count = 0
    while stack:
        node = stack.pop()
        if node.element.objgen != (0, 0):
            if node.element.objgen in met:
                continue
            met.add(node.element.objgen)
        count += 1
        if count > MOST_NODES:
            raise TooBig
        place = place_of(node.element)
        node.page = pages.get(place, 0) if place else 0
        yield node
        stack += children(node.element, node)


def place_of(element: object) -> ObjectId | None:
    """Return the page on which an element begins: its own, or that of its first descendant."""
    for _ in range(MOST_STEPS):
        place = part(element, "/Pg")
        if place is not None:
            return place.objgen
        inside: object = element.get("/K") if isinstance(element, pikepdf.Dictionary) else None
        element = inside[0] if isinstance(inside, pikepdf.Array) and len(inside) else inside
    return None


def children(element: object, parent: Node | None = None) -> list[Node]:
    """Return the child elements in reverse order; anything that is not an element is left out."""
    inside = element.get("/K") if isinstance(element, pikepdf.Dictionary) else None
    several = inside if isinstance(inside, pikepdf.Array) else [inside]
    table = parent.table if parent else -1
    found = [
        Node(each, table=table)
        for each in several
        if isinstance(each, pikepdf.Dictionary) and isinstance(each.get("/S"), pikepdf.Name)
    ]
    return found[::-1]


def standard(role: object, roles: pikepdf.Dictionary | None) -> str:
    """Return the standard role that a custom role maps to, such as H1 for Otsikko1."""
    for _ in range(MOST_STEPS):
        known = roles.get(str(role)) if isinstance(roles, pikepdf.Dictionary) else None
        if not isinstance(known, pikepdf.Name) or known == role:
            break
        role = known
    return str(role).removeprefix("/")


def note(node: Node, seen: Seen) -> None:
    """Record what matters of an element."""
    if node.role in HEADINGS:
        seen.headings.append(HEADINGS[node.role])
    elif node.role == "Figure" and not in_words(node.element):
        seen.silent.append(node.page)
    elif node.role == "Table":
        node.table = len(seen.tables)
        seen.tables.append(node.page)
    elif node.role == "TH":
        seen.headed.add(node.table)


def in_words(figure: pikepdf.Dictionary) -> bool:
    """Return whether an image has a text alternative."""
    return any(text_of(figure.get(key)) for key in ("/Alt", "/ActualText"))


def text_of(value: object) -> str:
    """Return a PDF string without surrounding blanks, or "" for any other object."""
    return str(value).strip("\x00 \t\r\n\ufeff") if isinstance(value, pikepdf.String) else ""


def part(whole: object, key: str) -> pikepdf.Dictionary | None:
    """Return a dictionary inside a dictionary, or None if the value is missing or no dictionary."""
    value = whole.get(key) if isinstance(whole, pikepdf.Dictionary) else None
    return value if isinstance(value, pikepdf.Dictionary) else None


def is_set(whole: pikepdf.Dictionary | None, key: str) -> bool:
    """Return whether the value under the key is exactly true."""
    value: object = whole.get(key) if whole is not None else None
    return value is True


def skips(levels: list[int]) -> bool:
    """Return whether a heading skips a level, counting from 0 before the first one."""
    before = [0, *levels]
    return any(level > last + 1 for last, level in zip(before, levels, strict=False))
