"""Matters that stand in a table, row by row, as if they were written one under another."""

import re
from collections.abc import Iterator
from itertools import groupby

from .heads import COUNTED, LONGEST_TITLE, NAMED, SECTION, increasing
from .lines import Line, clean
from .wording import ATTENDANCE, DECISION_LABEL, OPENS_OR_CLOSES, PROPOSAL_LABEL

NUMBER = re.compile(r"^(?:§\s*)?(\d{1,3})\s*(?:\.|\)|§)?$")
COLUMN = re.compile(
    r"^(?:§|nro|nr|asia|asiat|asiakohta|kohta|käsittely|päätös|päätökset|ärende|beslut)\.?:?$",
    re.IGNORECASE,
)
HEAD_OF_A_TABLE = "taulukon otsikot"


def unrolled(lines: list[Line]) -> list[Line]:
    """The lines, with the rows that hold matters, labels or participants taken apart."""
    found = []
    for is_table, rows in groupby(lines, key=lambda line: bool(line.cells) and not line.place):
        run = list(rows)
        found += of_table(run) if is_table else run
    return found


def of_table(rows: list[Line]) -> Iterator[Line]:
    columns = [cell.strip() for cell in rows[0].cells]
    has_head = any(map(COLUMN.match, columns)) and not number_and_title(rows[0])
    matters = matters_of(rows, has_head)
    decisions = {at for at, name in enumerate(columns) if has_head and DECISION_LABEL.match(name)}
    for at, row in enumerate(rows):
        if at in matters:
            yield from of_matter(row, matters[at], decisions)
        elif at == 0 and has_head and matters:
            yield Line(row.text, place=HEAD_OF_A_TABLE)
        elif is_labelled(row):
            yield from lines_of(row.cells)
        else:
            yield row


def matters_of(rows, has_head) -> dict[int, tuple[int, str]]:
    """Which rows are matters: row to number and title; none if the table tells something else."""
    found = {at: head for at, row in enumerate(rows) if (head := number_and_title(row))}
    found = increasing(found)
    titles = " ".join(title for _number, title in found.values())
    sure = has_head or OPENS_OR_CLOSES.search(titles) or any("§" in rows[at].text for at in found)
    return found if sure else {}


def number_and_title(row: Line) -> tuple[int, str] | None:
    """The head of the matter that a row holds: its number in a cell of its own, or in the title."""
    first, *rest = [cell for cell in row.cells if cell.strip()] or [""]
    title = rest[0].split("\n")[0] if rest else ""
    if (number := NUMBER.match(first)) and int(number[1]) and 0 < len(title) <= LONGEST_TITLE:
        return int(number[1]), title
    for pattern in (SECTION, NAMED, COUNTED):
        match = pattern.match(first.split("\n")[0])
        if match and match["title"] and len(match["title"]) <= LONGEST_TITLE and rest:
            numbers = match.groupdict()
            return int(numbers.get("a") or numbers.get("b")), match["title"]
    return None


def of_matter(row: Line, head: tuple[int, str], decisions: set[int]) -> Iterator[Line]:
    """A row as the head of a matter, its text and, after a label, its decision."""
    number, title = head
    yield Line(title, number=f"{number} §", bold=True)
    told, decided, skipped = [], [], False
    for at, cell in enumerate(row.cells):
        lines = [clean(line) for line in cell.split("\n") if clean(line)]
        if not skipped and lines and NUMBER.match(lines[0]):
            lines = lines[1:]
        elif not skipped and lines:
            lines, skipped = lines[1:], True
        (decided if at in decisions else told).extend(lines)
    yield from map(Line, told)
    if decided:
        yield Line("Päätös:")
        yield from map(Line, decided)


def is_labelled(row: Line) -> bool:
    """A row such as: Päätös | Hyväksyttiin; or: Läsnä | names."""
    first = next((cell for cell in row.cells if cell.strip()), "")
    patterns = (DECISION_LABEL, PROPOSAL_LABEL, ATTENDANCE)
    return first != row.text and any(pattern.match(first) for pattern in patterns)


def lines_of(cells) -> Iterator[Line]:
    for cell in cells:
        yield from (Line(clean(line)) for line in cell.split("\n") if clean(line))
