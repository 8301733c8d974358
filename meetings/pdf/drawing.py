"""`python -m meetings.pdf.drawing < content.json > minutes.pdf`: draw words.

Runs in a process of its own: Typst keeps threads, and threads do not survive the fork of a web
server, so in a forked worker the call would wait for them for ever.
"""

import datetime
import json
import re
import sys
from pathlib import Path

import typst

FOLDER = Path(__file__).parent
PICTURES = {"share.typ"}  # templates that become a PNG; all others become a tagged PDF
# The error of Typst for a character that none of its fonts has, such as an emoji.
UNDRAWABLE = re.compile(r'the text `"(?P<text>.+?)"` could not be displayed', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
BOX = "\u25a1"


def main() -> None:
    source = json.load(sys.stdin.buffer)
    moment = datetime.datetime.fromisoformat(source["moment"])
    sys.stdout.buffer.write(draw_paper(source["words"], moment, source["template"]))


def draw_paper(words: dict[str, object], moment: datetime.datetime, template: str) -> bytes:
    """Return the PDF or picture of the words, which are data, never markup.

    Typst refuses what breaks UA-1.
    """
    text = json.dumps(words, ensure_ascii=False)
    while True:
        try:
            return compile_template(text, moment, FOLDER / template)
        except typst.TypstError as error:
            unknown = UNDRAWABLE.search(str(error))
            if unknown is None:
                raise
            text = box_letters(text, unknown["text"])


def compile_template(text: str, moment: datetime.datetime, template: Path) -> bytes:
    is_picture = template.name in PICTURES
    return typst.compile(
        template,
        root=FOLDER,
        ignore_system_fonts=True,  # the fonts bundled with Typst are the same on every machine
        sys_inputs={"paper": text},
        timestamp=moment.astimezone(datetime.UTC).replace(microsecond=0),
        format="png" if is_picture else "pdf",
        ppi=72.0,  # of pictures: a point of the template is a pixel
        pdf_standards=[] if is_picture else ["ua-1"],
    )


def box_letters(text: str, unknown: str) -> str:
    """Return the text with a box for the given characters and for all of distant scripts.

    Typst reports some characters as their number. An ASCII letter is never without a font.
    """
    unknown = ESCAPED.sub(lambda number: chr(int(number[1], 16)), unknown)
    boxed = {letter for letter in unknown if not letter.isascii()}
    if not boxed:
        raise ValueError(unknown)
    return "".join(BOX if c in boxed or is_distant_script(c) else c for c in text)


def is_distant_script(letter: str) -> bool:
    """Return whether the letter is beyond Latin, Greek, Cyrillic, punctuation and common signs."""
    return letter >= "\u0530" and not "\u1e00" <= letter <= "\u2bff"


if __name__ == "__main__":
    main()
