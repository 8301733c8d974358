"""Graph of imports between the packages of a room: `python -m tests.house.import_graph home`.

A package is a folder in the room, or a module beside the folders.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LATE_IMPORTERS = {"import_module", "import_string"}


def python_files(room: str, root: Path = ROOT) -> list[Path]:
    """Return the Python files of a room, without its migrations."""
    return [path for path in (root / room).rglob("*.py") if "migrations" not in path.parts]


def module_of(path: Path, root: Path = ROOT) -> str:
    """Return the dotted name of a file."""
    parts = list(path.relative_to(root).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def names_imported(path: Path, root: Path = ROOT) -> Iterator[str]:
    """Yield the dotted name of everything that a file imports, also as a lazy string."""
    package = module_of(path.parent / "__init__.py", root).split(".")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = [*above, *([node.module] if node.module else [])]
            yield from (".".join([*base, alias.name]) for alias in node.names)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in LATE_IMPORTERS:
            yield from (str(each.value) for each in node.args if isinstance(each, ast.Constant))


def packages_of(room: str, root: Path = ROOT) -> set[str]:
    """Return the packages and single modules of a room."""
    inside = (path.relative_to(root / room) for path in python_files(room, root))
    return {path.parts[0].removesuffix(".py") for path in inside} - {"__init__"}


def arrows(room: str, root: Path = ROOT) -> dict[tuple[str, str], list[str]]:
    """Return which package imports which, each with the files that do it."""
    packages, found = packages_of(room, root), defaultdict(list)
    for path in python_files(room, root):
        inside = path.relative_to(root / room)
        own = inside.parts[0].removesuffix(".py")
        for name in names_imported(path, root):
            parts = name.split(".")
            other = parts[1] if parts[0] == room and len(parts) > 1 else own
            if own != "__init__" and other in packages - {own}:
                found[own, other].append(inside.as_posix())
    return found


def knot(found: dict[tuple[str, str], list[str]]) -> list[str]:
    """Return packages that import each other in a cycle; an empty list if there is none."""
    graph = defaultdict(set)
    for own, other in found:
        graph[own].add(other)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def main(rooms: list[str]) -> None:
    for room in rooms:
        found = arrows(room)
        for (own, other), files in sorted(found.items()):
            print(f"{room}: {own} -> {other} ({len(files)})")
        print(f"{room}: {' -> '.join(knot(found)) or 'no circle'}")


if __name__ == "__main__":
    main(sys.argv[1:] or ["home", "networks", "meetings", "search"])
