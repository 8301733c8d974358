"""Generated texts and numbers that nobody thinks of typing, and a guard against hangs."""

import random
import signal
from contextlib import contextmanager

PIECES = [
    *("", " ", "\t", "\n", "\r\n", "\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\u00a0"),
    *("\u00ad", "\u200b", "\u200d", "\u2028", "\u202e", "\u2066", "\ufeff", "\uffff", "\ud800"),
    *("a\u0308", "Ä", "ß", "İ", "ﬀ", "漢字", "😀", "👩‍👩‍👧", "\U000e0041", "ﷺ"),
    *("<script>alert(1)</script>", "]]>", "<!--", "&#0;", "&amp;", '"', "'", "\\", "%s", "{0}"),
    *("{{ x }}", "{% x %}", "=1+1", "@SUM(A1)", "-2", "+3", "\r\nBcc: a@example.org", ";", ","),
    *("../../etc/passwd", "https://", "javascript:alert(1)", "http://[::1", "//", "?", "#", "%zz"),
    *("0", "-1", "1e309", "NaN", "9" * 20, "9" * 400, "0x10", "١٢", "½", "1_000", "3,14"),
    *("1.1.2027", "31.2.2027", "0.0.0", "12.5.99999", "29.2.2023", "ke 12.5.2027", "huomenna"),
    *("24.00", "25:61", "klo 13", "klo", "2027-05-12T10:00+99:99", "12.5.2027 klo 13.00"),
    *("a@b", "a@example.org", "@", "ä@ö.example", "x" * 300, "sana " * 400, "true", "null"),
    *('{"blocks": []}', "[]", "[[[[", "1 §", "Päätös:", "Läsnä:", "•", "|"),
]


def any_text(chance: random.Random, most: int = 5) -> str:
    """Return a few pieces in a row, sometimes with characters from all of Unicode."""
    parts = [chance.choice(PIECES) for _ in range(chance.randrange(1, most + 1))]
    if chance.random() < 0.3:
        parts += [chr(chance.randrange(0x110000)) for _ in range(chance.randrange(1, 20))]
    chance.shuffle(parts)
    return "".join(parts)


def sendable(text: str) -> str:
    """Return the text without lone surrogates, which no browser can send."""
    return text.encode("utf-8", "ignore").decode()


def storable(text: str) -> str:
    """Return the text without characters that PostgreSQL cannot store."""
    return sendable(text).replace("\x00", "")


class Hang(Exception):
    """The work did not finish in time."""


@contextmanager
def no_hang(seconds: int = 60):
    """Raise Hang when the block uses more CPU time than any work here may."""

    def stop(number, frame):
        raise Hang

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
