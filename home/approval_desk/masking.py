"""Mask link tokens in log records, because a token gives access to the draft."""

import logging
import re

LINK = re.compile(r"(/(?:hyvaksy|kokouskutsu|tarkasta)/)[^/\s\"'?]+")


def mask(text: str) -> str:
    """Return the text with the token of every link masked."""
    return LINK.sub(r"\1…", text)


class MaskLinks(logging.Filter):
    """Mask the message of a log record, and keep the request itself out of error mails."""

    def filter(self, record: logging.LogRecord) -> bool:
        masked = mask(record.getMessage())
        if masked != record.getMessage():
            record.msg, record.args = masked, ()
            vars(record)["request"] = None  # Django attaches it to its own records
        return True


class MaskingFormatter(logging.Formatter):
    """Mask the whole line, including the traceback of an error."""

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))
