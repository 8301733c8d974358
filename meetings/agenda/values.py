"""The values of an agenda item as the list shows them, all of them text."""

import datetime
import hashlib
import re
from collections.abc import Callable
from html import unescape

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..importing.merging import to_rich_text
from ..minutes.numbers import Number, parse_item_number
from ..minutes.serialise import rich_text_as_text
from ..models import AgendaItem

RICH = ("text", "decision")
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
SEPARATOR = " "

READERS: dict[str, Callable[[AgendaItem], str]] = {
    "number": lambda item: str(Number(item.number, item.letter)) if item.number else "",
    "title": lambda item: item.title,
    "kind": lambda item: item.kind,
    "duration": lambda item: str(item.duration or ""),
    "text": lambda item: read_rich_text(item.text),
    "decision": lambda item: read_rich_text(item.decision),
    "result": lambda item: item.result,
    "responsible": lambda item: item.responsible,
    "due": lambda item: item.due.isoformat() if item.due else "",
}


def read_values(item: AgendaItem) -> dict[str, str]:
    return {name: read(item) for name, read in READERS.items()}


def read_rich_text(html: str) -> str:
    """Return the text; with its markup if plain text would lose something of it."""
    return rich_text_as_text(html) if is_plain(html) else html


def is_plain(html: str) -> bool:
    """Return whether a plain field can hold the text: it has paragraphs and bullets only."""
    stored = unescape(BLOCK_KEY.sub("", html or ""))
    return stored == unescape(to_rich_text(rich_text_as_text(html or "")))


def normalise_rich_text(text: str) -> str:
    """Return typed text as it will be read back."""
    return rich_text_as_text(to_rich_text(text))


def write_value(item: AgendaItem, name: str, value: str) -> None:
    """Write a value of the list to the item in memory."""
    if name == "number":
        item.number, item.letter = parse_item_number(value)
    elif name == "duration":
        item.duration = int(value) if value else None
    elif name == "due":
        item.due = datetime.date.fromisoformat(value) if value else None
    else:
        setattr(item, name, to_rich_text(value) if name in RICH else value)


def describe_value(name: str, value: str) -> str:
    """Return a value in words, as a person reads it."""
    if not value:
        return _("tyhjä")
    if name == "due":
        return date_format(datetime.date.fromisoformat(value), "j.n.Y")
    if name in RICH:
        return rich_text_as_text(value)
    choices = {"kind": AgendaItem.ItemKind.choices, "result": AgendaItem.Result.choices}
    return str(dict(choices.get(name, ())).get(value, value))


def digest_value(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:10]


def make_fingerprint(values: dict[str, str]) -> str:
    """Return a digest of each value, to tell later which of them somebody has changed."""
    return SEPARATOR.join(digest_value(values[name]) for name in READERS)


def split_fingerprint(fingerprint: str) -> dict[str, str]:
    """Return the digests by name; an empty dict if the text is not a valid fingerprint."""
    parts = fingerprint.split(SEPARATOR)
    return dict(zip(READERS, parts, strict=True)) if len(parts) == len(READERS) else {}
