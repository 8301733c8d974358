"""Finding and replacing a person's name in running Finnish text, with its grammatical case.

Works on HTML as it is stored. Names occur as Etunimi Sukunimi or Sukunimi Etunimi, with the last
word inflected. A rule that produces a non-existent form does no harm, since nobody writes it. The
dictionary may know forms that the rules do not produce (home/text/lemmas.py).
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from home.text.lemmas import get_base_forms

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
# Consonant gradation at the end of a stem, strong and weak: Lahti, Lahden.
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


def inflected_forms(name: str) -> dict[str, str]:
    """Return every form of a name in lower case, with its case: lahden -> genitive."""
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
    """Return the stems that take the endings: virtase, lahti, lahte, lahde."""
    if name.endswith("nen"):
        return {name[:-3] + "se"}
    if name[-1:] not in VOWELS:
        bodies = (name[:-2], *strong_grades(name[:-2]))  # Porras, Portaan
        long = {name[:-1] + "kse", *(body + 2 * name[-2] for body in bodies)}
        return {name, name + "i", *(long if name.endswith("s") else ())}
    last = {name[-1], "e"} if name.endswith("i") else {name[-1]}
    bodies = {name[:-1], *weak_grades(name[:-1])}
    found = {body + vowel for body in bodies for vowel in last}
    if name.endswith("si"):  # Susi, Suden
        found |= {name[:-2] + "te", name[:-2] + "de"}
    if name.endswith("e"):  # Lumme, Lumpeen
        found |= {f"{body}ee" for body in (name[:-1], *strong_grades(name[:-1]))}
    return found


def weak_grades(body: str) -> Iterator[str]:
    """Yield the weak grades of a stem without its last vowel: laht -> lahd."""
    for strong, weak in GRADES:
        if body.endswith(strong):
            yield body[: -len(strong)] + weak


def strong_grades(body: str) -> Iterator[str]:
    """Yield the strong grades of a stem, which some names have in other cases: porr -> port."""
    for strong, weak in GRADES:
        if weak and body.endswith(weak):
            yield body[: -len(weak)] + strong


@dataclass(frozen=True)
class PersonName:
    """A first and a last name to search for."""

    first: str
    last: str

    def __str__(self):
        return f"{self.first} {self.last}"

    @cached_property
    def straight(self) -> re.Pattern:
        return whole_word_pattern(
            rf"{spelling_pattern(self.first)}{GAP}(?P<inflected>{inflected_pattern(self.last)})"
        )

    @cached_property
    def backwards(self) -> re.Pattern:
        return whole_word_pattern(
            rf"{spelling_pattern(self.last)},?{GAP}(?P<inflected>{inflected_pattern(self.first)})"
        )

    @cached_property
    def with_any_word(self) -> re.Pattern:
        """Return the pattern of the first name and any word after it."""
        return whole_word_pattern(rf"{spelling_pattern(self.first)}{GAP}(?P<inflected>[\w-]+)")

    def find_in(self, text: str) -> Iterator[re.Match]:
        yield from self.straight.finditer(text)
        yield from (m for m in self.backwards.finditer(text) if not between_names(m))
        yield from (m for m in self.with_any_word.finditer(text) if self.is_known_form(m))

    def is_known_form(self, match: re.Match) -> bool:
        """Return whether only the dictionary knows the word as a form of the last name."""
        word = unicodedata.normalize("NFC", match["inflected"]).lower()
        return word not in inflected_forms(self.last) and self.last.lower() in get_base_forms(word)

    def replace_in(self, text: str, new: Callable[[re.Match, str], str]) -> str:
        """Return the text with each occurrence replaced by `new(match, case)`."""
        text = self.straight.sub(lambda m: new(m, case_of_form(m, self.last)), text)
        text = self.with_any_word.sub(
            lambda m: new(m, case_of_ending(m)) if self.is_known_form(m) else m[0], text
        )
        return self.backwards.sub(
            lambda m: m[0] if between_names(m) else new(m, case_of_form(m, self.first)), text
        )

    @cached_property
    def in_addresses(self) -> re.Pattern:
        """Return the pattern of the name in slugs and file names: maija-virtanen."""
        first, last = slug_pattern(self.first), inflected_slug_pattern(self.last)
        return re.compile(
            rf"(?<![a-z])(?:{first}[-_. ]*{last}|{last}[-_. ]*{first})", re.IGNORECASE
        )

    @property
    def clue(self) -> str:
        """Return two letters that occur in every text with the name; may be empty.

        They are there however the name is encoded or inflected.
        """
        runs = re.findall(r"[a-z]+", self.first.lower())
        return max(runs, key=len, default="")[:2]


def whole_word_pattern(pattern: str) -> re.Pattern:
    return re.compile(rf"(?<![\w-])(?:{pattern}){PARTICLE}(?!-?\w)", re.IGNORECASE)


def inflected_pattern(name: str) -> str:
    return "|".join(
        spelling_pattern(form) for form in sorted(inflected_forms(name), key=len, reverse=True)
    )


def between_names(match: re.Match) -> bool:
    """Return whether one name ends and another begins here, as in "Aino Koe, Otso Malli"."""
    text, start = match.string, match.start()
    return bool(NAME_BEFORE.search(text[max(0, start - 80) : start])) and bool(
        NAME_AFTER.match(text, match.end())
    )


def case_of_form(match: re.Match, name: str) -> str:
    word = unicodedata.normalize("NFC", match["inflected"]).lower()
    return inflected_forms(name).get(word, "nominative")


def case_of_ending(match: re.Match) -> str:
    """Return the case of a form that only the dictionary knows, by its ending."""
    word = match["inflected"].lower()
    cases = (case for case, ends in ENDINGS.items() if case != "genitive" and word.endswith(ends))
    return next(cases, "genitive" if word.endswith("n") else "nominative")


def spelling_pattern(word: str) -> str:
    """Return a pattern of the word with any kind of spaces, in composed or decomposed letters."""
    ways = {unicodedata.normalize(form, word) for form in ("NFC", "NFD")}
    return "(?:" + "|".join(GAP.join(map(re.escape, way.split())) for way in sorted(ways)) + ")"


def slug_pattern(word: str) -> str:
    """Return a pattern of the word without diacritics, as in addresses."""
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    return "[-_. ]*".join(map(re.escape, plain.split()))


def inflected_slug_pattern(last: str) -> str:
    """Return a pattern of the last name in addresses, also inflected: virtanen, virtasen."""
    inflected = sorted(
        {slug_pattern(form) for form in inflected_forms(last)}, key=len, reverse=True
    )
    return f"(?:{slug_pattern(last)}|(?:{'|'.join(inflected)})(?![a-z]))"


def forget_names(text: str, names: Iterable[PersonName]) -> str:
    """Return the text with each of the names replaced by "entinen edustaja" in the right case."""
    for name in names:
        text = name.replace_in(text, former_name)
    return text


def former_name(match: re.Match, case: str) -> str:
    """Return the replacement of a name, followed by the mark-up that was inside it."""
    words = IN_CASE[case]
    if BEGINS.search(match.string[max(0, match.start() - 200) : match.start()]):
        words = words[0].upper() + words[1:]
    return words + "".join(re.findall(INLINE_TAG, match[0]))


def correct_names(text: str, names: Iterable[PersonName], new: str) -> str:
    """Return the text with the new name in place of old ones in their base form."""

    def corrected(match: re.Match, case: str) -> str:
        return new + "".join(re.findall(INLINE_TAG, match[0])) if case == "nominative" else match[0]

    for name in names:
        text = name.replace_in(text, corrected)
    return text
