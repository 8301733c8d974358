"""Read the text of one file from its text layer and by OCR. Independent of the queue."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version

from home.file_parsing import child

from . import layers
from .join import Known, tidy_text
from .models import FileText, PageText
from .ocr import Recogniser

EXTRACTION = child.Limits(seconds=120)
State, Source = FileText.State, PageText.Source
NOT_MUCH_WORSE = 0.02  # OCR text may have this much larger a share of unknown words
LIBRARIES = {"pdf": "pypdfium2", "xlsx": "openpyxl"}
SAID = {
    State.NO_TEXT: "Tiedostossa ei ole tekstiä.",
    State.OCR_MISSING: "Tiedostossa on skannattuja sivuja, joista sivusto ei osaa lukea tekstiä.",
    State.ENCRYPTED: "Tiedosto on suojattu salasanalla. Tallenna se ilman salasanaa.",
    State.DAMAGED: "Tiedosto on vahingoittunut. Avaa se omalla koneellasi ja tallenna uudelleen.",
    State.TOO_BIG: "Tiedoston lukeminen veisi liikaa aikaa tai muistia. Jaa se osiin.",
    State.FAILED: "Lukeminen ei onnistunut. Kokeile uudelleen tai kerro ylläpidolle.",
}
ENDED = {
    "done": State.DONE,
    "cut": State.DONE,
    "encrypted": State.ENCRYPTED,
    "damaged": State.DAMAGED,
    "toobig": State.TOO_BIG,
}
CUT = "Tiedosto on niin pitkä, että siitä luettiin vain alku."


@dataclass(frozen=True)
class ReadPage:
    """The text of one page and its source."""

    number: int
    text: str
    source: str = Source.LAYER
    language: str = "fi"
    unread: bool = False  # the page is an image of text that cannot be read here


@dataclass
class FileReading:
    """The result of reading a file."""

    state: str
    message: str = ""
    pages: list[ReadPage] = field(default_factory=list)
    reader: str = ""
    recogniser: str = ""


@dataclass(frozen=True)
class FileReader:
    """Reads files with a dictionary and OCR, where available."""

    known: Known | None = None
    recogniser: Recogniser | None = None

    def read(
        self, file, kind: str, language: str, progress: Callable = lambda *_: None
    ) -> FileReading:
        """Return the text of an open file; `progress(page, pages)` is called before each page."""
        raw, ended = extract_pages(file, kind)
        reading = FileReading(ENDED[ended], CUT if ended == "cut" else "", reader=name_reader(kind))
        for page in raw:
            progress(page["number"] - 1, len(raw))
            reading.pages.append(self.read_page(file, page, language))
        return self.conclude(reading)

    def conclude(self, reading: FileReading) -> FileReading:
        """Return the reading with its final state and message, and without empty pages."""
        if reading.state == State.DONE and any(page.unread for page in reading.pages):
            reading.state = State.OCR_MISSING
        elif reading.state == State.DONE and not any(page.text for page in reading.pages):
            reading.state = State.NO_TEXT
        reading.message = SAID.get(reading.state, reading.message)
        reading.pages = [page for page in reading.pages if page.text]
        if self.recogniser:
            reading.recogniser = self.recogniser.version
        return reading

    def read_page(self, file, raw: dict, language: str) -> ReadPage:
        """Return the best available text of a page."""
        layer = tidy_text(raw["text"], self.known)
        text, source = layer, Source.LAYER
        unread = raw.get("scan", False)
        if unread and self.recogniser:
            recognised = self.recognise_page(file, raw, language)
            text, source, unread = recognised or layer, Source.OCR, recognised is None
        elif layers.has_odd_characters(raw["text"]) or layers.is_bad(layer, self.known):
            text, source = self.improve_page(file, raw, layer, language)
            unread = source != Source.OCR and self.is_useless(raw, text)
        elif raw.get("partly") and self.recogniser:
            text, source = self.read_page_with_picture(file, raw, layer, language)
        elif raw.get("partly"):
            unread = raw["pictured"]
        return ReadPage(raw["number"], text, source, layers.guess_language(text, language), unread)

    def improve_page(self, file, raw: dict, layer: str, language: str) -> tuple[str, str]:
        """Return the text and source of a page with a bad text layer, repaired or read by OCR."""
        repaired = layers.repair(layer, self.known) if self.known else layer
        by_picture = raw.get("pictured") or self.is_useless(raw, layer)
        if self.recogniser and by_picture:
            text = self.recognise_page(file, raw, language)
            if text and self.reads_as_well(text, repaired):
                return text, Source.OCR
        return repaired, Source.LAYER if repaired == layer else Source.REPAIRED

    def is_useless(self, raw: dict, layer: str) -> bool:
        """Return whether the layer is useless: odd characters, or letters that form no words.

        Only pages that can be rendered have a layer that may differ from what they show.
        """
        if "pictured" not in raw:
            return False
        return layers.has_odd_characters(raw["text"]) or layers.is_unreadable(layer, self.known)

    def read_page_with_picture(self, file, raw: dict, layer: str, language: str) -> tuple[str, str]:
        """Return the text of a page whose content may be mostly an image, as under a stamp."""
        text = self.recognise_page(file, raw, language)
        if not text or not layers.adds_much(text, layer, self.known):
            return layer, Source.LAYER
        return (text if layers.holds_most_of(text, layer) else f"{layer}\n{text}"), Source.OCR

    def reads_as_well(self, text: str, other: str) -> bool:
        if not self.known:
            return True
        worse = layers.get_unknown_share(text, self.known) - layers.get_unknown_share(
            other, self.known
        )
        return worse <= NOT_MUCH_WORSE

    def recognise_page(self, file, raw: dict, language: str) -> str | None:
        """Return the OCR text of the page, or None if it could not be rendered or read."""
        text = self.recogniser.read_page(file, raw["number"], language)
        return None if text is None else tidy_text(text, self.known)


def extract_pages(file, kind: str, limits=None) -> tuple[list[dict], str]:
    """Return the raw pages of an open file and how the extraction ended."""
    outcome = child.run_limited(
        child.make_python_command("home.file_parsing.extract", kind), file, limits or EXTRACTION
    )
    pages, ended = [], "" if outcome.ended == "done" else outcome.ended
    for line in outcome.output.splitlines():
        try:
            page = json.loads(line)
        except ValueError:
            break  # the program crashed in the middle of a line
        if "ended" in page:
            ended = ended or page["ended"]
        else:
            pages.append(page)
    return pages, ended or "damaged"


def name_reader(kind: str) -> str:
    library = LIBRARIES.get(kind)
    return f"{library} {version(library)}" if library else kind
