"""Guess the kind, date, language and title of a document from its file name and text. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst

from home.file_text.layers import guess_language

from ...models import DocumentKind

HEAD = 600  # characters of the text that are examined
# The leftmost word wins: "Liite 2 Lausunto" is an attachment. A word for a summary wins anywhere.
SUMMARY = re.compile(r"tiivistelma|yhteenveto|sammandrag")
WORDS = re.compile(
    r"(?P<kutsu>kutsu|kallelse)"
    r"|(?P<esityslista>esityslista|asialista|foredragningslista|\bagenda)"
    r"|(?P<poytakirja>poytakirja|ptk|muistio|protokoll)"
    r"|(?P<liite>\bliit(?=e|teet)|\bbilaga)"
    r"|(?P<yhteistyoehdotus>yhteistyoehdotus)"
    r"|(?P<nimeamispyynto>nimeamispyynto)"
    r"|(?P<lausunto>lausun|utlatande)"
    r"|(?P<vastaus>vastaus|vastine)"
    r"|(?P<esitysaineisto>esitys|kalvot|\bdiat\b|diaesitys|presentaatio|presentation)"
)
SLIDES = {"pptx", "odp"}
DATE = re.compile(
    r"(?<!\d)(?:(?P<d>\d{1,2})[._ -](?P<m>\d{1,2})[._ -](?P<y>(?:19|20)\d\d)"
    r"|(?P<y2>(?:19|20)\d\d)-?(?P<m2>[01]\d)-?(?P<d2>[0-3]\d)"
    r"|(?P<d3>[0-3]\d)(?P<m3>[01]\d)(?P<y3>(?:19|20)\d\d))(?!\d)"
)
LANGUAGES = (
    ("sv", re.compile(r"\b(?:sv|swe|svenska|ruotsi\w*|kallelse|protokoll|bilaga|utlatande)\b")),
    ("en", re.compile(r"\b(?:en|eng|english|englanti|englanniksi)\b")),
)
# Names given by a scanner or a computer.
NOISE = re.compile(
    r"(?:scan\w*|skanna\w*|img|image|doc|document|asiakirja|tiedosto|file|untitled|kopio|copy"
    r"|final|lopullinen|valmis|uusi|v|[\W\d_]+)*",
    re.IGNORECASE,
)
SPELLED = {"poytakirja": "pöytäkirja", "tiivistelma": "tiivistelmä", "nimeamis": "nimeämis"}


@dataclass(frozen=True)
class DocumentGuess:
    """Proposed values for the row of one file."""

    kind: str
    date: date | None
    language: str
    title: str


def guess_document(name: str, text: str = "") -> DocumentGuess:
    """Return the most likely values for a file with this name and beginning of text."""
    stem, _, extension = unicodedata.normalize("NFC", name).rpartition(".")
    stem = stem or extension
    plain, head = simplify_name(stem), text[:HEAD]
    kind = guess_kind(plain) or (DocumentKind.SLIDES if extension.lower() in SLIDES else "")
    kind = kind or guess_kind(simplify_name(head)) or DocumentKind.OTHER
    return DocumentGuess(
        kind=str(kind),
        date=guess_date(stem) or guess_date(head),
        language=find_language_name(plain) or guess_language(text, "fi"),
        title=guess_title(stem, DocumentKind(kind)),
    )


def simplify_name(text: str) -> str:
    """Return the text in lower case without diacritics or punctuation, for comparing names."""
    letters = unicodedata.normalize("NFD", text.lower())
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[\s_.,()+-]+", " ", kept).strip()


def guess_kind(plain: str) -> str:
    """Return the kind that the words indicate; empty if none."""
    if SUMMARY.search(plain):
        return DocumentKind.SUMMARY
    found = WORDS.search(plain)
    return found.lastgroup if found else ""


def guess_date(text: str) -> date | None:
    """Return the first valid date in the text, in any of the known notations."""
    for found in DATE.finditer(text):
        year, month, day = (
            next(int(value) for key in keys if (value := found[key]))
            for keys in (("y", "y2", "y3"), ("m", "m2", "m3"), ("d", "d2", "d3"))
        )
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None


def find_language_name(plain: str) -> str:
    return next((code for code, words in LANGUAGES if words.search(plain)), "")


def guess_title(stem: str, kind: DocumentKind) -> str:
    """Return the name without its date and technical marks, or the kind if nothing is left."""
    words = " ".join(re.sub(r"[_+\s]+", " ", DATE.sub(" ", stem)).split()).strip(" -.,")
    if len(words.split()) == 1:
        words = words.replace("-", " ")
    if NOISE.fullmatch(words) or simplify_name(words) in {
        "ptk",
        kind.value,
        simplify_name(str(kind.label)),
    }:
        return str(kind.label)
    for plain, right in SPELLED.items():
        words = re.sub(plain, right, words, flags=re.IGNORECASE)
    return capfirst(words)[:250]
