"""Hostile files, each with its name, its kind and the expected outcome.

`active` is the active content for which the upload refuses the file; "" with `ended` "done" is a
harmless file. `cleans`: whether the site offers a cleaned copy instead.
"""

from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, String

from tests.papers import xlsx, zipped

from . import pdf_files as p
from .office_files import (
    NAMES,
    ODF,
    archive,
    excel,
    open_document,
    powerpoint,
    relations,
    text,
    word,
)

EXE = b"MZ\x90\x00\x03\x00" + bytes(80) + b"This program cannot be run in DOS mode."
PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
OUT = "https://example.org/malli.dotm"


@dataclass(frozen=True)
class Hostile:
    """A hostile file: its name, kind and bytes, and the expected outcome."""

    name: str
    kind: str
    content: bytes
    active: str = ""
    cleans: bool = True
    ended: str = "done"


def action(kind: str, **entries):
    return lambda d, g: setattr(d.Root, "OpenAction", p.action(kind, **entries))


def annotated(subtype: str, **entries):
    return lambda d, g: p.annotation(d, g, Subtype=Name(f"/{subtype}"), **entries)


def pdfs():
    script = {"JS": String("app.alert(1)")}
    yield "script at opening", action("JavaScript", **script), "javascript"
    yield (
        "script in a stream",
        lambda d, g: setattr(
            d.Root, "OpenAction", p.action("JavaScript", JS=d.make_stream(b"x=1"))
        ),
        "javascript",
    )
    yield (
        "named script",
        lambda d, g: setattr(
            d.Root,
            "Names",
            Dictionary(
                JavaScript=Dictionary(Names=Array([String("a"), p.action("JavaScript", **script)]))
            ),
        ),
        "javascript",
    )
    yield (
        "script of a page",
        lambda d, g: setattr(g, "AA", Dictionary(O=p.action("JavaScript", **script))),
        "javascript",
    )
    yield (
        "script of a field",
        lambda d, g: p.field(d, g, AA=Dictionary(K=p.action("JavaScript", **script))),
        "javascript",
    )
    yield (
        "script behind a link",
        annotated("Link", A=p.action("JavaScript", **script)),
        "javascript",
    )
    yield (
        "script after a place",
        annotated("Link", A=p.action("GoTo", Next=p.action("JavaScript", **script))),
        "javascript",
    )
    yield (
        "javascript address",
        annotated("Link", A=p.action("URI", URI=String("javascript:a()"))),
        "javascript",
    )
    yield "launch", action("Launch", F=String("cmd.exe")), "launch"
    yield (
        "launch behind a link",
        annotated("Link", A=p.action("Launch", F=String("a.exe"))),
        "launch",
    )
    yield "form that submits", action("SubmitForm", F=String("https://example.org")), "submit"
    yield "import of data", action("ImportData", F=String("a.fdf")), "import"
    yield "other file", action("GoToR", F=String("\\\\palvelin\\a.pdf")), "remote"
    yield "embedded place", action("GoToE", T=Dictionary()), "remote"
    yield "rich media", annotated("RichMedia"), "media"
    yield "three dimensions", annotated("3D"), "media"
    yield "film", annotated("Movie"), "media"
    yield "sound", annotated("Sound"), "media"
    yield "rendition", annotated("Screen", A=p.action("Rendition")), "media"
    yield "attached workbook", lambda d, g: p.attach(d, xlsx(a=[["b"]]), "a.xlsx"), "attachment"
    yield "attached program", lambda d, g: p.attach(d, EXE, "lasku.exe"), "attachment"
    yield "attached page", lambda d, g: p.attach(d, PAGE, "a.html"), "attachment"
    yield (
        "XFA with a script",
        lambda d, g: setattr(
            d.Root, "AcroForm", Dictionary(XFA=d.make_stream(b"<x><script>a</script></x>"))
        ),
        "javascript",
    )


def words():
    rels = {"word/_rels/settings.xml.rels": relations(("r1", "attachedTemplate", OUT))}
    settings = {
        "word/settings.xml": f'<w:settings {NAMES}><w:attachedTemplate r:id="r1"/></w:settings>'
    }
    yield "macro", word(**{"word/vbaProject.bin": OLE}), "macros"
    yield (
        "macro under another name",
        word("", ("r1", "../../2006/relationships/vbaProject", "a.bin"), **{"word/a.bin": OLE}),
        "macros",
    )
    yield "remote template", word(**rels, **settings), "external"
    yield (
        "template on a share",
        word(
            **{
                "word/_rels/settings.xml.rels": relations(
                    ("r1", "attachedTemplate", "smb://palvelin/a.dotm")
                )
            },
            **settings,
        ),
        "external",
    )
    yield "remote picture", word("", ("r1", "image", "https://example.org/a.png")), "external"
    yield "picture on a share", word("", ("r1", "image", r"\\palvelin\a.png")), "external"
    yield "remote frame", word("", ("r1", "frame", "https://example.org/")), "external"
    yield "remote object", word("", ("r1", "oleObject", "https://example.org/a")), "object"
    yield (
        "object",
        word("", ("r1", "oleObject", "embeddings/o.bin"), **{"word/embeddings/o.bin": OLE}),
        "object",
    )
    yield "imported page", word("", ("r1", "aFChunk", "a.html"), **{"word/a.html": PAGE}), "object"
    yield (
        "ActiveX",
        word(
            "",
            ("r1", "control", "activeX/a.xml"),
            **{"word/activeX/a.xml": "<ax:ocx xmlns:ax='a'/>"},
        ),
        "activex",
    )
    yield (
        "DDE field",
        word("<w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe x</w:instrText></w:r></w:p>"),
        "dde",
    )
    yield (
        "DDE in pieces",
        word(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>EAUTO a b</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ),
        "dde",
    )
    yield (
        "field that fetches a text",
        word('<w:p><w:fldSimple w:instr="INCLUDETEXT https://example.org"/></w:p>'),
        "external",
    )
    yield (
        "field that fetches a picture",
        word("<w:p><w:r><w:instrText>INCLUDEPICTURE \\\\\\\\a\\\\b.png</w:instrText></w:r></w:p>"),
        "external",
    )
    yield "program in it", word(**{"word/media/kuva.png": EXE}), "program"
    yield "script file in it", word(**{"word/a.vbs": b"x"}), "program"
    yield "page in it", word(**{"word/media/a.bin": PAGE}), "page"
    yield (
        "drawing with a script",
        word(**{"word/media/a.svg": b"<svg><script>a</script></svg>"}),
        "page",
    )
    yield "program in front of the end", word() + EXE, "appended"
    yield "PDF behind it", word() + p.pdf(), "appended"


def others():
    yield "xlsx", "macros", excel(**{"xl/vbaProject.bin": OLE}), "macros"
    yield "xlsx", "old macro sheet", excel(**{"xl/macrosheets/s1.xml": "<a/>"}), "macros"
    yield (
        "xlsx",
        "DDE formula",
        excel("<row r='2'><c r='A2'><f>cmd|'/c calc'!A0</f></c></row>"),
        "dde",
    )
    yield (
        "xlsx",
        "workbook on a share",
        excel(
            **{
                "xl/externalLinks/e.xml": "<externalLink/>",
                "xl/externalLinks/_rels/e.xml.rels": relations(
                    ("r1", "externalLinkPath", r"\\palvelin\a.xlsx")
                ),
            }
        ),
        "external",
    )
    yield (
        "xlsx",
        "object",
        excel(
            **{
                "xl/worksheets/_rels/sheet1.xml.rels": relations(
                    ("r1", "oleObject", "../embeddings/o.bin")
                ),
                "xl/embeddings/o.bin": OLE,
            }
        ),
        "object",
    )
    yield "pptx", "macros", powerpoint(**{"ppt/vbaProject.bin": OLE}), "macros"
    yield (
        "pptx",
        "remote picture",
        powerpoint(ways=(("r1", "image", "https://example.org/a.png"),)),
        "external",
    )
    yield "pptx", "control", powerpoint(ways=(("r1", "control", "../activeX/a.xml"),)), "activex"
    yield "odt", "macro", open_document("odt", **{"Basic/Standard/Module1.xml": "<a/>"}), "macros"
    yield "odt", "script", open_document("odt", **{"Scripts/python/a.py": b"import os"}), "macros"
    yield (
        "odt",
        "event",
        open_document(
            "odt",
            f"<office:event-listeners><script:event-listener {ODF}/></office:event-listeners>",
        ),
        "macros",
    )
    yield (
        "odt",
        "link to a macro",
        open_document("odt", text('<text:a xlink:href="vnd.sun.star.script:a">b</text:a>')),
        "macros",
    )
    yield (
        "odt",
        "remote section",
        open_document(
            "odt",
            '<text:section><text:section-source xlink:href="https://example.org/a.odt"/></text:section>',
        ),
        "external",
    )
    yield (
        "odt",
        "picture on a share",
        open_document("odt", '<draw:image xlink:href="smb://palvelin/a.png"/>'),
        "external",
    )
    yield "odt", "program", open_document("odt", **{"Pictures/a.png": EXE}), "program"
    yield "odt", "plug-in", open_document("odt", "<draw:plugin/>"), "object"
    yield "odp", "applet", open_document("odp", "<draw:applet/>"), "object"
    yield (
        "ods",
        "DDE",
        open_document("ods", "<table:dde-links><table:dde-link/></table:dde-links>"),
        "dde",
    )
    yield "pdf", "program behind it", p.pdf() + EXE + bytes(100) + b"x" * 3_000, "appended"
    yield "pdf", "page in its head", b"%PDF-1.7\n%<html><script>a</script>\n" + p.pdf(), "page"


def refused():
    """Files of which no copy can be made."""
    yield "txt", "page", PAGE, "page"
    yield "txt", "page behind a space", b"\xef\xbb\xbf \n<svg onload=a>", "page"
    yield "txt", "script in the middle", b"Kokous\n<script>a</script>", "page"
    yield "txt", "page in two-byte letters", "\ufeff<html>".encode("utf-16-le"), "page"
    yield "csv", "page", PAGE, "page"
    yield "csv", "program", EXE, "program"
    yield "txt", "program", b"\x7fELF" + bytes(90), "program"
    yield "txt", "shell script", b"#!/bin/sh\nrm -rf /", "program"
    yield "txt", "archive", zipped(a="b"), "other_kind"
    yield "txt", "PDF", p.pdf(), "other_kind"
    yield "csv", "DDE", b"Nimi;=cmd|'/c calc'!A0\n", "dde"


def hostile() -> list[Hostile]:
    """Return all hostile files."""
    found = [Hostile(n, "pdf", p.pdf(change), active) for n, change, active in pdfs()]
    found += [Hostile(name, "docx", content, active) for name, content, active in words()]
    found += [Hostile(name, kind, content, active) for kind, name, content, active in others()]
    found += [Hostile(n, kind, content, active, False) for kind, n, content, active in refused()]
    bomb = archive(**{f"word/media/{n}.bmp": bytes(60_000_000) for n in range(6)})
    twice = "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"
    return [
        *found,
        Hostile("bomb", "docx", bomb, cleans=False, ended="toobig"),
        Hostile("entities", "docx", word(**{"word/a.xml": twice}), cleans=False, ended="damaged"),
        Hostile(
            "with a password",
            "docx",
            OLE + "EncryptedPackage".encode("utf-16-le"),
            cleans=False,
            ended="encrypted",
        ),
        Hostile("cut off", "docx", word()[:-40], cleans=False, ended="damaged"),
        Hostile("nothing", "pdf", b"", cleans=False, ended="damaged"),
        Hostile("ordinary link", "docx", word("", ("r1", "hyperlink", "https://example.org/"))),
        Hostile(
            "ordinary link of a page",
            "pdf",
            p.pdf(annotated("Link", A=p.action("URI", URI=String("https://example.org")))),
            "",
        ),
        Hostile(
            "own template",
            "docx",
            word(
                **{
                    "word/_rels/settings.xml.rels": relations(
                        ("r1", "attachedTemplate", "C:/Mallit/kirje.dotx")
                    ),
                    "word/settings.xml": f"<w:settings {NAMES}/>",
                }
            ),
        ),
    ]
