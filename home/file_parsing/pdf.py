"""All text in a PDF (ISO 32000), in objects of any kind, referenced or not."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from home.file_parsing.extract.trouble import Damaged, Encrypted, TooBig

from .pdf_pages import report_pages
from .pictures import list_strings
from .report import FileReport, Inside
from .xmls import get_text, parse_xml

MOST_OBJECTS = 500_000
MOST_OF_A_STREAM = 20_000_000
DEEPEST = 60
Number = tuple[int, int]  # of an object, and its generation
Place = tuple[tuple[str, int], ...]
WithEntries = Dictionary | Stream
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


def open_with_pikepdf(content: bytes) -> pikepdf.Pdf:
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


class PdfReporter:
    """Reports on one PDF."""

    def __init__(self, content: bytes, report: FileReport, inside: Inside):
        self.content, self.report, self.inside = content, report, inside
        self.pdf = open_with_pikepdf(content)
        self.pages: dict[Number | None, int] = {}
        self.counted: Counter[str] = Counter()

    def run(self) -> None:
        self.find_places()
        report_pages(self.content, self.pdf, self.report)
        self.properties = get_object_number(get_entry(self.pdf.trailer, "/Info"))
        for obj in self.pdf.objects:
            self.walk(obj, "other", ())
        self.walk(self.pdf.trailer, "other", ())
        self.report_forms()
        for kind, number in self.counted.items():
            self.report.count(kind, number)

    def find_places(self) -> None:
        """Record the page of each annotation."""
        for number, page in enumerate(self.pdf.pages, start=1):
            for annotation in as_list(get_entry(page.obj, "/Annots")):
                self.pages[get_object_number(annotation)] = number

    def walk(self, obj: object, kind: str, place: Place, depth: int = 0) -> None:
        """Report the strings of an object and its direct children; `run` walks indirect ones."""
        if depth > DEEPEST:
            raise TooBig
        if isinstance(obj, pikepdf.String):
            self.report.note(kind, decode_pdf_string(obj), *place, count=0)
        elif isinstance(obj, Array):
            for each in obj:
                if not is_indirect_object(each):
                    self.walk(each, kind, place, depth + 1)
        elif isinstance(obj, Dictionary | Stream):
            self.report_dictionary(obj, kind, place, depth)

    def report_dictionary(self, obj: WithEntries, kind: str, place: Place, depth: int) -> None:
        kind = self.get_kind(obj, kind)
        if number := self.pages.get(get_object_number(obj)):
            place = (("page", number),)
        if kind in ("annotation", "form_field", "properties") and is_own_kind(obj, kind):
            self.counted[kind] += 1
        self.flag_actions(obj, place)
        for key in obj.keys():  # noqa: SIM118 - not a dict
            value = obj[key]
            if not is_indirect_object(value):
                self.walk(value, kind, place, depth + 1)
        if isinstance(obj, Stream):
            self.report_stream(obj, kind, place)
        if "/EF" in obj:
            self.report_embedded(obj)
        if "/AP" in obj:
            self.report_appearances(obj, kind, place)

    def get_kind(self, obj: WithEntries, kind: str) -> str:
        """Return the kind of a dictionary; by default, that of the object that contains it."""
        subtype = str(get_entry(obj, "/Subtype") or "")
        if set(obj.keys()) >= ANNOTATION_KEYS and subtype != "/Form":
            return {"/Widget": "form_field", "/Link": "other"}.get(subtype, "annotation")
        if any(key in obj for key in FIELD_KEYS):
            return "form_field"
        own = get_object_number(obj)
        if (own and own == self.properties) or get_entry(obj, "/Type") in (
            Name.Metadata,
            Name.Sig,
        ):
            return "properties"
        if "/Title" in obj and any(key in obj for key in BOOKMARK_KEYS):
            return "bookmark"
        if get_entry(obj, "/Type") == Name.StructElem or "/ActualText" in obj or "/Alt" in obj:
            return "alt_text"
        return kind

    def flag_actions(self, obj: WithEntries, place: Place) -> None:
        """Flag everything that a PDF viewer would run, fetch or send."""
        action = str(get_entry(obj, "/S") or "")
        if action in ACTIONS and get_entry(obj, "/Type") != Name.StructElem:
            self.report.flag(ACTIONS[action], *place)
        script = get_entry(obj, "/JS")
        if script is not None:
            self.report.flag("javascript", *place)
            self.report.note("script", get_stream_text(script))
        if str(get_entry(obj, "/Subtype") or "") in MEDIA and "/Rect" in obj:
            self.report.flag("media", *place)
        address = get_entry(obj, "/URI")
        words = decode_pdf_string(address) if isinstance(address, pikepdf.String) else ""
        if words.strip().lower().startswith(("javascript:", "data:", "vbscript:")):
            self.report.flag("javascript", *place)

    def report_stream(self, obj: Stream, kind: str, place: Place) -> None:
        """Report the text of a stream, unless it is a font or a picture."""
        subtype = str(get_entry(obj, "/Subtype") or "")
        if subtype == "/Image":
            if get_entry(obj, "/Filter") == Name.DCTDecode:
                self.inside(obj.read_raw_bytes(), "kuva.jpg", "picture")
            return
        if subtype in NO_WORDS or any(key in obj for key in FONT_FILES):
            return
        if str(get_entry(obj, "/Type")) in ("/XRef", "/ObjStm", "/EmbeddedFile", "/CMap"):
            return
        content = decode_stream(obj)
        if get_entry(obj, "/Type") == Name.Metadata or subtype == "/XML":
            self.report.note("properties", get_xml_text(content), count=0)
        else:
            self.report.note("attribute", "\n".join(list_strings(content)))

    def report_embedded(self, obj: WithEntries) -> None:
        """Report on the files embedded in a file specification."""
        named = get_entry(obj, "/UF") or get_entry(obj, "/F")
        name = decode_pdf_string(named) if isinstance(named, Object) else "tiedosto"
        seen = set()
        for key in obj.EF.keys():  # noqa: SIM118 - not a dict
            held = obj.EF[key]
            if isinstance(held, Stream) and get_object_number(held) not in seen:
                seen.add(get_object_number(held))
                self.report.flag("attachment", ("file", name))
                self.inside(decode_stream(held), name, "embedded")
        self.counted["embedded"] += bool(seen)

    def report_appearances(self, obj: WithEntries, kind: str, place: Place) -> None:
        """Report the text that an annotation or field draws."""
        for stream in iterate_streams(obj.AP):
            self.report.note(kind, list_drawn_strings(stream), *place, count=0)

    def report_forms(self) -> None:
        form = get_entry(self.pdf.Root, "/AcroForm")
        held = get_entry(form, "/XFA") if isinstance(form, Dictionary) else None
        for each in [held] if isinstance(held, Stream) else as_list(held):
            if isinstance(each, Stream):
                content = decode_stream(each)
                self.report.note("form_field", get_xml_text(content), count=0)
                if b"<script" in content or b":script" in content:
                    self.report.flag("javascript")


def is_own_kind(obj: WithEntries, kind: str) -> bool:
    """Return whether the entry counts: a real annotation, filled field or personal property."""
    if kind == "annotation":
        return str(get_entry(obj, "/Subtype")) not in ("/Popup", "/TrapNet", "/PrinterMark")
    if kind == "form_field":
        return any(has_text(get_entry(obj, key)) for key in ("/V", "/DV", "/TU"))
    return any(
        has_text(get_entry(obj, key)) for key in ("/Author", "/Subject", "/Keywords", "/Company")
    )


def has_text(value: object) -> bool:
    return isinstance(value, pikepdf.String) and bool(decode_pdf_string(value).strip())


def get_entry(obj: object, key: str) -> object:
    """Return an entry of a dictionary, or None."""
    return obj.get(key) if isinstance(obj, Dictionary | Stream) else None


def as_list(value: object) -> list[Object]:
    return list(value) if isinstance(value, Array) else []


def get_object_number(obj: object) -> Number | None:
    """Return the number of an indirect object; None for a direct one."""
    found = getattr(obj, "objgen", (0, 0))
    return found if found != (0, 0) else None


def is_indirect_object(obj: object) -> bool:
    return get_object_number(obj) is not None


def decode_pdf_string(text: Object) -> str:
    """Return a PDF string as text; undecodable bytes as Latin-1."""
    try:
        return str(text)
    except (UnicodeDecodeError, ValueError):
        return bytes(text).decode("latin-1")


def decode_stream(stream: Stream) -> bytes:
    """Return the decoded content of a stream, or its raw content if the filter is not supported."""
    try:
        content = stream.read_bytes()
    except (pikepdf.PdfError, RuntimeError, ValueError):
        content = stream.read_raw_bytes()
    if len(content) > MOST_OF_A_STREAM * 5:
        raise TooBig
    return content[:MOST_OF_A_STREAM]


def get_stream_text(value: object) -> str:
    """Return the text of a string or of a text stream."""
    if isinstance(value, Stream):
        content = decode_stream(value)
        coding = "utf-16" if content.startswith((b"\xfe\xff", b"\xff\xfe")) else "utf-8"
        return content.decode(coding, errors="replace")
    return decode_pdf_string(value) if isinstance(value, pikepdf.String) else ""


def get_xml_text(content: bytes) -> str:
    """Return the text of XML; of broken XML, whatever reads as words."""
    try:
        root = parse_xml(content)
    except Damaged:
        return "\n".join(list_strings(content))
    values = (value for each in root.iter("*") for value in each.attrib.values())
    return "\n".join([get_text(root), *values])


def iterate_streams(value: object, depth: int = 0) -> Iterator[Stream]:
    if isinstance(value, Stream):
        yield value
    elif isinstance(value, Dictionary) and depth < 4:
        for key in value.keys():  # noqa: SIM118 - not a dict
            yield from iterate_streams(value[key], depth + 1)


def list_drawn_strings(stream: Stream) -> str:
    """Return the strings that a content stream shows, as far as its fonts use a plain encoding."""
    try:
        instructions = pikepdf.parse_content_stream(stream)
    except (pikepdf.PdfError, TypeError, ValueError):
        return ""
    shown = []
    for instruction in instructions:
        if str(instruction.operator) in ("Tj", "'", '"', "TJ"):
            operands = list(instruction.operands)
            pieces = [each for operand in operands for each in (as_list(operand) or [operand])]
            strings = [each for each in pieces if isinstance(each, pikepdf.String)]
            shown.append("".join(decode_pdf_string(each) for each in strings))
    return "\n".join(shown)
