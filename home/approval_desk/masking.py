"""No log holds the secret of a link: whoever reads a log could open the draft."""

import logging
import re

LINK = re.compile(r"(/hyvaksy/)[^/\s\"'?]+")


def mask(text: str) -> str:
    """The text with every token of a link left out."""
    return LINK.sub(r"\1…", text)


class MaskLinks(logging.Filter):
    """Mask what is said of a request, and keep the request itself from mails of errors."""

    def filter(self, record: logging.LogRecord) -> bool:
        masked = mask(record.getMessage())
        if masked != record.getMessage():
            record.msg, record.args = masked, ()
            vars(record)["request"] = None  # Django adds it to its own records
        return True


class MaskingFormatter(logging.Formatter):
    """Mask the whole line, with the traceback of an error."""

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))
