"""A person's name in running Finnish text: where it stands, in which case, and what replaces it.

HTML is taken as it is stored. Names stand as Etunimi Sukunimi or Sukunimi Etunimi, the last word
inflected. A rule that makes a form too many does no harm: nobody writes it. What the rules do not
make, the dictionary may still know (home/text/lemmas.py).
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from home.text.lemmas import base_forms

FORMER = ("entinen", "edustaja")
IN_CASE = {
    "nominative": "entinen edustaja",
    "genitive": "entisen edustajan",
    "partitive": "entistä edustajaa",
    "inessive": "entisessä edustajassa",
    "elative": "entisestä edustajasta",
    "illative": "entiseen edustajaan",
    "adessive": "entisellä edustajalla",
    "ablative": "entiseltä edustajalta",
    "allative": "entiselle edustajalle",
    "essive": "entisenä edustajana",
    "translative": "entiseksi edustajaksi",
    "abessive": "entisettä edustajatta",
}
ENDINGS = {
    "genitive": ("n",),
    "inessive": ("ssa", "ssä"),
    "elative": ("sta", "stä"),
    "adessive": ("lla", "llä"),
    "ablative": ("lta", "ltä"),
    "allative": ("lle",),
    "essive": ("na", "nä"),
    "translative": ("ksi",),
    "abessive": ("tta", "ttä"),
    "partitive": ("a", "ä", "ta", "tä"),
    "illative": ("seen",),
}
# The last consonants of a stem, strong and weak: Lahti, Lahden.
GRADES = (
    *(("nk", "ng"), ("mp", "mm"), ("lt", "ll"), ("nt", "nn"), ("rt", "rr")),
    *(("kk", "k"), ("pp", "p"), ("tt", "t"), ("p", "v"), ("t", "d"), ("k", ""), ("k", "j")),
    *(("k", "v"), ("k", "'")),
)
VOWELS = "aeiouyåäö"
PARTICLE = r"(?:kin|kaan|kään|ko|kö|han|hän)?"
INLINE_TAG = r"</?(?:a|b|em|i|mark|span|strong)\b[^<>]*>"
GAP = rf"(?:\s|&nbsp;|&\#160;|{INLINE_TAG})+"
NAME_BEFORE = re.compile(r"[A-ZÅÄÖ][\w-]*[ \xa0]$")
NAME_AFTER = re.compile(r"[ \xa0][A-ZÅÄÖ]")
BEGINS = re.compile(
    rf"(?:^|[.!?]\s|\n|<(?:p|h[1-6]|li|t[dh]|br|div)\b[^<>]*>)\s*(?:{INLINE_TAG})*$", re.IGNORECASE
)


def forms(name: str) -> dict[str, str]:
    """Every form of a name in lower case, with its case: lahden -> genitive."""
    name = name.lower()
    found = {name: "nominative"}
    for stem in stems(name):
        endings = ENDINGS | {"illative": ("seen", f"{stem[-1:]}n", f"h{stem[-1:]}n")}
        for case, ends in endings.items():
            for end in ends:
                found.setdefault(stem + end, case)
    if name.endswith("nen"):
        for end in ("ta", "tä"):
            found[f"{name[:-3]}s{end}"] = "partitive"
    if name.endswith("e"):
        for end in ("tta", "ttä"):
            found[f"{name}{end}"] = "partitive"
    return found


def stems(name: str) -> set[str]:
    """What the endings are put on to: virtase, lahti, lahte, lahde."""
    if name.endswith("nen"):
        return {name[:-3] + "se"}
    if name[-1:] not in VOWELS:
        bodies = (name[:-2], *strengthened(name[:-2]))  # Porras, Portaan
        long = {name[:-1] + "kse", *(body + 2 * name[-2] for body in bodies)}
        return {name, name + "i", *(long if name.endswith("s") else ())}
    last = {name[-1], "e"} if name.endswith("i") else {name[-1]}
    bodies = {name[:-1], *weakened(name[:-1])}
    found = {body + vowel for body in bodies for vowel in last}
    if name.endswith("si"):  # Susi, Suden
        found |= {name[:-2] + "te", name[:-2] + "de"}
    if name.endswith("e"):  # Lumme, Lumpeen
        found |= {f"{body}ee" for body in (name[:-1], *strengthened(name[:-1]))}
    return found


def weakened(body: str) -> Iterator[str]:
    """The other grades of a stem without its last vowel: laht -> lahd."""
    for strong, weak in GRADES:
        if body.endswith(strong):
            yield body[: -len(strong)] + weak


def strengthened(body: str) -> Iterator[str]:
    """The stronger grades of a stem, which some names have in their other cases: porr -> port."""
    for strong, weak in GRADES:
        if weak and body.endswith(weak):
            yield body[: -len(weak)] + strong


@dataclass(frozen=True)
class Name:
    """A first and a last name that are looked for."""

    first: str
    last: str

    def __str__(self):
        return f"{self.first} {self.last}"

    @cached_property
    def straight(self) -> re.Pattern:
        return whole_words(rf"{either(self.first)}{GAP}(?P<inflected>{any_form(self.last)})")

    @cached_property
    def backwards(self) -> re.Pattern:
        return whole_words(rf"{either(self.last)},?{GAP}(?P<inflected>{any_form(self.first)})")

    @cached_property
    def with_any_word(self) -> re.Pattern:
        """The first name and whatever stands after it."""
        return whole_words(rf"{either(self.first)}{GAP}(?P<inflected>[\w-]+)")

    def found_in(self, text: str) -> Iterator[re.Match]:
        yield from self.straight.finditer(text)
        yield from (m for m in self.backwards.finditer(text) if not between_names(m))
        yield from (m for m in self.with_any_word.finditer(text) if self.is_known_form(m))

    def is_known_form(self, match: re.Match) -> bool:
        """Does the dictionary alone know the word for a form of the last name?"""
        word = unicodedata.normalize("NFC", match["inflected"]).lower()
        return word not in forms(self.last) and self.last.lower() in base_forms(word)

    def replaced(self, text: str, new: Callable[[re.Match, str], str]) -> str:
        """The text with what `new` makes of each place and its case."""
        text = self.straight.sub(lambda m: new(m, case_of(m, self.last)), text)
        text = self.with_any_word.sub(
            lambda m: new(m, case_of_ending(m)) if self.is_known_form(m) else m[0], text
        )
        return self.backwards.sub(
            lambda m: m[0] if between_names(m) else new(m, case_of(m, self.first)), text
        )

    @cached_property
    def in_addresses(self) -> re.Pattern:
        """As slugs and file names have it: maija-virtanen."""
        first, last = simple(self.first), in_any_form(self.last)
        return re.compile(
            rf"(?<![a-z])(?:{first}[-_. ]*{last}|{last}[-_. ]*{first})", re.IGNORECASE
        )

    @property
    def clue(self) -> str:
        """Two letters of every text with the name, however encoded or inflected; may be empty."""
        runs = re.findall(r"[a-z]+", self.first.lower())
        return max(runs, key=len, default="")[:2]


def whole_words(pattern: str) -> re.Pattern:
    return re.compile(rf"(?<![\w-])(?:{pattern}){PARTICLE}(?!-?\w)", re.IGNORECASE)


def any_form(name: str) -> str:
    return "|".join(either(form) for form in sorted(forms(name), key=len, reverse=True))


def between_names(match: re.Match) -> bool:
    """Is it the end of one name and the beginning of another, as in "Aino Koe, Otso Malli"?"""
    text, start = match.string, match.start()
    return bool(NAME_BEFORE.search(text[max(0, start - 80) : start])) and bool(
        NAME_AFTER.match(text, match.end())
    )


def case_of(match: re.Match, name: str) -> str:
    word = unicodedata.normalize("NFC", match["inflected"]).lower()
    return forms(name).get(word, "nominative")


def case_of_ending(match: re.Match) -> str:
    """The case of a form that only the dictionary knows, by how it ends."""
    word = match["inflected"].lower()
    cases = (case for case, ends in ENDINGS.items() if case != "genitive" and word.endswith(ends))
    return next(cases, "genitive" if word.endswith("n") else "nominative")


def either(word: str) -> str:
    """The word as a pattern, its spaces of any kind, its dotted letters in one sign or two."""
    ways = {unicodedata.normalize(form, word) for form in ("NFC", "NFD")}
    return "(?:" + "|".join(GAP.join(map(re.escape, way.split())) for way in sorted(ways)) + ")"


def simple(word: str) -> str:
    """The word without dots and accents, as addresses have it."""
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    return "[-_. ]*".join(map(re.escape, plain.split()))


def in_any_form(last: str) -> str:
    """The last name as addresses have it, also inflected: virtanen, virtasen."""
    inflected = sorted({simple(form) for form in forms(last)}, key=len, reverse=True)
    return f"(?:{simple(last)}|(?:{'|'.join(inflected)})(?![a-z]))"


def forget_names(text: str, names: Iterable[Name]) -> str:
    """The text with "entinen edustaja", in the right case, for each of the names."""
    for name in names:
        text = name.replaced(text, former)
    return text


def former(match: re.Match, case: str) -> str:
    """What takes the name's place; mark-up that stood inside the name is kept after it."""
    words = IN_CASE[case]
    if BEGINS.search(match.string[max(0, match.start() - 200) : match.start()]):
        words = words[0].upper() + words[1:]
    return words + "".join(re.findall(INLINE_TAG, match[0]))


def correct_names(text: str, names: Iterable[Name], new: str) -> str:
    """The text with the new name where an old one stands in its basic form."""

    def corrected(match: re.Match, case: str) -> str:
        return new + "".join(re.findall(INLINE_TAG, match[0])) if case == "nominative" else match[0]

    for name in names:
        text = name.replaced(text, corrected)
    return text
