"""Password validation that refuses easily guessed passwords, whatever is put around the words."""

from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from home.models import HomePage

from .models import normalize_password

COMMON = Path(__file__).parent / "content" / "common_words.txt"
# Rows of a Finnish keyboard, digits and the alphabet: sequences of these are easy to guess.
ROWS = ("qwertyuiopå", "asdfghjklöä", "zxcvbnm", "1234567890", "abcdefghijklmnopqrstuvwxyzåäö")
SUBSTITUTES = str.maketrans("013457@$!€", "oieastasie")
# Letters that must remain when everything common has been removed from the password.
UNCOMMON_LETTERS = 4
SHORTEST_RUN, SHORTEST_WORD = 3, 3


class GuessablePasswordValidator:
    """Refuses passwords made of common words, years, repetitions and keyboard rows."""

    def validate(self, password, user=None):
        if min(count_uncommon_letters(text) for text in get_readings(password)) < UNCOMMON_LETTERS:
            raise ValidationError(
                _(
                    "Salasana on helppo arvata. Valitse kolme tai neljä sanaa, jotka eivät liity "
                    "toisiinsa eivätkä neuvottelukuntaan."
                ),
                code="password_guessable",
            )

    def get_help_text(self):
        return _("Hyvä salasana on kolme tai neljä sanaa, jotka eivät liity toisiinsa.")


def get_readings(password: str) -> set[str]:
    """Return the letters of the password, as typed and with digits read as letters (0 as o)."""
    text = normalize_password(password).casefold()
    return {keep_letters(text), keep_letters(text.translate(SUBSTITUTES))}


def keep_letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def count_uncommon_letters(text: str) -> int:
    """Return the least number of letters that no common word, run or repetition explains."""
    words = get_common_words() | get_council_words()
    longest = max(map(len, words))
    least = [0]
    for end in range(1, len(text) + 1):
        cost = least[end - 1] + text[end - 1].isalpha()
        for start in range(max(0, end - longest), end - 1):
            piece = text[start:end]
            if piece in words or is_sequence(piece) or occurs_earlier(text, start, end):
                cost = min(cost, least[start])
        least.append(cost)
    return least[-1]


def is_sequence(piece: str) -> bool:
    """Return whether the characters are a keyboard or alphabet sequence, or one repeated."""
    if len(piece) < SHORTEST_RUN:
        return False
    return len(set(piece)) == 1 or any(piece in row or piece[::-1] in row for row in ROWS)


def occurs_earlier(text: str, start: int, end: int) -> bool:
    """Return whether the piece occurs earlier in the text: abcabc counts as no longer than abc."""
    return end - start >= SHORTEST_RUN and text[start:end] in text[:start]


@cache
def get_common_words() -> frozenset[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    words = {word for line in lines if not line.startswith("#") for word in line.split()}
    return frozenset(words | {strip_dots(word) for word in words})


def get_council_words() -> frozenset[str]:
    """Return the words of the council's own names, with their stems."""
    names = HomePage.objects.values_list("title", "region")
    words = {
        keep_letters(word) for pair in names for name in pair for word in name.casefold().split()
    }
    long = {word for word in words if len(word) > SHORTEST_WORD}
    stems = {word[:-1] for word in long} | {word.removesuffix("n") for word in long}
    return frozenset(long | stems | {strip_dots(word) for word in long | stems})


def strip_dots(word: str) -> str:
    return word.translate(str.maketrans("äöå", "aoa"))
