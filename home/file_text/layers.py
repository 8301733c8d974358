"""Judge whether a text layer can be trusted, and repair its misread words. Pure functions."""

import re
from collections.abc import Iterator
from itertools import combinations, count, islice, product

from .join import Known

WORD = re.compile(r"[^\W\d_]+")
# A word as a bad text layer may contain it, with digits and symbols in place of letters.
TOKEN = re.compile(r"\w[\w¥€$£©|!]*\w|\w")
ODD = re.compile(r"[\ufffd\ue000-\uf8ff\x00\x01\x03-\x08\x0e-\x1f]")  # U+0002 is a hyphen
# Such a character alone may be a bullet; between two letters it is an unrecognised letter.
ODD_IN_WORD = re.compile(rf"[^\W\d_](?:{ODD.pattern})+[^\W\d_]")

SWEDISH = "och att för på det som av är med till den har inte om ett från eller kan ska"
ENGLISH = "the of and to in is that for are with be by this as from or which"
FUNCTION_WORDS = {"sv": frozenset(SWEDISH.split()), "en": frozenset(ENGLISH.split())}
OTHER_LANGUAGE = 0.06  # share of function words above which a text is Swedish or English
ENOUGH_WORDS = 12
BAD = 0.10  # share of unknown words above which a text layer is bad
MANY_ODD = 0.05
UNREADABLE = 0.40  # share of unknown words above which a layer is useless, whatever the page shows


def guess_language(text: str, default: str) -> str:
    """Return the likeliest language of the text: fi, sv or en; the default for very few words."""
    words = [word.lower() for word in WORD.findall(text)]
    if len(words) < ENOUGH_WORDS:
        return default
    shares = {
        language: sum(word in listed for word in words) / len(words)
        for language, listed in FUNCTION_WORDS.items()
    }
    language = max(shares, key=shares.__getitem__)
    return language if shares[language] > OTHER_LANGUAGE else "fi"


def get_unknown_share(text: str, known: Known) -> float:
    """Return the share of words (0–1) that are not known Finnish words; names are not counted."""
    words = [token for token in TOKEN.findall(text) if is_common_word(token)]
    if len(words) < ENOUGH_WORDS:
        return 0.0
    return sum(not known(word) for word in words) / len(words)


def is_common_word(token: str) -> bool:
    """Return whether this is a common word, perhaps misread: no name, number or abbreviation."""
    letters = sum(map(str.isalpha, token))
    return letters >= 3 and token[0] in token[0].lower() and letters > len(token) / 2


def has_odd_characters(text: str) -> bool:
    """Return whether the layer has many non-letter characters, or one inside a word."""
    return len(ODD.findall(text)) > MANY_ODD * len(text) or bool(ODD_IN_WORD.search(text))


def is_unreadable(text: str, known: Known | None) -> bool:
    """Return whether the text is no language, as when a font maps its glyphs to wrong letters."""
    if known is None or not is_bad(text, known):
        return False
    return get_unknown_share(text, known) > UNREADABLE


def adds_much(text: str, layer: str, known: Known | None) -> bool:
    """Return whether OCR text has many sound words that the text layer lacks."""
    own = {word.lower() for word in WORD.findall(layer)}
    new = [word for word in WORD.findall(text) if word.lower() not in own]
    sound = known is None or get_unknown_share(text, known) <= UNREADABLE
    return len(new) >= ENOUGH_WORDS and sound


def holds_most_of(text: str, layer: str) -> bool:
    """Return whether the text contains most of the words of the layer."""
    words, found = WORD.findall(layer.lower()), set(WORD.findall(text.lower()))
    return 2 * sum(word in found for word in words) >= len(words)


def is_bad(text: str, known: Known | None) -> bool:
    """Return whether the text layer should be repaired or replaced by OCR."""
    if known is None or guess_language(text, "fi") != "fi":
        return False
    return get_unknown_share(text, known) > BAD


# Repair. What OCR without a Finnish model makes of Finnish letters, likeliest meaning first.

MISREAD = {
    "d": ("d", "ä", "ö"),
    "é": ("ö", "ä", "é"),
    "6": ("ö", "6"),
    "4": ("ä", "4"),
    "0": ("o", "ö", "0"),
    "1": ("l", "i", "1"),
    "5": ("s", "5"),
    "8": ("s", "8"),
    "3": ("ä", "3"),
    "@": ("ä", "@"),
    "€": ("ö", "e"),
    "¢": ("ö", "c"),
    "©": ("ö", "o"),
    "$": ("s",),
    "|": ("l", "i"),
    "!": ("l", "i"),
    "¥": ("y",),
    "£": ("t",),
    "è": ("ö", "ä", "è"),
    "ē": ("ö", "ä"),
    "á": ("ä", "á"),
    "à": ("ä", "à"),
    "â": ("ä", "â"),
    "ã": ("ä", "ã"),
    "å": ("ä", "å"),
    "ó": ("ö", "ó"),
    "ò": ("ö", "ò"),
    "ô": ("ö", "ô"),
    "õ": ("ö", "õ"),
}
PAIRS = (("da", "ä"), ("ad", "ä"), ("dd", "ää"), ("rn", "m"))
BACK_TO_FRONT = str.maketrans("aoAO", "äöÄÖ")
OPEN_VOWELS = re.compile(r"[aoäö]")
LONGEST = 40
LONG_ENOUGH = 5  # for a known word to be doubted
MOST_UNSURE = 5  # doubtful characters in one word
MOST_GUESSES = 600
OTHER_GUESSES = 12  # further guesses to try after the first good one


def repair(text: str, known: Known) -> str:
    """Return the text with each unknown word replaced by a known word, where one can be guessed."""
    meanings = {token: list_meanings(token, known) for token in set(TOKEN.findall(text))}
    words = [found[0].lower() for found in meanings.values()]
    chosen = {token: choose_best(found, words) for token, found in meanings.items()}
    return TOKEN.sub(lambda match: chosen[match[0]], text)


def choose_best(found: list[str], words: list[str]) -> str:
    """Return the candidate that is most like the other words of the text."""
    if len(found) == 1:
        return found[0]
    others = list(words)
    others.remove(found[0].lower())
    return max(found, key=lambda word: count_relatives(word.lower(), others))


def count_relatives(word: str, others: list[str]) -> tuple[int, int]:
    """Return how many other words begin with the word, and with all but its last letter."""
    whole = sum(other.startswith(word) for other in others)
    return whole, sum(other.startswith(word[:-1]) for other in others)


def list_meanings(token: str, known: Known) -> list[str]:
    """Return what a token may have meant, likeliest first; the token if it is known or hopeless."""
    letters = sum(map(str.isalpha, token))
    if letters < 2 or not 3 <= len(token) <= LONGEST:
        return [token]
    if known(token):
        dots = token.translate(BACK_TO_FRONT)
        also = len(token) >= LONG_ENOUGH and dots != token and known(dots)
        return [token, dots] if also else [token]
    all_guesses = islice(iterate_guesses(token.lower()), MOST_GUESSES)
    first = next(filter(known, all_guesses), None)
    if first is None:
        return [token]
    found = [first, *filter(known, islice(all_guesses, OTHER_GUESSES))]
    return [match_case(token, word) for word in found]


def match_case(token: str, word: str) -> str:
    if token.isupper() and len(token) > 1:
        return word.upper()
    return word[0].upper() + word[1:] if token[0].isupper() else word


def iterate_guesses(token: str) -> Iterator[str]:
    """Yield possible readings of the token, likeliest first, each once."""
    seen = {token}
    for plain in (token, *iterate_rarer_guesses(token)):
        for letters in iterate_replacements(plain):
            for word in iterate_dotted(letters):
                if word not in seen:
                    seen.add(word)
                    yield word


def iterate_rarer_guesses(token: str) -> Iterator[str]:
    """Yield readings with letter pairs misread as one letter or vice versa, and i misread for l."""
    yield from (token.replace(*pair) for pair in PAIRS if pair[0] in token)
    for place, letter in enumerate(token):
        if letter == "i":
            yield f"{token[:place]}l{token[place + 1 :]}"


def iterate_replacements(token: str) -> Iterator[str]:
    """Yield every combination of readings of the characters that OCR confuses."""
    left = count()
    choices = [
        MISREAD[letter] if letter in MISREAD and next(left) < MOST_UNSURE else (letter,)
        for letter in token
    ]
    unsure = sorted(product(*(range(len(choice)) for choice in choices)), key=sum)
    for picks in unsure:
        yield "".join(choice[pick] for choice, pick in zip(choices, picks, strict=True))


def iterate_dotted(word: str) -> Iterator[str]:
    """Yield the word with a/o and ä/ö swapped in all, none or one part of a compound."""
    places = [match.start() for match in OPEN_VOWELS.finditer(word)]
    bounds = [0, *places[1:], len(word)] if places else [0, len(word)]
    yield word
    front = word.translate(BACK_TO_FRONT)
    yield front
    for cut in bounds[1:-1]:
        yield word[:cut] + front[cut:]
        yield front[:cut] + word[cut:]
    for first, second in combinations(bounds[1:-1], 2):
        yield word[:first] + front[first:second] + word[second:]
        yield front[:first] + word[first:second] + front[second:]
