"""Agenda items in table rows, turned into lines as if they were written one below another."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from .item_headings import (
    COUNTED,
    LONGEST_TITLE,
    NAMED,
    SECTION,
    Head,
    Heads,
    drop_quoted_numbers,
    find_headings,
    number_in,
)
from .lines import Line, clean_words
from .numbers import NUMBER, Number, parse_item_number
from .wording import ATTENDANCE, DECISION_LABEL, OPENS_OR_CLOSES, PROPOSAL_LABEL

ALONE = re.compile(rf"^(?:§\s*)?({NUMBER})\s*(?:\.|\)|§)?$", re.IGNORECASE)
COLUMN = re.compile(
    r"^(?:§|nro|nr|asia|asiat|asiakohta|kohta|käsittely|keskustelu|päätös|päätökset|"
    r"toimenpiteet|ärende|behandling|beslut)\b\.?(?:\s*(?:[/,&]|ja|och)\s*\w+)*:?$|^§$",
    re.IGNORECASE,
)
ITEMS = re.compile(r"^(?:asia|asiat|asiakohta|kohta|ärende)\b", re.IGNORECASE)
DECISIONS = re.compile(r"^(?:päätös|päätökset|toimenpiteet|beslut)\b", re.IGNORECASE)
HEAD_OF_A_TABLE = "taulukon otsikot"


def unroll_tables(lines: list[Line]) -> list[Line]:
    """Return the lines; table rows with items, labels or participants are split up."""
    found: list[Line] = []
    alone = not find_headings([line for line in lines if not (line.cells or line.place)])
    for is_table, rows in groupby(lines, key=lambda line: bool(line.cells) and not line.place):
        run = list(rows)
        found += table_lines(run, alone) if is_table else run
    return found


def table_lines(rows: list[Line], alone: bool) -> Iterator[Line]:
    """Yield the lines of a table; `alone` means that no agenda item is outside the tables."""
    columns = [cell.strip() for cell in rows[0].cells]
    has_head = any(map(COLUMN.match, columns)) and not number_and_title(rows[0])
    items = numbered_rows(rows, has_head) or (rows_without_numbers(rows) if alone else {})
    decisions = {at for at, name in enumerate(columns) if has_head and DECISIONS.match(name)}
    for at, row in enumerate(rows):
        if at in items:
            yield from item_lines(row, items[at], decisions)
        elif at == 0 and has_head and items:
            yield Line(row.text, place=HEAD_OF_A_TABLE)
        elif is_labelled(row):
            yield from cell_lines(row.cells)
        else:
            yield row


def numbered_rows(rows: Sequence[Line], has_head: bool) -> Heads:
    """Return which rows are agenda items; none if the table holds something else."""
    found = {at: head for at, row in enumerate(rows) if (head := number_and_title(row))}
    found = drop_quoted_numbers(found)
    titles = " ".join(title for _number, title in found.values())
    sure = has_head or OPENS_OR_CLOSES.search(titles) or any("§" in rows[at].text for at in found)
    return found if sure else {}


def rows_without_numbers(rows: Sequence[Line]) -> Heads:
    """Return the rows under column headings such as: Asia | Keskustelu | Päätös."""
    first, *others = [cell.strip() for cell in rows[0].cells]
    if not (ITEMS.match(first) and COLUMN.match(first) and any(map(DECISIONS.match, others))):
        return {}
    titles = {at: row.cells[0].split("\n")[0].strip() for at, row in enumerate(rows) if at}
    titles = {at: title for at, title in titles.items() if 0 < len(title) <= LONGEST_TITLE}
    return {at: (Number(n), title) for n, (at, title) in enumerate(titles.items(), start=1)}


def number_and_title(row: Line) -> Head | None:
    """Return the heading of the item in a row: its number in a cell of its own, or in the title."""
    first, *rest = [cell for cell in row.cells if cell.strip()] or [""]
    title = rest[0].split("\n")[0] if rest else ""
    alone = ALONE.match(first)
    if alone and parse_item_number(alone[1]).number and 0 < len(title) <= LONGEST_TITLE:
        return parse_item_number(alone[1]), title
    for pattern in (SECTION, NAMED, COUNTED):
        match = pattern.match(first.split("\n")[0])
        if match and match["title"] and len(match["title"]) <= LONGEST_TITLE and rest:
            return number_in(match), match["title"]
    return None


def item_lines(row: Line, head: Head, decisions: set[int]) -> Iterator[Line]:
    """Yield a row as the heading of an item, its text and, after a label, its decision."""
    number, title = head
    yield Line(title, number=f"{number} §", bold=True)
    described: list[str] = []
    decided: list[str] = []
    skipped = False
    for at, cell in enumerate(row.cells):
        lines = [clean_words(line) for line in cell.split("\n") if clean_words(line)]
        if not skipped and lines and ALONE.match(lines[0]):
            lines = lines[1:]
        elif not skipped and lines:
            lines, skipped = lines[1:], True
        (decided if at in decisions else described).extend(lines)
    yield from map(Line, described)
    if decided:
        yield Line("Päätös:")
        yield from map(Line, decided)


def is_labelled(row: Line) -> bool:
    """Return whether the row is like: Päätös | Hyväksyttiin; or: Läsnä | names."""
    first = next((cell for cell in row.cells if cell.strip()), "")
    patterns = (DECISION_LABEL, PROPOSAL_LABEL, ATTENDANCE)
    return first != row.text and any(pattern.match(first) for pattern in patterns)


def cell_lines(cells: Iterable[str]) -> Iterator[Line]:
    """Yield the lines of the cells, one cell after another."""
    for cell in cells:
        yield from (Line(clean_words(line)) for line in cell.split("\n") if clean_words(line))
