"""`python -m meetings.minutes docx < file`, or `text`: print the minutes or the reason as JSON."""

import json
import sys
from typing import TypedDict

from home.file_parsing.extract.trouble import Damaged, TooBig, Trouble

from . import read_docx, read_text
from .serialise import MinutesData, told


def main(kind: str) -> None:
    """Read the minutes from standard input and print them as JSON."""
    content = sys.stdin.buffer.read()
    print(json.dumps(answer(kind, content)))


class Answer(TypedDict, total=False):
    """Either the minutes, or why they cannot be read: encrypted, macros, damaged or toobig."""

    minutes: MinutesData
    trouble: str


def answer(kind: str, content: bytes) -> Answer:
    """Return the minutes or the trouble; never raise."""
    trouble: type[Trouble]
    try:
        minutes = read_docx(content) if kind == "docx" else read_text(content.decode())
        return {"minutes": told(minutes)}
    except (MemoryError, RecursionError):
        trouble = TooBig
    except Trouble as error:
        trouble = type(error)
    except Exception:  # whatever exception a library raises, the file is broken
        trouble = Damaged
    return {"trouble": trouble.__name__.lower()}


if __name__ == "__main__":
    main(*sys.argv[1:])
