"""One mail per person and action: collect the mails of an action and send them combined."""

from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar

from .mail_content import combine_mails

_gathered: ContextVar[list | None] = ContextVar("gathered_mails", default=None)


@contextmanager
def gather_mails():
    """Hold back the mails posted within the block; at its end each person gets one mail.

    Use it inside the transaction of the action. If the action fails, nothing is posted.
    """
    if _gathered.get() is not None:
        yield  # the outer block posts
        return
    gathered: list[tuple] = []
    token = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(token)
    for write, group in group_mails(gathered).values():
        kind, person, _content, reply_to = group[0]
        write(kind, person, combine_mails([content for _, _, content, *_ in group]), reply_to)


def group_mails(gathered: list[tuple]) -> dict:
    """Return the mails by recipient; another reply-to address or calendar keeps one separate."""
    groups: dict = {}
    for write, *posted in gathered:
        _kind, person, content, reply_to = posted
        key = (person.email, person.display_name, reply_to, content.calendar)
        groups.setdefault(key, (write, []))[1].append(posted)
    return groups


def write_or_gather(write: Callable, *posted):
    """Write the mail now, or keep it until the enclosing block ends."""
    gathered = _gathered.get()
    if gathered is None:
        return write(*posted)
    gathered.append((write, *posted))
    return None
