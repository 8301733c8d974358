"""No log holds the secret of a link: whoever reads a log could open the draft."""

import logging
import re

LINK = re.compile(r"(/hyvaksy/)[^/\s\"'?]+")


def mask(text: str) -> str:
    """The text with every token of a link left out."""
    return LINK.sub(r"\1…", text)


class MaskLinks(logging.Filter):
    """Masks what is said of a request, and keeps the request itself from mails of errors."""

    def filter(self, record):
        masked = mask(record.getMessage())
        if masked != record.getMessage():
            record.msg, record.args = masked, ()
            record.request = None
        return True


class MaskingFormatter(logging.Formatter):
    """Masks the whole line, with the traceback of an error."""

    def format(self, record):
        return mask(super().format(record))
