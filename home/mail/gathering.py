"""One mail per person and action: collect the mails of an action and send them combined."""

from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar

from .mail_content import combine_letters

_gathered: ContextVar[list | None] = ContextVar("gathered_letters", default=None)


@contextmanager
def gather_mails():
    """Hold back the mails posted within the block; at its end each person gets one mail.

    Use it inside the transaction of the action. If the action fails, nothing is posted.
    """
    if _gathered.get() is not None:
        yield  # the outer block posts
        return
    letters: list[tuple] = []
    token = _gathered.set(letters)
    try:
        yield
    finally:
        _gathered.reset(token)
    for write, group in group_letters(letters).values():
        kind, person, _letter, reply_to = group[0]
        write(kind, person, combine_letters([letter for _, _, letter, *_ in group]), reply_to)


def group_letters(letters: list[tuple]) -> dict:
    """Return the mails by recipient; a different reply-to address keeps a mail separate."""
    groups: dict = {}
    for write, *posted in letters:
        _kind, person, _letter, reply_to = posted
        key = (person.email, person.display_name, reply_to)
        groups.setdefault(key, (write, []))[1].append(posted)
    return groups


def write_or_gather(write: Callable, *posted):
    """Write the mail now, or keep it until the enclosing block ends."""
    letters = _gathered.get()
    if letters is None:
        return write(*posted)
    letters.append((write, *posted))
    return None
