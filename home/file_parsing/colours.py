"""Colours of text and of its background."""

import re

WHITE, BLACK = "FFFFFF", "000000"
SIX_DIGITS = re.compile(r"[0-9A-Fa-f]{6}")
UNREADABLE = 5  # the largest difference per channel (of 255) that nobody sees


def parse_hex(text: str) -> str:
    """Return six hexadecimal digits in upper case, or "" for anything else."""
    found = text.strip().lstrip("#")
    return found.upper() if SIX_DIGITS.fullmatch(found) else ""


def is_same_colour(letters: str, ground: str) -> bool:
    """Return whether text is indistinguishable from its background; False for unknown colours."""
    if not letters or not ground:
        return False
    if not (SIX_DIGITS.fullmatch(letters) and SIX_DIGITS.fullmatch(ground)):
        return letters == ground
    pairs = zip(bytes.fromhex(letters), bytes.fromhex(ground), strict=True)
    return all(abs(one - other) <= UNREADABLE for one, other in pairs)
