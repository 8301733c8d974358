"""Minutes as JSON and plain text, for the forms of the import."""

import re
from html import unescape
from textwrap import shorten
from typing import TypedDict

from .lines import BULLET, Line
from .records import Minutes, MinutesItem
from .wording import SENTENCE

POINT = "• "
LONGEST_BRIEF = 200


class ItemData(TypedDict):
    """An agenda item as the fields of an AgendaItem."""

    number: int
    letter: str
    title: str
    kind: str
    result: str
    text: str
    decision: str


class Leftover(TypedDict):
    """A line that was not understood, and where it stood."""

    text: str
    place: str


class MinutesData(TypedDict):
    """Minutes as JSON; unknown dates and times are empty strings."""

    title: str
    date: str
    starts_at: str
    ends_at: str
    place: str
    attendance: list[str]
    items: list[ItemData]
    body: str
    leftovers: list[Leftover]


def minutes_data(minutes: Minutes) -> MinutesData:
    """Return the minutes as data that JSON can carry."""
    return {
        "title": minutes.title,
        "date": str(minutes.date or ""),
        "starts_at": str(minutes.starts_at or ""),
        "ends_at": str(minutes.ends_at or ""),
        "place": minutes.place,
        "attendance": [line.whole for line in minutes.attendance],
        "items": [item_data(item) for item in minutes.items],
        "body": lines_as_text(minutes.body),
        "leftovers": [{"text": line.whole, "place": line.place} for line in minutes.leftovers],
    }


def item_data(item: MinutesItem) -> ItemData:
    """Return an agenda item in plain text; table rows become list items."""
    return {
        "number": item.number,
        "letter": item.letter,
        "title": item.title,
        "kind": item.kind,
        "result": item.result,
        "text": lines_as_text(item.text),
        "decision": lines_as_text(item.decision),
    }


def summarise(items: list[ItemData]) -> str:
    """Return the first three decisions as list items, those with consequences first."""
    decided = [item for item in items if item["decision"] and item["kind"] != "formality"]
    weighty = [item for item in decided if item["kind"] in ("decision", "election")]
    chosen = [*weighty, *(item for item in decided if item not in weighty)][:3]
    return "\n".join(f"{POINT}{item['title']}: {brief(item['decision'])}" for item in chosen)


def brief(decision: str) -> str:
    """Return the first sentence of a decision, without its bullet."""
    first = decision.split("\n")[0].removeprefix(POINT)
    return shorten(SENTENCE.split(first, maxsplit=1)[0], LONGEST_BRIEF, placeholder=" …")


def lines_as_text(lines: list[Line]) -> str:
    """Return plain text, a paragraph per line; list items and table rows begin with a bullet."""
    return "\n".join(
        POINT * (line.bullet or bool(line.cells)) + line_as_text(line) for line in lines
    )


def line_as_text(line: Line) -> str:
    return ", ".join(cell.replace("\n", " ") for cell in line.cells if cell) or line.whole


def paragraphs(text: str) -> list[tuple[bool, list[str]]]:
    """Return the parts of a plain text: (whether it is a list, its items or its one paragraph)."""
    parts: list[tuple[bool, list[str]]] = []
    for line in filter(None, map(str.strip, re.split(r"[\r\n]+", text))):
        if bullet := BULLET.match(line):
            if not (parts and parts[-1][0]):
                parts.append((True, []))
            parts[-1][1].append(line[bullet.end() :])
        else:
            parts.append((False, [line]))
    return parts


def rich_text_as_text(html: str) -> str:
    """Return stored rich text as the same plain text."""
    text = re.sub(r"<li\b[^>]*>", f"\n{POINT}", html)
    text = re.sub(r"</(?:p|li|ul|ol)>|<br\b[^>]*>", "\n", text)
    lines = unescape(re.sub(r"<[^>]+>", "", text)).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())
