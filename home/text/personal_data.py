"""Find personal data in plain text. Pure functions that return spans of the text."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from stdnum import iban
from stdnum.fi import hetu

from .remote_meetings import iterate_joining_spans


class PersonalDataKind(StrEnum):
    """The kinds of personal data."""

    IDENTITY_CODE = "identity_code"
    JOINING = "joining"
    IBAN = "iban"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"


@dataclass(frozen=True)
class PersonalDataSpan:
    """One match: `text == whole[start:end]`."""

    kind: PersonalDataKind
    start: int
    end: int
    text: str


SPACE = r"[ \u00a0\u202f]"
DASHES = str.maketrans("‐‑‒–−", "-----")

IDENTITY_CODE = re.compile(
    r"(?<![0-9A-Za-z])[0-3]\d[01]\d{3}[-+‐‑‒–−A-FU-Ya-fu-y]\d{3}[0-9A-Ya-y](?![0-9A-Za-zÅÄÖåäö])"
)
IBAN = re.compile(rf"(?<![0-9A-Za-z])[A-Z]{{2}}\d{{2}}(?:{SPACE}?[0-9A-Z]){{11,30}}")
EMAIL = re.compile(
    rf"(?<![\w.+%-])[\w.+%-]{{1,64}}(?:@|{SPACE}?[(\[{{](?:at|ät|@)[)\]}}]{SPACE}?)"
    r"(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?![\w-])",
    re.IGNORECASE,
)
# Examples of how addresses are formed are nobody's address.
PATTERNS = ("etunimi.sukunimi", "fornamn.efternamn", "firstname.lastname", "nimi.sukunimi")

PHONE = re.compile(
    rf"(?<![\w.,:/+§-])(?:(?:\+|00){SPACE}?)?\(?\d(?:{SPACE}?[-‑–/()]?{SPACE}?\d){{5,14}}(?![\w§]|[.,:]\d)"
)
# Numbers with another meaning: a date, a Finnish business ID, years or a sum.
NO_PHONE = re.compile(
    rf"\d{{7}}-\d|\d{{4}}{SPACE}?[-‑–/]{SPACE}?\d{{4}}|\d{{1,3}}(?:{SPACE}\d{{3}})+|\d{{4}}-\d\d-\d\d"
)

STREET_WORDS = (
    "katu|tie|kuja|polku|väylä|raitti|bulevardi|penger|esplanadi|gata|gatan|väg|vägen|gränd|"
    "gränden|stig|stigen"
)
# Endings that many other names share: an address only with a staircase or a postal code.
OTHER_WORDS = (
    "kaari|rinne|ranta|puisto|aukio|tori|laituri|piha|portti|mäki|kulma|taival|ura|reitti|"
    "niemi|saari|lenkki|rata|haka|kallio|pelto|metsä|suora|mutka|linja|silta"
)
# 12, 12-14, 12 b, 12 A 5, 5 as. 3
HOUSE = (
    r"\d{1,4}(?:[-–]\d{1,4})?(?:[ \u00a0]?[a-zA-Z](?![\w.]))?"
    r"(?:[ \u00a0](?:(?:as|bst)\.?[ \u00a0])?\d{1,3}(?![\w.]))?"
)
PLACE = r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö-]+"
STREET = re.compile(
    rf"(?<![\w-])(?P<street>(?:{PLACE}[ \u00a0]){{0,2}}[A-ZÅÄÖ][\w-]{{0,40}}?(?:{STREET_WORDS}|"
    rf"(?P<other>{OTHER_WORDS})))[ \u00a0](?P<house>{HOUSE})"
    rf"(?P<post>,?\s{{1,3}}(?:FI-)?\d{{5}}[ \u00a0]{PLACE})?"
    r"(?![\w§%€]|[.,:/]\d|[ \u00a0](?:§|%|€|euroa|km|kpl|prosenttia))"
)
POSTAL_LINE = re.compile(rf"^[ \t]*((?:FI-)?\d{{5}}[ \u00a0]{PLACE})[ \t]*$", re.MULTILINE)
# State roads, which are known by their numbers.
ROADS = re.compile(r"(?:valta|kanta|seutu|yhdys|maan|moottori|rauta|kehä)tie$", re.IGNORECASE)


def find_personal_data(text: str, known: frozenset[str] = frozenset()) -> list[PersonalDataSpan]:
    """Return all personal data in the text, in order and without overlaps.

    `known`: addresses that are public on purpose, in lower case. Never raises.
    """
    found: list[PersonalDataSpan] = []
    taken = bytearray(len(text))
    for finder in FINDERS:
        for span in finder(text):
            if not any(taken[span.start : span.end]) and span.text.lower() not in known:
                taken[span.start : span.end] = b"\1" * (span.end - span.start)
                found.append(span)
    return sorted(found, key=lambda span: span.start)


def iterate_spans(
    kind: PersonalDataKind,
    pattern: re.Pattern[str],
    text: str,
    accepts: Callable[[re.Match[str]], bool],
) -> Iterator[PersonalDataSpan]:
    """Yield the matches that are accepted."""
    for match in pattern.finditer(text):
        if accepts(match):
            yield PersonalDataSpan(kind, match.start(), match.end(), match[0])


def iterate_identity_codes(text: str) -> Iterator[PersonalDataSpan]:
    """Yield Finnish identity codes of all centuries with a valid date and check character."""
    return iterate_spans(PersonalDataKind.IDENTITY_CODE, IDENTITY_CODE, text, is_identity_code)


def is_identity_code(match: re.Match[str]) -> bool:
    """Return whether the date and check character are valid."""
    # Temporary codes count too: hospitals give them to real people.
    return hetu.is_valid(match[0].translate(DASHES), allow_temporary=True)


def iterate_joinings(text: str) -> Iterator[PersonalDataSpan]:
    """Yield links and codes with which anybody could join a remote meeting."""
    for start, end in iterate_joining_spans(text):
        yield PersonalDataSpan(PersonalDataKind.JOINING, start, end, text[start:end])


def iterate_ibans(text: str) -> Iterator[PersonalDataSpan]:
    """Yield account numbers with a valid format and check digits."""
    for match in IBAN.finditer(text):
        if (length := get_iban_length(match[0])) is not None:
            end = match.start() + length
            yield PersonalDataSpan(
                PersonalDataKind.IBAN, match.start(), end, text[match.start() : end]
            )


def get_iban_length(text: str) -> int | None:
    """Return the length of the account number at the start of the text, which words may follow."""
    for length in range(len(text), 14, -1):
        begun = text[:length]
        if begun[-1].isalnum() and iban.is_valid(re.sub(SPACE, "", begun)):
            return length
    return None


def iterate_emails(text: str) -> Iterator[PersonalDataSpan]:
    """Yield e-mail addresses, also with (at) in place of @."""
    return iterate_spans(
        PersonalDataKind.EMAIL, EMAIL, text, lambda m: not m[0].lower().startswith(PATTERNS)
    )


def iterate_phones(text: str) -> Iterator[PersonalDataSpan]:
    """Yield valid telephone numbers: Finnish ones, or foreign ones that begin with + or 00."""
    return iterate_spans(PersonalDataKind.PHONE, PHONE, text, is_phone)


def is_phone(match: re.Match[str]) -> bool:
    """Return whether the number is valid, and not a date, sum or business ID."""
    written = match[0].strip()
    if NO_PHONE.fullmatch(written) or written.count("(") != written.count(")"):
        return False
    if not written.lstrip("( ").startswith(("0", "+")):
        return False
    try:
        number = phonenumbers.parse(written, "FI")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number)


def iterate_addresses(text: str) -> Iterator[PersonalDataSpan]:
    """Yield street addresses with a house number, and lines that begin with a postal code."""
    yield from iterate_spans(PersonalDataKind.ADDRESS, STREET, text, is_address)
    for match in POSTAL_LINE.finditer(text):
        yield PersonalDataSpan(PersonalDataKind.ADDRESS, match.start(1), match.end(1), match[1])


def is_address(match: re.Match[str]) -> bool:
    """Return whether a street and number are an address, not a road or a year."""
    if match["other"] and not (match["post"] or re.search(r"[a-zA-Z]", match["house"])):
        return False
    year = re.match(r"(?:19|20)\d\d", match["house"])
    return not (ROADS.search(match["street"]) or (year and not match["post"]))


# Identity codes and account numbers may look like telephone numbers, but not vice versa.
FINDERS = (
    iterate_identity_codes,
    iterate_joinings,
    iterate_ibans,
    iterate_emails,
    iterate_addresses,
    iterate_phones,
)
