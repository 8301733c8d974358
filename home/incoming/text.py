"""Normalise text from outside. Pure functions, without Django.

`clean_text` keeps lines, `clean_line` makes one line, `comparison_key` is equal for equivalent
names. Invisible characters are removed, never refused.
"""

import re
import unicodedata

# Line ends of various programs: Word's vertical tab, form feeds, Unicode's own separators.
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Letters of other scripts and a Braille pattern that look like a space or like nothing.
BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"
KEPT_CONTROLS = "\n\t"
JOINER = "\u200d"
# A joiner combines several emoji into one; between letters it is invisible.
INVISIBLE_JOINER = re.compile(
    "(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d+|\u200d+(?![\u2190-\u2bff\U0001f000-\U0001faff])"
)
# Characters that PDF files and Word use in place of ordinary ones.
REPLACED = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u2010": "-",
    "\u2011": "-",
    "\uf0b7": "•",
    "\uf0a7": "•",
    "\uf0fc": "•",
}
# Everything except the usual characters of European text, which are skipped for speed.
UNUSUAL = re.compile(
    "[^\n\t\x20-\x7e\xa1-\xac\xae-\u024f\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac]"
)
DASHES = re.compile("[\u2012-\u2015\u2212\ufe58\ufe63\uff0d]")
QUOTES = {ord(mark): "'" for mark in "\u2018\u2019\u201b\u02bc\u00b4`"}
# What a spreadsheet shows when a formula has no value, in English and Finnish.
SHEET_ERROR = re.compile(
    r"#(?:NAME\?|NIMI\?|REF!|VIITTAUS!|VALUE!|ARVO!|N/A|PUUTTUU!?|PUUTTUVA!|DIV/0!|JAKO/0!|"
    r"NUM!|LUKU!|NULL!|TYHJÄ!|SPILL!|LEVIÄMINEN!|CALC!|LASKE!|GETTING_DATA|FIELD!|#+)|#{3,}",
    re.IGNORECASE,
)


def clean_text(text: str) -> str:
    """Return the text in NFC with plain spaces and no invisible characters.

    Lines end in "\\n"; tabs stay. No-break spaces become spaces: templates add those that a page
    needs.
    """
    if text.isascii() and text.isprintable():
        return text
    text = UNUSUAL.sub(clean_character, LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", INVISIBLE_JOINER.sub("", text))


def clean_character(match: re.Match[str]) -> str:
    """Return the replacement of one unusual character: itself, another, or nothing.

    Controls, direction marks, surrogate halves and private-use characters are dropped.
    """
    character = match[0]
    if character in REPLACED:
        return REPLACED[character]
    if character in BLANK_LETTERS:
        return " "
    kind = unicodedata.category(character)
    if kind == "Zs":
        return " "
    if kind in ("Cc", "Cf", "Cs", "Co") and character not in (*KEPT_CONTROLS, JOINER):
        return ""
    return "" if is_noncharacter(character) else character


def is_noncharacter(character: str) -> bool:
    """Return whether this is a Unicode noncharacter, such as U+FFFE."""
    code = ord(character)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def clean_line(text: str) -> str:
    """Return the text cleaned and on one line, with single spaces and none at the ends."""
    return " ".join(clean_text(text).split())


def clean_values(value: object) -> object:
    """Return plain data (dicts, lists, strings) with every string cleaned."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {key: clean_values(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(clean_values, value))
    return value


def comparison_key(text: str) -> str:
    """Return the same key for names that differ only in case, spaces, dashes and apostrophes."""
    plain = DASHES.sub("-", clean_line(text)).translate(QUOTES).casefold()
    # Case folding may decompose letters, such as the Turkish dotted I.
    return unicodedata.normalize("NFC", plain)


def is_sheet_error(cell: str) -> bool:
    """Return whether the cell holds a spreadsheet error, such as #NAME?, instead of a value."""
    return bool(SHEET_ERROR.fullmatch(cell.strip()))
