"""Personal data in the parts of a file, with the place of each."""

import re
import unicodedata
from typing import TypedDict

from home.text.personal_data import PersonalDataKind, find_personal_data

from .report import FilePart, Place

MOST = 300
# Invisible characters, which may hide a code by splitting it.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
# Kinds of parts full of numbers, most of which are no telephone numbers.
ONLY_CODES = frozenset({"attribute", "other", "names"})
SURE = frozenset({PersonalDataKind.IDENTITY_CODE, PersonalDataKind.IBAN, PersonalDataKind.EMAIL})


class FoundInPart(TypedDict):
    """Personal data found in a part of a file."""

    kind: str
    text: str
    part: str
    place: Place


def normalise_text(text: str) -> str:
    """Return the text in compatibility form (NFKC), without invisible characters."""
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def find_in_parts(parts: list[FilePart]) -> list[FoundInPart]:
    """Return the findings, each once per kind of part and place; identity codes come first."""
    found: dict[tuple[str, str, str, Place], FoundInPart] = {}
    for part in parts:
        for span in find_personal_data(normalise_text(part.text)):
            if part.kind in ONLY_CODES and span.kind not in SURE:
                continue
            key = (span.kind, span.text, part.kind, part.place if part.kind != "body" else ())
            entry: FoundInPart = {
                "kind": str(span.kind),
                "text": span.text,
                "part": part.kind,
                "place": part.place,
            }
            found.setdefault(key, entry)
    several = {(e["kind"], e["text"]) for e in found.values() if e["part"] not in ONLY_CODES}
    entries = [
        entry
        for entry in found.values()
        if entry["part"] not in ONLY_CODES or (entry["kind"], entry["text"]) not in several
    ]
    entries.sort(key=lambda entry: entry["kind"] != PersonalDataKind.IDENTITY_CODE)
    return entries[:MOST]
