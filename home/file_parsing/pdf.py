"""All text in a PDF (ISO 32000), in objects of any kind, referenced or not."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from home.file_parsing.extract.trouble import Damaged, Encrypted, TooBig

from .pdf_pages import report_pages
from .pictures import strings_of
from .report import Report
from .xmls import parsed, text_of

MOST_OBJECTS = 500_000
MOST_OF_A_STREAM = 20_000_000
DEEPEST = 60
ACTIONS = {
    "/JavaScript": "javascript",
    "/Launch": "launch",
    "/SubmitForm": "submit",
    "/ImportData": "import",
    "/GoToR": "remote",
    "/GoToE": "remote",
    "/Rendition": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/RichMediaExecute": "media",
    "/GoTo3DView": "media",
}
MEDIA = {"/RichMedia", "/3D", "/Screen", "/Movie", "/Sound"}
ANNOTATION_KEYS = {"/Rect", "/Subtype"}
FIELD_KEYS = ("/FT", "/TU", "/TM", "/DV", "/Opt")
BOOKMARK_KEYS = ("/Next", "/Prev", "/First", "/Dest", "/A", "/SE")
FONT_FILES = ("/Length1", "/Length2", "/Length3")
NO_WORDS = {"/Type1C", "/CIDFontType0C", "/OpenType"}


def opened(content: bytes) -> pikepdf.Pdf:
    """Return the opened file; raise Encrypted or Damaged."""
    try:
        pdf = pikepdf.open(BytesIO(content))
    except pikepdf.PasswordError as error:
        raise Encrypted from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise Damaged from error
    if len(pdf.objects) > MOST_OBJECTS:
        raise TooBig
    return pdf


class Reader:
    """Reports on one PDF."""

    def __init__(self, content: bytes, report: Report, inside):
        self.content, self.report, self.inside = content, report, inside
        self.pdf = opened(content)
        self.pages: dict[tuple[int, int], int] = {}
        self.counted: Counter = Counter()

    def run(self) -> None:
        self.find_places()
        report_pages(self.content, self.pdf, self.report)
        self.properties = key_of(get(self.pdf.trailer, "/Info"))
        for thing in self.pdf.objects:
            self.walk(thing, "other", ())
        self.walk(self.pdf.trailer, "other", ())
        self.forms()
        for kind, number in self.counted.items():
            self.report.count(kind, number)

    def find_places(self) -> None:
        """Record the page of each annotation."""
        for number, page in enumerate(self.pdf.pages, start=1):
            for annotation in array(get(page.obj, "/Annots")):
                self.pages[key_of(annotation)] = number

    def walk(self, thing, kind: str, place: tuple, depth: int = 0) -> None:
        """Report the strings of an object and its direct children; `run` walks indirect ones."""
        if depth > DEEPEST:
            raise TooBig
        if isinstance(thing, pikepdf.String):
            self.report.note(kind, words_of(thing), *place, count=0)
        elif isinstance(thing, Array):
            for each in thing:
                if not is_apart(each):
                    self.walk(each, kind, place, depth + 1)
        elif isinstance(thing, Dictionary | Stream):
            self.dictionary(thing, kind, place, depth)

    def dictionary(self, thing, kind: str, place: tuple, depth: int) -> None:
        kind = self.kind_of(thing, kind)
        if number := self.pages.get(key_of(thing)):
            place = (("page", number),)
        if kind in ("annotation", "form_field", "properties") and kind_is_own(thing, kind):
            self.counted[kind] += 1
        self.actions(thing, place)
        for key in thing.keys():  # noqa: SIM118 - not a dict
            value = thing[key]
            if not is_apart(value):
                self.walk(value, kind, place, depth + 1)
        if isinstance(thing, Stream):
            self.stream(thing, kind, place)
        if "/EF" in thing:
            self.embedded(thing)
        if "/AP" in thing:
            self.appearances(thing, kind, place)

    def kind_of(self, thing, kind: str) -> str:
        """Return the kind of a dictionary; by default, that of the object that contains it."""
        subtype = str(get(thing, "/Subtype") or "")
        if set(thing.keys()) >= ANNOTATION_KEYS and subtype != "/Form":
            return {"/Widget": "form_field", "/Link": "other"}.get(subtype, "annotation")
        if any(key in thing for key in FIELD_KEYS):
            return "form_field"
        own = key_of(thing)
        if (own and own == self.properties) or get(thing, "/Type") in (Name.Metadata, Name.Sig):
            return "properties"
        if "/Title" in thing and any(key in thing for key in BOOKMARK_KEYS):
            return "bookmark"
        if get(thing, "/Type") == Name.StructElem or "/ActualText" in thing or "/Alt" in thing:
            return "alt_text"
        return kind

    def actions(self, thing, place: tuple) -> None:
        """Flag everything that a PDF viewer would run, fetch or send."""
        action = str(get(thing, "/S") or "")
        if action in ACTIONS and get(thing, "/Type") != Name.StructElem:
            self.report.flag(ACTIONS[action], *place)
        script = get(thing, "/JS")
        if script is not None:
            self.report.flag("javascript", *place)
            self.report.note("script", stream_words(script))
        if str(get(thing, "/Subtype") or "") in MEDIA and "/Rect" in thing:
            self.report.flag("media", *place)
        address = get(thing, "/URI")
        words = words_of(address) if isinstance(address, pikepdf.String) else ""
        if words.strip().lower().startswith(("javascript:", "data:", "vbscript:")):
            self.report.flag("javascript", *place)

    def stream(self, thing: Stream, kind: str, place: tuple) -> None:
        """Report the text of a stream, unless it is a font or a picture."""
        subtype = str(get(thing, "/Subtype") or "")
        if subtype == "/Image":
            if get(thing, "/Filter") == Name.DCTDecode:
                self.inside(thing.read_raw_bytes(), "kuva.jpg", "picture")
            return
        if subtype in NO_WORDS or any(key in thing for key in FONT_FILES):
            return
        if str(get(thing, "/Type")) in ("/XRef", "/ObjStm", "/EmbeddedFile", "/CMap"):
            return
        content = bytes_of(thing)
        if get(thing, "/Type") == Name.Metadata or subtype == "/XML":
            self.report.note("properties", xml_words(content), count=0)
        else:
            self.report.note("attribute", "\n".join(strings_of(content)))

    def embedded(self, thing) -> None:
        """Report on the files embedded in a file specification."""
        name = words_of(get(thing, "/UF") or get(thing, "/F") or pikepdf.String("tiedosto"))
        seen = set()
        for key in thing.EF.keys():  # noqa: SIM118 - not a dict
            held = thing.EF[key]
            if isinstance(held, Stream) and key_of(held) not in seen:
                seen.add(key_of(held))
                self.report.flag("attachment", ("file", name))
                self.inside(bytes_of(held), name, "embedded")
        self.counted["embedded"] += bool(seen)

    def appearances(self, thing, kind: str, place: tuple) -> None:
        """Report the text that an annotation or field draws."""
        for stream in streams_in(thing.AP):
            self.report.note(kind, drawn_words(stream), *place, count=0)

    def forms(self) -> None:
        form = get(self.pdf.Root, "/AcroForm")
        held = get(form, "/XFA") if isinstance(form, Dictionary) else None
        for each in [held] if isinstance(held, Stream) else array(held):
            if isinstance(each, Stream):
                content = bytes_of(each)
                self.report.note("form_field", xml_words(content), count=0)
                if b"<script" in content or b":script" in content:
                    self.report.flag("javascript")


def kind_is_own(thing, kind: str) -> bool:
    """Return whether the entry counts: a real annotation, filled field or personal property."""
    if kind == "annotation":
        return str(get(thing, "/Subtype")) not in ("/Popup", "/TrapNet", "/PrinterMark")
    if kind == "form_field":
        return any(words_in(get(thing, key)) for key in ("/V", "/DV", "/TU"))
    return any(
        words_in(get(thing, key)) for key in ("/Author", "/Subject", "/Keywords", "/Company")
    )


def words_in(value) -> bool:
    return isinstance(value, pikepdf.String) and bool(words_of(value).strip())


def get(thing, key: str):
    """Return an entry of a dictionary, or None."""
    return (
        thing.get(key)
        if isinstance(thing, Dictionary | Stream | Object) and is_dict(thing)
        else None
    )


def is_dict(thing) -> bool:
    return isinstance(thing, Dictionary | Stream)


def array(value) -> list:
    return list(value) if isinstance(value, Array) else []


def key_of(thing) -> tuple[int, int] | None:
    """Return the number of an indirect object; None for a direct one."""
    found = getattr(thing, "objgen", (0, 0))
    return found if found != (0, 0) else None


def is_apart(thing) -> bool:
    return key_of(thing) is not None


def words_of(text) -> str:
    """Return a PDF string as text; undecodable bytes as Latin-1."""
    try:
        return str(text)
    except (UnicodeDecodeError, ValueError):
        return bytes(text).decode("latin-1")


def bytes_of(stream: Stream) -> bytes:
    """Return the decoded content of a stream, or its raw content if the filter is not supported."""
    try:
        content = stream.read_bytes()
    except (pikepdf.PdfError, RuntimeError, ValueError):
        content = stream.read_raw_bytes()
    if len(content) > MOST_OF_A_STREAM * 5:
        raise TooBig
    return content[:MOST_OF_A_STREAM]


def stream_words(value) -> str:
    """Return the text of a string or of a text stream."""
    if isinstance(value, Stream):
        content = bytes_of(value)
        coding = "utf-16" if content.startswith((b"\xfe\xff", b"\xff\xfe")) else "utf-8"
        return content.decode(coding, errors="replace")
    return words_of(value) if isinstance(value, pikepdf.String) else ""


def xml_words(content: bytes) -> str:
    """Return the text of XML; of broken XML, whatever reads as words."""
    try:
        root = parsed(content)
    except Damaged:
        return "\n".join(strings_of(content))
    values = (value for each in root.iter("*") for value in each.attrib.values())
    return "\n".join([text_of(root), *values])


def streams_in(value, depth: int = 0) -> Iterator[Stream]:
    if isinstance(value, Stream):
        yield value
    elif isinstance(value, Dictionary) and depth < 4:
        for key in value.keys():  # noqa: SIM118 - not a dict
            yield from streams_in(value[key], depth + 1)


def drawn_words(stream: Stream) -> str:
    """Return the strings that a content stream shows, as far as its fonts use a plain encoding."""
    try:
        instructions = pikepdf.parse_content_stream(stream)
    except (pikepdf.PdfError, TypeError, ValueError):
        return ""
    shown = []
    for operands, operator in instructions:
        if str(operator) in ("Tj", "'", '"', "TJ"):
            pieces = [each for operand in operands for each in (array(operand) or [operand])]
            strings = [each for each in pieces if isinstance(each, pikepdf.String)]
            shown.append("".join(words_of(each) for each in strings))
    return "\n".join(shown)
