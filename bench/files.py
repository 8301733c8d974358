"""Measure how fast and how well files are read: pages a second and word recall on generated files.

    .venv/bin/python bench/files.py          # --pages 30 --scans 3

The words are those of the council's own content in random order, the same in every run. Recall is
the share of the words of a file, counted with repetitions, that are extracted from it. The last
part shows what happens to a text layer made by an OCR program without Finnish.
"""

import argparse
import os
import random
import re
import sys
import tempfile
import time
import tomllib
from collections import Counter
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

import django
from django.conf import settings
from django.utils.module_loading import import_string
from PIL import Image, ImageChops

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from home.file_text import layers  # noqa: E402 - Django must be configured first
from home.file_text.ocr import get_recogniser  # noqa: E402
from home.file_text.reading import FileReader  # noqa: E402
from tests import papers  # noqa: E402

WORD = re.compile(r"\w+(?:-\w+)*")
MARKUP = re.compile(r"<[^>]+>|[#$*_@`\\\[\]~/=+<>]|\bhttps?:\S+")
A_PAGE = 1_900  # characters
NARROW = "width: 95mm, height: 297mm, margin: 12mm"
COLUMNS = "width: 210mm, height: 297mm, columns: 2"
HYPHENS = "#set par(justify: true)\n#set text(hyphenate: true)"
# The letters that OCR without Finnish confuses, and how often.
ERRORS = {
    "ä": [("a", 0.80), ("d", 0.10), ("4", 0.02)],
    "ö": [("o", 0.45), ("é", 0.20), ("d", 0.16), ("6", 0.12)],
    "l": [("i", 0.004), ("1", 0.004)],
}


def main():
    options = parse_arguments()
    chance = random.Random(2023)  # noqa: S311 - papers are no secrets
    print(f"{'':44} {'pages':>5} {'pages/s':>8} {'word recall':>11}   read by")
    for name, make in TEXTS.items():
        texts = pages_of_words(chance, options.pages)
        measure_file(name, make(texts), texts)
    if get_recogniser() is None:
        print("Scans are not measured: tesseract with Finnish is not installed.")
    for name, blur in SCANS.items() if get_recogniser() else ():
        texts = pages_of_words(chance, options.scans)
        measure_file(name, scan_pages(texts, blur), texts)
    texts = pages_of_words(chance, options.scans)
    bad = [misread(text, chance) for text in texts]
    shares = [layers.get_unknown_share(text, known_words()) for text in bad]
    print(f"Bad layer: {sum(shares) / len(shares):.1%} of its words are unknown")
    measure_file("as it is", text_file(bad), texts, known=None, recognise=False)
    measure_file("repaired", text_file(bad), texts, recognise=False)
    measure_file("repaired, in a PDF without its picture", papers.pdf(*bad), texts)
    if get_recogniser():
        measure_file("read anew from the picture behind", cover_with_pictures(texts, bad), texts)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=30, help="of each paper with a text layer")
    parser.add_argument("--scans", type=int, default=3, help="pages of each scanned paper")
    return parser.parse_args()


@cache
def known_words():
    return lru_cache(200_000)(import_string(settings.TEXT_ANALYSER)().known)


# Files


def sentences():
    """List every sentence of the council's own content."""
    for path in sorted(ROOT.glob("content/kymenlaakso/*.toml")):
        for text in content_strings(tomllib.loads(path.read_text(encoding="utf-8"))):
            for sentence in re.split(r"(?<=[.!?])\s+", MARKUP.sub(" ", text)):
                if len(WORD.findall(sentence)) > 4:
                    yield " ".join(sentence.split())


def content_strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from content_strings(each)


def pages_of_words(chance, number):
    """Return so many pages of shuffled sentences, each starting with a section sign."""
    pool, pages = list(sentences()), []
    for page in range(1, number + 1):
        text = f"§ {page} Asiat\n\n"
        while len(text) < A_PAGE:
            text += chance.choice(pool) + " "
        pages.append(text)
    return pages


def text_file(texts):
    return "\n".join(texts).encode()


def with_soft_hyphens(texts):
    """Put soft hyphens inside words, as word processors do."""
    return [
        re.sub(r"([aeiouyäö][bcdfghjklmnpqrstv]?)(?=[hjklmnprstv][aeiouyäö])", "\\1\u00ad", text)
        for text in texts
    ]


def scan_pages(texts, blur):
    pictures = [blur(picture, number) for number, picture in enumerate(render_pages(texts))]
    return picture_pdf(pictures)


def render_pages(texts, dpi=300):
    return papers.pictures_of(papers.pdf(*texts), dpi)


def picture_pdf(pictures, quality=90, dpi=300):
    file = BytesIO()
    pictures[0].save(
        file, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi, quality=quality
    )
    return file.getvalue()


def leave_untouched(picture, number):
    return picture


def wear_out(picture, number):
    """Degrade the picture: tilted, grainy and saved too small, as office scanners deliver."""
    tilted = picture.rotate(0.7 if number % 2 else -0.5, Image.Resampling.BICUBIC, fillcolor=235)
    grain = Image.effect_noise(tilted.size, 22).point(lambda level: max(0, level - 128))
    file = BytesIO()
    ImageChops.subtract(tilted, grain).save(file, "JPEG", quality=40)
    return Image.open(file)


def misread(text, chance):
    return "".join(misread_letter(letter, chance.random()) for letter in text)


def misread_letter(letter, lot):
    for wrong, share in ERRORS.get(letter.lower(), ()):
        if lot < share:
            return wrong.upper() if letter.isupper() else wrong
        lot -= share
    return letter


def cover_with_pictures(texts, bad):
    """Return one PDF of pictures, each above its bad text layer."""
    return papers.joined(
        *(papers.badly_read(text, wrong, 300) for text, wrong in zip(texts, bad, strict=True))
    )


TEXTS = {
    "text PDF": lambda texts: papers.pdf(*texts),
    "text PDF, two columns": lambda texts: papers.pdf(*texts, page=COLUMNS, typeset=HYPHENS),
    "text PDF, narrow, hyphened": lambda texts: papers.pdf(*texts, page=NARROW, typeset=HYPHENS),
    "text PDF, soft hyphens": lambda texts: papers.pdf(
        *with_soft_hyphens(texts), page=NARROW, typeset=HYPHENS
    ),
}
SCANS = {"scan, clean, 300 dpi": leave_untouched, "scan, worn, 300 dpi": wear_out}


# Measuring


def measure_file(name, content, texts, *, known=known_words, recognise=True):
    """Read the file and print the speed and the word recall."""
    kind = "pdf" if content.startswith(b"%PDF") else "txt"
    reader = FileReader(known() if known else None, get_recogniser() if recognise else None)
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        began = time.perf_counter()
        reading = reader.read(file, kind, "fi")
        seconds = time.perf_counter() - began
    found = word_recall(" ".join(page.text for page in reading.pages), texts)
    sources = ", ".join(sorted({page.source for page in reading.pages}))
    print(
        f"{name:44} {len(texts):5} {len(texts) / seconds:8.1f} {found:11.4f}   {sources}",
        flush=True,
    )


def word_recall(found, texts):
    """Return the share of the words of the texts, with repetitions, that were found."""
    wanted, there = Counter(split_words(" ".join(texts))), Counter(split_words(found))
    return sum((wanted & there).values()) / sum(wanted.values())


def split_words(text):
    return [word.lower() for word in WORD.findall(text)]


if __name__ == "__main__":
    main()
