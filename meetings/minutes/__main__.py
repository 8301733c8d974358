"""`python -m meetings.minutes docx < file`, or `text`: print the minutes or the reason as JSON."""

import json
import sys
from typing import TypedDict

from home.file_parsing.extract.trouble import Damaged, TooBig, Trouble

from . import read_docx, read_text
from .serialise import MinutesData, minutes_data


def main(kind: str) -> None:
    """Read the minutes from standard input and print them as JSON."""
    content = sys.stdin.buffer.read()
    print(json.dumps(parse_safely(kind, content)))


class ParserAnswer(TypedDict, total=False):
    """Either the minutes, or why they cannot be read: encrypted, macros, damaged or toobig."""

    minutes: MinutesData
    trouble: str


def parse_safely(kind: str, content: bytes) -> ParserAnswer:
    """Return the minutes or the trouble; never raise."""
    trouble: type[Trouble]
    try:
        minutes = read_docx(content) if kind == "docx" else read_text(content.decode())
        return {"minutes": minutes_data(minutes)}
    except (MemoryError, RecursionError):
        trouble = TooBig
    except Trouble as error:
        trouble = type(error)
    except Exception:  # whatever exception a library raises, the file is broken
        trouble = Damaged
    return {"trouble": trouble.__name__.lower()}


if __name__ == "__main__":
    main(*sys.argv[1:])
