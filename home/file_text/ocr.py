"""Text recognition with tesseract, where it is installed."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from tempfile import TemporaryFile
from typing import IO

from home.file_parsing import child

DRAWING = child.Limits(seconds=60)
READING = child.Limits(seconds=150)
WANTED = ("fin", "swe")  # the first is a must
HOW_TO_GET = "It comes with: apt install tesseract-ocr tesseract-ocr-fin tesseract-ocr-swe"
EXTRA = {"en": "eng"}

# The sign § is in no dictionary of tesseract's: it is read as the sign that looks most like it.
SECTION_FIRST = re.compile(r"^[85$S&] (?=[1-9]\d{0,2}(?:$|\s+[A-ZÅÄÖ]))", re.MULTILINE)
SECTION_LAST = re.compile(r"^(\d{1,3}) [85$S&](?=\s+[A-ZÅÄÖ])", re.MULTILINE)


@dataclass(frozen=True)
class Recogniser:
    """The tesseract of this machine."""

    version: str
    languages: frozenset[str]

    def page(self, file: IO[bytes], number: int, language: str) -> str | None:
        """Return the text of a page of an open PDF, None if it could not be drawn or read."""
        drawn = child.run(
            child.python("home.file_parsing.extract", "draw", str(number)), file, DRAWING
        )
        if drawn.ended != "done":
            return None
        with TemporaryFile() as picture:
            picture.write(drawn.output)
            picture.flush()
            read = child.run(self.command(language), picture, READING)
        return with_sections(read.output.decode(errors="replace")) if read.ended == "done" else None

    def command(self, language: str) -> list[str]:
        wanted = [*WANTED, *filter(None, [EXTRA.get(language)])]
        languages = "+".join(name for name in wanted if name in self.languages)
        # Which way up the page lies, tesseract tells by a file of its own.
        turning = ["--psm", "1"] if "osd" in self.languages else []
        return ["tesseract", "stdin", "stdout", "-l", languages, "--dpi", "300", *turning]


def with_sections(text: str) -> str:
    """The text with the section signs of headings put right."""
    return SECTION_LAST.sub(r"\1 §", SECTION_FIRST.sub("§ ", text))


@cache
def recogniser() -> Recogniser | None:
    """What reads pictures of text here, or None: asked of the machine once."""
    if not shutil.which("tesseract", path=child.ENVIRONMENT["PATH"]):
        return None
    version = asked("--version").partition("\n")[0]
    languages = frozenset(asked("--list-langs").splitlines()[1:])
    return Recogniser(version[:100], languages) if WANTED[0] in languages else None


def asked(question: str) -> str:
    """What tesseract answers about itself."""
    answer = subprocess.run(
        ["tesseract", question],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
        env=child.ENVIRONMENT,
    )
    return answer.stdout or answer.stderr
