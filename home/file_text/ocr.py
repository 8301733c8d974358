"""OCR with tesseract, where it is installed."""

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
WANTED = ("fin", "swe")  # the first is required
HOW_TO_GET = "It comes with: apt install tesseract-ocr tesseract-ocr-fin tesseract-ocr-swe"
EXTRA = {"en": "eng"}

# tesseract's dictionaries lack §: it is read as the character that looks most like it.
SECTION_FIRST = re.compile(r"^[85$S&] (?=[1-9]\d{0,2}(?:$|\s+[A-ZÅÄÖ]))", re.MULTILINE)
SECTION_LAST = re.compile(r"^(\d{1,3}) [85$S&](?=\s+[A-ZÅÄÖ])", re.MULTILINE)


@dataclass(frozen=True)
class Recogniser:
    """The tesseract installed on this machine."""

    version: str
    languages: frozenset[str]

    def read_page(self, file: IO[bytes], number: int, language: str) -> str | None:
        """Return the text of a page of an open PDF, or None if it could not be rendered or read."""
        drawn = child.run_limited(
            child.make_python_command("home.file_parsing.extract", "draw", str(number)),
            file,
            DRAWING,
        )
        if drawn.ended != "done":
            return None
        with TemporaryFile() as picture:
            picture.write(drawn.output)
            picture.flush()
            read = child.run_limited(self.make_command(language), picture, READING)
        return (
            correct_section_signs(read.output.decode(errors="replace"))
            if read.ended == "done"
            else None
        )

    def make_command(self, language: str) -> list[str]:
        wanted = [*WANTED, *filter(None, [EXTRA.get(language)])]
        languages = "+".join(name for name in wanted if name in self.languages)
        # Tesseract detects the orientation of the page by a data file of its own (osd).
        turning = ["--psm", "1"] if "osd" in self.languages else []
        return ["tesseract", "stdin", "stdout", "-l", languages, "--dpi", "300", *turning]


def correct_section_signs(text: str) -> str:
    """Return the text with the section signs of headings corrected."""
    return SECTION_LAST.sub(r"\1 §", SECTION_FIRST.sub("§ ", text))


@cache
def get_recogniser() -> Recogniser | None:
    """Return the installed tesseract, or None; checked once per process."""
    if not shutil.which("tesseract", path=child.ENVIRONMENT["PATH"]):
        return None
    version = ask_tesseract("--version").partition("\n")[0]
    languages = frozenset(ask_tesseract("--list-langs").splitlines()[1:])
    return Recogniser(version[:100], languages) if WANTED[0] in languages else None


def ask_tesseract(question: str) -> str:
    """Return what tesseract prints about itself for this option."""
    answer = subprocess.run(
        ["tesseract", question],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
        env=child.ENVIRONMENT,
    )
    return answer.stdout or answer.stderr
