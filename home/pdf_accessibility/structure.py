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
class StructureNode:
    """An element of the structure tree: its role, page (0 if unknown) and enclosing table."""

    element: pikepdf.Dictionary
    role: str = ""
    page: int = 0
    table: int = -1


@dataclass
class StructureReport:
    """What was found in the structure tree, in reading order."""

    nodes: int = 0
    headings: list[int] = field(default_factory=list)
    silent: list[int] = field(default_factory=list)  # pages of images without a text alternative
    tables: list[int] = field(default_factory=list)  # page of each table
    headed: set[int] = field(default_factory=set)  # tables that have a header cell


def read_structure(pdf: pikepdf.Pdf) -> StructureReport:
    """Return everything of interest in the structure tree of a tagged PDF."""
    root, seen = get_dictionary(pdf.Root, "/StructTreeRoot"), StructureReport()
    roles = get_dictionary(root, "/RoleMap") if root is not None else None
    for node in walk_structure(
        root, {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    ):
        seen.nodes += 1
        node.role = get_standard_role(node.element.get("/S"), roles)
        record_node(node, seen)
    return seen


def walk_structure(
    root: pikepdf.Dictionary | None, pages: Mapping[ObjectId, int]
) -> Iterator[StructureNode]:
    """Yield every element once, in reading order, at any depth; cycles are followed once."""
    stack = list_child_elements(root)
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
        place = get_page_of_element(node.element)
        node.page = pages.get(place, 0) if place else 0
        yield node
        stack += list_child_elements(node.element, node)


def get_page_of_element(element: object) -> ObjectId | None:
    """Return the page on which an element begins: its own, or that of its first descendant."""
    for _ in range(MOST_STEPS):
        place = get_dictionary(element, "/Pg")
        if place is not None:
            return place.objgen
        inside: object = element.get("/K") if isinstance(element, pikepdf.Dictionary) else None
        element = inside[0] if isinstance(inside, pikepdf.Array) and len(inside) else inside
    return None


def list_child_elements(
    element: object, parent: StructureNode | None = None
) -> list[StructureNode]:
    """Return the child elements in reverse order; anything that is not an element is left out."""
    inside = element.get("/K") if isinstance(element, pikepdf.Dictionary) else None
    several = inside if isinstance(inside, pikepdf.Array) else [inside]
    table = parent.table if parent else -1
    found = [
        StructureNode(each, table=table)
        for each in several
        if isinstance(each, pikepdf.Dictionary) and isinstance(each.get("/S"), pikepdf.Name)
    ]
    return found[::-1]


def get_standard_role(role: object, roles: pikepdf.Dictionary | None) -> str:
    """Return the standard role that a custom role maps to, such as H1 for Otsikko1."""
    for _ in range(MOST_STEPS):
        known = roles.get(str(role)) if isinstance(roles, pikepdf.Dictionary) else None
        if not isinstance(known, pikepdf.Name) or known == role:
            break
        role = known
    return str(role).removeprefix("/")


def record_node(node: StructureNode, seen: StructureReport) -> None:
    """Record what matters of an element."""
    if node.role in HEADINGS:
        seen.headings.append(HEADINGS[node.role])
    elif node.role == "Figure" and not has_text_alternative(node.element):
        seen.silent.append(node.page)
    elif node.role == "Table":
        node.table = len(seen.tables)
        seen.tables.append(node.page)
    elif node.role == "TH":
        seen.headed.add(node.table)


def has_text_alternative(figure: pikepdf.Dictionary) -> bool:
    """Return whether an image has a text alternative."""
    return any(get_pdf_text(figure.get(key)) for key in ("/Alt", "/ActualText"))


def get_pdf_text(value: object) -> str:
    """Return a PDF string without surrounding blanks, or "" for any other object."""
    return str(value).strip("\x00 \t\r\n\ufeff") if isinstance(value, pikepdf.String) else ""


def get_dictionary(whole: object, key: str) -> pikepdf.Dictionary | None:
    """Return a dictionary inside a dictionary, or None if the value is missing or no dictionary."""
    value = whole.get(key) if isinstance(whole, pikepdf.Dictionary) else None
    return value if isinstance(value, pikepdf.Dictionary) else None


def is_true(whole: pikepdf.Dictionary | None, key: str) -> bool:
    """Return whether the value under the key is exactly true."""
    value: object = whole.get(key) if whole is not None else None
    return value is True


def skips_level(levels: list[int]) -> bool:
    """Return whether a heading skips a level, counting from 0 before the first one."""
    before = [0, *levels]
    return any(level > last + 1 for last, level in zip(before, levels, strict=False))
