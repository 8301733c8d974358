"""Office files with a code in one place of each, written by hand; the code is a known specimen."""

import zipfile
from io import BytesIO

from PIL import Image, PngImagePlugin

from tests.papers import zipped

CODE = "131052-308T"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = f"{RELATIONS}/"
NAMES = f'xmlns:w="{WORD}" xmlns:r="{RELATIONS}" xmlns:a="{DRAWING}"'
SPREAD = f'xmlns="{SHEET}" xmlns:r="{RELATIONS}"'
SHOW = f'xmlns:p="{SLIDE}" xmlns:r="{RELATIONS}" xmlns:a="{DRAWING}"'
MAIN = {
    "docx": ("word/document.xml", "wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", "presentationml.presentation.main+xml"),
}
TYPES = "application/vnd.openxmlformats-officedocument."


def relations(*rows: tuple[str, str, str]) -> str:
    """Return relationships as (key, kind, target); a target with an address is external."""
    found = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}{kind}" Target="{target}"{outside(target)}/>'
        for key, kind, target in rows
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{found}</Relationships>'


def outside(target: str) -> str:
    return ' TargetMode="External"' if ":" in target or target.startswith("\\") else ""


def content_types(kind: str, main_type: str = "") -> str:
    name, usual = MAIN[kind]
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{name}" ContentType="{main_type or TYPES + usual}"/></Types>'
    )


def package(kind: str, parts: dict[str, str | bytes], main_type: str = "") -> bytes:
    """Return an office file of these parts, with the parts that every such file has."""
    usual = {
        "[Content_Types].xml": content_types(kind, main_type),
        "_rels/.rels": relations(("rId1", "officeDocument", MAIN[kind][0])),
    }
    return zipped(**(usual | parts))


def run(words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


def word(body: str = "", *ways, **parts: str | bytes) -> bytes:
    """Return a Word file with this in its body, after a visible paragraph."""
    seen = f"<w:p>{run('Neuvottelukunta kokoontui keskiviikkona.')}</w:p>"
    document = f"<w:document {NAMES}><w:body>{seen}{body}</w:body></w:document>"
    own = {"word/document.xml": document}
    if ways:
        own["word/_rels/document.xml.rels"] = relations(*ways)
    return package("docx", own | parts)


def word_part(root: str, body: str) -> dict[str, str]:
    return {f"word/{root}1.xml": f"<w:{root} {NAMES}>{body}</w:{root}>"}


def excel(
    rows: str = "",
    before: str = "",
    after: str = "",
    sheets: str = '<sheet name="Jäsenet" sheetId="1" r:id="rId1"/>',
    book: str = "",
    ways=(("rId1", "worksheet", "worksheets/sheet1.xml"),),
    **parts: str | bytes,
) -> bytes:
    """Return a workbook with these rows after a visible one."""
    seen = '<row r="1"><c r="A1" t="inlineStr"><is><t>Nimi</t></is></c></row>'
    own = {
        "xl/workbook.xml": f"<workbook {SPREAD}><sheets>{sheets}</sheets>{book}</workbook>",
        "xl/_rels/workbook.xml.rels": relations(*ways),
        "xl/worksheets/sheet1.xml": (
            f"<worksheet {SPREAD}>{before}<sheetData>{seen}{rows}</sheetData>{after}</worksheet>"
        ),
    }
    return package("xlsx", own | parts)


def row(number: int, words: str, attributes: str = "", column: str = "A") -> str:
    cell = f'<c r="{column}{number}" t="inlineStr"><is><t>{words}</t></is></c>'
    return f'<row r="{number}" {attributes}>{cell}</row>'


def styled(words: str, place: str = "A2") -> str:
    """Return a row with one cell in the workbook's second style."""
    cell = f'<c r="{place}" s="1" t="inlineStr"><is><t>{words}</t></is></c>'
    return f'<row r="{place[1:]}">{cell}</row>'


def looks(format_code: str = "General", font: str = "", ground: str = "") -> dict[str, str]:
    """Return styles whose second entry has the given format and colours."""
    color = f"<color {font}/>" if font else ""
    fill = '<patternFill patternType="none"/>'
    if ground:
        fill = f'<patternFill patternType="solid"><fgColor {ground}/></patternFill>'
    code = format_code.replace('"', "&quot;")
    return {
        "xl/styles.xml": (
            f'<styleSheet {SPREAD}><numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts>'
            f"<fonts><font/><font>{color}</font></fonts>"
            '<fills><fill><patternFill patternType="none"/></fill>'
            f"<fill>{fill}</fill></fills>"
            '<cellXfs><xf numFmtId="0" fontId="0" fillId="0"/>'
            '<xf numFmtId="170" fontId="1" fillId="1"/></cellXfs></styleSheet>'
        )
    }


def shape(words: str, properties: str = "", form: str = "", attributes: str = "") -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="Teksti" {attributes}/><p:cNvSpPr/><p:nvPr/>'
        f"</p:nvSpPr><p:spPr>{form}</p:spPr><p:txBody><a:bodyPr/><a:p><a:r>{properties}"
        f"<a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def slide(body: str, attributes: str = "") -> str:
    tree = f"<p:cSld><p:spTree>{body}</p:spTree></p:cSld>"
    return f"<p:sld {SHOW} {attributes}>{tree}</p:sld>"


def powerpoint(body: str = "", attributes: str = "", show: str = "", ways=(), **parts) -> bytes:
    """Return slides: a visible one, and a second one with this body."""
    listed = '<p:sldId id="256" r:id="rId1"/><p:sldId id="257" r:id="rId2"/>'
    own = {
        "ppt/presentation.xml": (
            f"<p:presentation {SHOW}><p:sldIdLst>{listed}</p:sldIdLst>"
            f'<p:sldSz cx="12192000" cy="6858000"/>{show}</p:presentation>'
        ),
        "ppt/_rels/presentation.xml.rels": relations(
            ("rId1", "slide", "slides/slide1.xml"), ("rId2", "slide", "slides/slide2.xml")
        ),
        "ppt/slides/slide1.xml": slide(shape("Neuvottelukunta")),
        "ppt/slides/slide2.xml": slide(shape("Tavoitteet") + body, attributes),
    }
    if ways:
        own["ppt/slides/_rels/slide2.xml.rels"] = relations(*ways)
    return package("pptx", own | parts)


ODF_KINDS = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in {
        "office": "office",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "style": "style",
        "manifest": "manifest",
        "presentation": "presentation",
        "meta": "meta",
        "form": "form",
        "script": "script",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
        "config": "config",
    }.items()
)
ODF += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'


def open_document(kind: str, body: str = "", styles: str = "", **parts: str | bytes) -> bytes:
    """Return an OpenDocument file with this in its body."""
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type=""/>'
        for name in ("/", "content.xml", *parts)
    )
    return zipped(
        **{
            "mimetype": f"application/vnd.oasis.opendocument.{ODF_KINDS[kind]}",
            "content.xml": (
                f"<office:document-content {ODF}><office:automatic-styles>{styles}"
                f"</office:automatic-styles><office:body><office:{ODF_KINDS[kind]}>{body}"
                f"</office:{ODF_KINDS[kind]}></office:body></office:document-content>"
            ),
            "META-INF/manifest.xml": f"<manifest:manifest {ODF}>{entries}</manifest:manifest>",
        }
        | parts
    )


def text(words: str, style: str = "") -> str:
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:p{named}>{words}</text:p>"


def hidden_style(name: str = "P1", family: str = "paragraph") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}">'
        '<style:text-properties text:display="none"/></style:style>'
    )


def sheet(rows: str, attributes: str = "", columns: str = "") -> str:
    return f'<table:table table:name="Taulu" {attributes}>{columns}{rows}</table:table>'


def cell(words: str) -> str:
    return f"<table:table-cell><text:p>{words}</text:p></table:table-cell>"


def odf_meta(inner: str) -> str:
    return f"<office:document-meta {ODF}><office:meta>{inner}</office:meta></office:document-meta>"


SEGMENTS = {
    "comment": (b"\xff\xfe", b"", b""),
    "iptc": (b"\xff\xed", b"Photoshop 3.0\x008BIM\x04\x04\x00\x00", b""),
    "xmp": (
        b"\xff\xe1",
        b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta xmlns:x='adobe:ns:meta/'><d>",
        b"</d></x:xmpmeta>",
    ),
}


def jpeg(words: str = "", where: str = "exif") -> bytes:
    """Return a picture with these words in its metadata."""
    file, picture = BytesIO(), Image.new("RGB", (40, 30), "white")
    options = {}
    if where == "exif":
        exif = Image.Exif()
        exif[0x010E] = words or "kuva"
        options["exif"] = exif
    picture.save(file, "JPEG", **options)
    content = file.getvalue()
    if where in SEGMENTS:
        mark, before, after = SEGMENTS[where]
        data = before + words.encode() + after
        content = content[:2] + mark + (len(data) + 2).to_bytes(2, "big") + data + content[2:]
    if where == "behind":
        content += words.encode()
    return content


def png(words: str, packed: bool = False) -> bytes:
    file, info = BytesIO(), PngImagePlugin.PngInfo()
    info.add_text("Comment", words, zip=packed)
    Image.new("RGB", (4, 4)).save(file, "PNG", pnginfo=info)
    return file.getvalue()


def gif(words: str) -> bytes:
    file = BytesIO()
    Image.new("L", (4, 4)).save(file, "GIF", comment=words.encode())
    return file.getvalue()


def webp(words: str) -> bytes:
    file, exif = BytesIO(), Image.Exif()
    exif[0x010E] = words
    Image.new("RGB", (4, 4)).save(file, "WEBP", exif=exif)
    return file.getvalue()


def tiff(words: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (4, 4)).save(file, "TIFF", description=words, artist=words)
    return file.getvalue()


PICTURES = {"gif": gif, "webp": webp, "tiff": tiff}


def archive(**parts) -> bytes:
    """Return a plain ZIP archive."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items():
            opened.writestr(name, content)
    return file.getvalue()
