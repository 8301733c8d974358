"""Is a text layer worth believing, and what did its words mean to be? Pure functions."""

import re
from collections.abc import Iterator
from itertools import combinations, count, islice, product

from .join import Known

WORD = re.compile(r"[^\W\d_]+")
# A word as a bad reading may have left it: digits and signs in place of letters.
TOKEN = re.compile(r"\w[\w¥€$£©|!]*\w|\w")
ODD = re.compile(r"[\ufffd\ue000-\uf8ff\x00\x01\x03-\x08\x0e-\x1f]")  # U+0002 is a hyphen
# A bullet may be such a sign; between two letters it is a letter that could not be told.
ODD_IN_WORD = re.compile(rf"[^\W\d_](?:{ODD.pattern})+[^\W\d_]")

SWEDISH = "och att för på det som av är med till den har inte om ett från eller kan ska"
ENGLISH = "the of and to in is that for are with be by this as from or which"
FUNCTION_WORDS = {"sv": frozenset(SWEDISH.split()), "en": frozenset(ENGLISH.split())}
OTHER_LANGUAGE = 0.06  # so large a share of its function words makes a text Swedish or English
ENOUGH_WORDS = 12
BAD = 0.10  # so large a share of unknown words makes a text layer bad
MANY_ODD = 0.05
UNREADABLE = 0.40  # with so many unknown words a layer says nothing, whatever the page shows


def language_of(text: str, default: str) -> str:
    """The language that most words speak for: fi, sv or en; the default for a few words."""
    words = [word.lower() for word in WORD.findall(text)]
    if len(words) < ENOUGH_WORDS:
        return default
    shares = {
        language: sum(word in listed for word in words) / len(words)
        for language, listed in FUNCTION_WORDS.items()
    }
    language = max(shares, key=shares.__getitem__)
    return language if shares[language] > OTHER_LANGUAGE else "fi"


def unknown_share(text: str, known: Known) -> float:
    """The share of words, 0 to 1, that no Finn would know; names are left out of it."""
    words = [token for token in TOKEN.findall(text) if counts(token)]
    if len(words) < ENOUGH_WORDS:
        return 0.0
    return sum(not known(word) for word in words) / len(words)


def counts(token: str) -> bool:
    """Is this a common word, perhaps misread: not a name, a number or an abbreviation?"""
    letters = sum(map(str.isalpha, token))
    return letters >= 3 and token[0] in token[0].lower() and letters > len(token) / 2


def is_odd(text: str) -> bool:
    """Does the layer hold signs that are no letters of any language, or one within a word?"""
    return len(ODD.findall(text)) > MANY_ODD * len(text) or bool(ODD_IN_WORD.search(text))


def is_unreadable(text: str, known: Known | None) -> bool:
    """Return whether the letters make no words, as those of a font that maps them wrongly."""
    if known is None or not is_bad(text, known):
        return False
    return unknown_share(text, known) > UNREADABLE


def adds_much(text: str, layer: str, known: Known | None) -> bool:
    """Does a text read from a picture say more than the layer beside it, in words?"""
    own = {word.lower() for word in WORD.findall(layer)}
    new = [word for word in WORD.findall(text) if word.lower() not in own]
    sound = known is None or unknown_share(text, known) <= UNREADABLE
    return len(new) >= ENOUGH_WORDS and sound


def holds_most_of(text: str, layer: str) -> bool:
    """Does the text hold most of the words of the layer?"""
    words, found = WORD.findall(layer.lower()), set(WORD.findall(text.lower()))
    return 2 * sum(word in found for word in words) >= len(words)


def is_bad(text: str, known: Known | None) -> bool:
    """Should the text rather be read from the picture of the page, or be repaired?"""
    if known is None or language_of(text, "fi") != "fi":
        return False
    return unknown_share(text, known) > BAD


# Repair. What readers that know no Finnish make of its letters, the likeliest meaning first.

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
LONG_ENOUGH = 5  # for a word that is known to be doubted
MOST_UNSURE = 5  # signs of one word that are doubted
MOST_GUESSES = 600
OTHER_GUESSES = 12  # how many are looked at after the first good one


def repair(text: str, known: Known) -> str:
    """The text with every unknown word read anew, where that gives a word that is known."""
    meanings = {token: meant(token, known) for token in set(TOKEN.findall(text))}
    words = [found[0].lower() for found in meanings.values()]
    chosen = {token: best(found, words) for token, found in meanings.items()}
    return TOKEN.sub(lambda match: chosen[match[0]], text)


def best(found: list[str], words: list[str]) -> str:
    """Of several meanings the one with most company among the words of the text."""
    if len(found) == 1:
        return found[0]
    others = list(words)
    others.remove(found[0].lower())
    return max(found, key=lambda word: company(word.lower(), others))


def company(word: str, others: list[str]) -> tuple[int, int]:
    """How many other words begin like this one: with all of it, and with all but a letter."""
    whole = sum(other.startswith(word) for other in others)
    return whole, sum(other.startswith(word[:-1]) for other in others)


def meant(token: str, known: Known) -> list[str]:
    """What one word may have meant, likeliest first; itself when known or beyond help."""
    letters = sum(map(str.isalpha, token))
    if letters < 2 or not 3 <= len(token) <= LONGEST:
        return [token]
    if known(token):
        dots = token.translate(BACK_TO_FRONT)
        also = len(token) >= LONG_ENOUGH and dots != token and known(dots)
        return [token, dots] if also else [token]
    all_guesses = islice(guesses(token.lower()), MOST_GUESSES)
    first = next(filter(known, all_guesses), None)
    if first is None:
        return [token]
    found = [first, *filter(known, islice(all_guesses, OTHER_GUESSES))]
    return [cased_like(token, word) for word in found]


def cased_like(token: str, word: str) -> str:
    if token.isupper() and len(token) > 1:
        return word.upper()
    return word[0].upper() + word[1:] if token[0].isupper() else word


def guesses(token: str) -> Iterator[str]:
    """What the word may have meant, likeliest first; each once."""
    seen = {token}
    for plain in (token, *rarer(token)):
        for letters in replaced(plain):
            for word in dotted(letters):
                if word not in seen:
                    seen.add(word)
                    yield word


def rarer(token: str) -> Iterator[str]:
    """Two letters taken for one and the other way round, and an l taken for an i."""
    yield from (token.replace(*pair) for pair in PAIRS if pair[0] in token)
    for place, letter in enumerate(token):
        if letter == "i":
            yield f"{token[:place]}l{token[place + 1 :]}"


def replaced(token: str) -> Iterator[str]:
    """Every way to read the signs that readers confuse."""
    left = count()
    choices = [
        MISREAD[letter] if letter in MISREAD and next(left) < MOST_UNSURE else (letter,)
        for letter in token
    ]
    unsure = sorted(product(*(range(len(choice)) for choice in choices)), key=sum)
    for picks in unsure:
        yield "".join(choice[pick] for choice, pick in zip(choices, picks, strict=True))


def dotted(word: str) -> Iterator[str]:
    """The word with dots on a and o: on all, on none, or on those of one part of a compound."""
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
