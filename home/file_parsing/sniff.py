"""Detect the type of a file from its content, whatever its name."""

import re
import zipfile
from io import BytesIO

PROGRAMS = (
    b"\x7fELF",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!/",
    b"\x4c\x00\x00\x00\x01\x14\x02\x00",  # a Windows shortcut
    b"MSCF",
)
DOS = b"MZ"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAM_NAMES = re.compile(
    r"\.(?:exe|dll|com|scr|msi|msp|bat|cmd|ps1|vbs|vbe|jse?|wsf|wsh|hta|lnk|pif|cpl|jar|apk|sh|"
    r"reg|scf|url|chm|iso|img|appx?|py|php|application)$",
    re.IGNORECASE,
)
PAGE_NAMES = re.compile(r"\.(?:html?|xhtml|mht(?:ml)?|svgz?|xht)$", re.IGNORECASE)
# What makes browsers treat a text as a web page: at its start, or anywhere.
PAGE_HEAD = re.compile(
    rb"(?:<!--.*?-->|<\?xml[^>]*>|\s|\xef\xbb\xbf)*"
    rb"<(?:!doctype\s+html|html|head|body|script|iframe|svg|object|embed|\?php|meta\b|"
    rb"img\s[^>]*on\w+\s*=)",
    re.IGNORECASE | re.DOTALL,
)
SCRIPT = re.compile(rb"<\s*(?:script|iframe|object|embed)\b|<\?php|javascript:", re.IGNORECASE)
PICTURES = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
    (b"BM", "bmp"),
)
HEAD = 4_096


def sniff_kind(content: bytes) -> str:
    """Return pdf, zip, ole, program, page, a picture format or xml; "" if unknown."""
    if is_program(content):
        return "program"
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return "zip"
    if content.startswith(OLE):
        return "ole"
    for mark, kind in PICTURES:
        if content.startswith(mark):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if is_web_page(content):
        return "page"
    return "xml" if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml") else ""


def is_program(content: bytes) -> bool:
    """Return whether an operating system would run the bytes."""
    if content.startswith(PROGRAMS):
        return True
    return content.startswith(DOS) and is_dos_program(content)


def is_dos_program(content: bytes) -> bool:
    """Return whether bytes starting with MZ are a program: a text may start with "MZ" too."""
    head = content[:HEAD]
    return b"\x00" in head or b"This program" in head or len(head) < 64


def is_web_page(content: bytes) -> bool:
    """Return whether a browser could treat the bytes as a web page."""
    head = make_ascii(content[:HEAD])
    return PAGE_HEAD.match(head) is not None


def has_script(content: bytes) -> bool:
    """Return whether a text contains mark-up that a browser would run."""
    return SCRIPT.search(make_ascii(content)) is not None


def make_ascii(content: bytes) -> bytes:
    """Return UTF-16 text as single bytes, so that ASCII patterns match."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content[2:].replace(b"\x00", b"")
    return content


def sniff_zip_kind(content: bytes) -> str:
    """Return docx, xlsx, pptx, odt, ods or odp for an office file, else "zip"."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return sniff_office_kind(archive)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
        return "zip"


def sniff_office_kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    folders = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
    if "[Content_Types].xml" in names:
        return next((k for f, k in folders.items() if any(n.startswith(f) for n in names)), "zip")
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        kinds = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp"}
        found = archive.read("mimetype").rpartition(b".")[2].partition(b"-")[0]
        return kinds.get(found, "odt" if "content.xml" in names else "zip")
    return "odt" if "content.xml" in names else "zip"
