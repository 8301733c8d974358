"""One act, one mail to each person: the letters of an act are gathered and sent together."""

from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar

from .letter import combine

_gathered: ContextVar[list | None] = ContextVar("gathered_letters", default=None)


@contextmanager
def one_mail_each():
    """Hold back the letters posted within it; at its end each person gets one mail.

    Use it within the transaction of the act. When the act fails, nothing is posted.
    """
    if _gathered.get() is not None:
        yield  # the outer one posts
        return
    letters: list[tuple] = []
    token = _gathered.set(letters)
    try:
        yield
    finally:
        _gathered.reset(token)
    for write, group in grouped(letters).values():
        kind, person, _letter, reply_to = group[0]
        write(kind, person, combine([letter for _, _, letter, *_ in group]), reply_to)


def grouped(letters: list[tuple]) -> dict:
    """Return the letters by recipient; answers to a letter keep it apart."""
    groups: dict = {}
    for write, *posted in letters:
        _kind, person, _letter, reply_to = posted
        key = (person.email, person.display_name, reply_to)
        groups.setdefault(key, (write, []))[1].append(posted)
    return groups


def gather(write: Callable, *posted):
    """Write the letter now, or keep it until the act ends."""
    letters = _gathered.get()
    if letters is None:
        return write(*posted)
    letters.append((write, *posted))
    return None
