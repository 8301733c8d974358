"""The same code in one place of a file after another: (name of the place, file type, bytes)."""

from pikepdf import Array, Dictionary, Name, String

from tests.papers import xlsx

from . import pdf_files as p
from .office_files import (
    CODE,
    DRAWING,
    NAMES,
    ODF,
    PACKAGE,
    PICTURES,
    SHOW,
    SPREAD,
    cell,
    excel,
    gif,
    hidden_style,
    jpeg,
    looks,
    odf_meta,
    open_document,
    png,
    powerpoint,
    relations,
    row,
    run,
    shape,
    sheet,
    styled,
    text,
    tiff,
    webp,
    word,
    word_part,
)

CORE = (
    f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:{name}>{words}</dc:{name}>'
    "</cp:coreProperties>"
)
APP = '<Properties xmlns="http://x/extended-properties"><Manager>{}</Manager></Properties>'
CUSTOM = (
    '<Properties xmlns="http://x/custom-properties" xmlns:vt="http://x/vt">'
    '<property name="Hetu"><vt:lpwstr>{}</vt:lpwstr></property></Properties>'
)
WHITE, TINY = '<w:color w:val="FFFFFF"/>', '<w:sz w:val="1"/>'
VANISH = "<w:vanish/>"
BROKEN = "131052\u200b-\u00ad308T"
HALVES = f"<w:p>{run('131052')}{run('-308T')}</w:p>"
STYLED = (
    f'<w:styles {NAMES}><w:style w:styleId="Piilo"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="Alapiilo"><w:basedOn w:val="Piilo"/></w:style></w:styles>'
)
COMMENT = f'<comments {SPREAD}><commentList><comment ref="B3"><text><t>{CODE}</t></text></comment></commentList></comments>'
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf='
    '"http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    f'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Label="{CODE}"/></rdf:RDF></x:xmpmeta>'
)
TRACKED = '<w:del w:id="1" w:author="A"><w:r><w:delText>{}</w:delText></w:r></w:del>'


def word_places():
    core = CORE.format(name="creator", words=CODE)
    yield "body in two runs", word(HALVES)
    yield "zero-width between", word(f"<w:p>{run(BROKEN)}</w:p>")
    yield "full-width digits", word(f"<w:p>{run('１３１０５２-308T')}</w:p>")
    yield "tracked deletion", word(f"<w:p>{TRACKED.format(CODE)}</w:p>")
    yield (
        "deletion in two runs",
        word(
            "<w:p><w:del><w:r><w:delText>131052</w:delText></w:r><w:r><w:delText>-308T</w:delText></w:r></w:del></w:p>"
        ),
    )
    yield "tracked insertion", word(f'<w:p><w:ins w:author="A">{run(CODE)}</w:ins></w:p>')
    yield "moved from", word(f'<w:p><w:moveFrom w:author="A">{run(CODE)}</w:moveFrom></w:p>')
    yield (
        "deleted row",
        word(
            f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run(CODE)}</w:p></w:tc></w:tr></w:tbl>"
        ),
    )
    yield "vanish", word(f"<w:p>{run(CODE, VANISH)}</w:p>")
    yield (
        "vanish by a style",
        word(
            f'<w:p><w:pPr><w:pStyle w:val="Alapiilo"/></w:pPr>{run(CODE)}</w:p>',
            **{"word/styles.xml": STYLED},
        ),
    )
    yield "white", word(f"<w:p>{run(CODE, WHITE)}</w:p>")
    yield "tiny", word(f"<w:p>{run(CODE, TINY)}</w:p>")
    yield "comment", word(**word_part("comments", f"<w:comment><w:p>{run(CODE)}</w:p></w:comment>"))
    yield (
        "comments under another name",
        word(
            **{
                "word/muuta.xml": f"<w:comments {NAMES}><w:comment><w:p>{run(CODE)}</w:p></w:comment></w:comments>"
            }
        ),
    )
    yield "author of a comment", word(**word_part("comments", f'<w:comment w:author="{CODE}"/>'))
    yield "header", word(**word_part("hdr", f"<w:p>{run(CODE)}</w:p>"))
    yield (
        "footnote",
        word(**word_part("footnotes", f"<w:footnote><w:p>{run(CODE)}</w:p></w:footnote>")),
    )
    yield "core properties", word(**{"docProps/core.xml": core})
    yield "title", word(**{"docProps/core.xml": CORE.format(name="title", words=CODE)})
    yield "app properties", word(**{"docProps/app.xml": APP.format(CODE)})
    yield "custom properties", word(**{"docProps/custom.xml": CUSTOM.format(CODE)})
    yield "custom XML", word(**{"customXml/item1.xml": f"<a><b c='{CODE}'/></a>"})
    yield (
        "alt text",
        word(
            f'<w:p><w:r><w:drawing><wp:docPr xmlns:wp="w" id="1" descr="{CODE}"/></w:drawing></w:r></w:p>'
        ),
    )
    yield (
        "text box",
        word(
            f"<w:p><w:r><w:pict><w:txbxContent><w:p>{run(CODE)}</w:p></w:txbxContent></w:pict></w:r></w:p>"
        ),
    )
    yield (
        "document variable",
        word(
            **{
                "word/settings.xml": f'<w:settings {NAMES}><w:docVars><w:docVar w:name="a" w:val="{CODE}"/></w:docVars></w:settings>'
            }
        ),
    )
    yield "field code", word(f"<w:p><w:r><w:instrText>COMMENTS {CODE}</w:instrText></w:r></w:p>")
    yield (
        "building blocks",
        word(
            **{
                "word/glossary/document.xml": f"<w:glossaryDocument {NAMES}><w:p>{run(CODE)}</w:p></w:glossaryDocument>"
            }
        ),
    )
    yield "XML comment", word(f"<!-- {CODE} -->")
    yield "unknown part", word(**{"word/tuntematon.xml": f"<x><y>{CODE}</y></x>"})
    yield "embedded workbook", word(**{"word/embeddings/a.xlsx": xlsx(Palkat=[["Hetu", CODE]])})
    yield "embedded PDF", word(**{"word/embeddings/b.pdf": p.pdf(drawn=p.shown())})
    yield (
        "object of an old kind",
        word(
            **{
                "word/embeddings/o.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
                + bytes(20)
                + CODE.encode("utf-16-le")
            }
        ),
    )
    yield "EXIF of a picture", word(**{"word/media/image1.jpeg": jpeg(CODE)})
    for kind, made in PICTURES.items():
        yield f"words of a {kind}", word(**{f"word/media/image1.{kind}": made(CODE)})
    yield "thumbnail's metadata", word(**{"docProps/thumbnail.jpeg": jpeg(CODE, "comment")})
    yield "address of a link", word("", ("rId5", "hyperlink", f"https://example.org/?h={CODE}"))
    yield (
        "chart",
        word(
            **{
                "word/charts/chart1.xml": f'<c:chartSpace xmlns:c="c"><c:v>{CODE}</c:v></c:chartSpace>'
            }
        ),
    )
    yield (
        "diagram",
        word(
            **{
                "word/diagrams/data1.xml": f'<dgm:dataModel xmlns:dgm="d" xmlns:a="{DRAWING}"><a:p><a:t>{CODE}</a:t></a:p></dgm:dataModel>'
            }
        ),
    )


def excel_places():
    second = '<sheet name="Jäsenet" sheetId="1" r:id="rId1"/><sheet name="Palkat" sheetId="2" state="{}" r:id="rId2"/>'
    ways = (
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "worksheet", "worksheets/sheet2.xml"),
    )
    hidden = {
        "xl/worksheets/sheet2.xml": f"<worksheet {SPREAD}><sheetData>{row(1, CODE)}</sheetData></worksheet>"
    }
    yield "cell", excel(row(2, CODE))
    yield "hidden row", excel(row(2, CODE, 'hidden="1"'))
    yield "row of no height", excel(row(2, CODE, 'ht="0" customHeight="1"'))
    yield (
        "hidden column",
        excel(row(2, CODE, column="C"), before='<cols><col min="3" max="3" hidden="1"/></cols>'),
    )
    yield "hidden sheet", excel(sheets=second.format("hidden"), ways=ways, **hidden)
    yield "very hidden sheet", excel(sheets=second.format("veryHidden"), ways=ways, **hidden)
    yield "name of a sheet", excel(sheets=f'<sheet name="{CODE}" sheetId="1" r:id="rId1"/>')
    yield (
        "cell comment",
        excel(
            **{
                "xl/comments1.xml": COMMENT,
                "xl/worksheets/_rels/sheet1.xml.rels": relations(
                    ("r1", "comments", "../comments1.xml")
                ),
            }
        ),
    )
    yield (
        "threaded comment",
        excel(
            **{
                "xl/threadedComments/t1.xml": f'<ThreadedComments xmlns="t"><threadedComment ref="A1"><text>{CODE}</text></threadedComment></ThreadedComments>'
            }
        ),
    )
    yield (
        "defined name",
        excel(book=f'<definedNames><definedName name="a">"{CODE}"</definedName></definedNames>'),
    )
    yield (
        "list of a validation",
        excel(
            after=f'<dataValidations><dataValidation><formula1>"a,{CODE}"</formula1></dataValidation></dataValidations>'
        ),
    )
    yield (
        "prompt of a validation",
        excel(after=f'<dataValidations><dataValidation prompt="{CODE}"/></dataValidations>'),
    )
    yield (
        "header of the print",
        excel(after=f"<headerFooter><oddHeader>{CODE}</oddHeader></headerFooter>"),
    )
    yield (
        "unused shared string",
        excel(**{"xl/sharedStrings.xml": f"<sst {SPREAD}><si><t>{CODE}</t></si></sst>"}),
    )
    yield "formula", excel(f'<row r="2"><c r="A2"><f>IF(1,2,"{CODE}")</f><v>2</v></c></row>')
    yield (
        "cache of another file",
        excel(
            **{
                "xl/externalLinks/externalLink1.xml": f"<externalLink {SPREAD}><v>{CODE}</v></externalLink>"
            }
        ),
    )
    yield (
        "pivot cache",
        excel(
            **{
                "xl/pivotCache/p1.xml": f'<pivotCacheRecords {SPREAD}><r><s v="{CODE}"/></r></pivotCacheRecords>'
            }
        ),
    )
    yield (
        "drawing",
        excel(
            **{
                "xl/drawings/drawing1.xml": f'<xdr:wsDr xmlns:xdr="x" xmlns:a="{DRAWING}"><a:t>{CODE}</a:t></xdr:wsDr>'
            }
        ),
    )
    yield "cell of a format that shows nothing", excel(styled(CODE), **looks(";;;"))
    yield "cell of empty texts", excel(styled(CODE), **looks('"";"";"";""'))
    yield "white letters", excel(styled(CODE), **looks(font='rgb="FFFFFFFF"'))
    yield "white letters of the theme", excel(styled(CODE), **looks(font='theme="0"'))
    yield "white letters by number", excel(styled(CODE), **looks(font='indexed="9"'))
    yield (
        "letters in the colour of the ground",
        excel(styled(CODE), **looks(font='rgb="FF123456"', ground='rgb="FF123456"')),
    )
    yield (
        "shared string in white",
        excel(
            '<row r="2"><c r="A2" s="1" t="s"><v>0</v></c></row>',
            **looks(font='rgb="FFFFFFFF"'),
            **{"xl/sharedStrings.xml": f"<sst {SPREAD}><si><t>{CODE}</t></si></sst>"},
        ),
    )
    for kind in ("gif", "webp", "tiff"):
        picture = {f"xl/media/image1.{kind}": PICTURES[kind](CODE)}
        yield f"words of a {kind} in the workbook", excel(**picture)
    yield "settings of a printer", excel(**{"xl/printerSettings/p.bin": CODE.encode("utf-16-le")})


def powerpoint_places():
    notes = {
        "ppt/notesSlides/n1.xml": f"<p:notes {SHOW}><a:p><a:r><a:t>{CODE}</a:t></a:r></a:p></p:notes>"
    }
    form = '<a:xfrm><a:off x="-9000000" y="0"/><a:ext cx="100" cy="100"/></a:xfrm>'
    yield "slide", powerpoint(shape(CODE))
    yield (
        "speaker notes",
        powerpoint(ways=(("r1", "notesSlide", "../notesSlides/n1.xml"),), **notes),
    )
    yield "hidden slide", powerpoint(shape(CODE), 'show="0"')
    yield (
        "slide that the show does not list",
        powerpoint(**{"ppt/slides/slide9.xml": f"<p:sld {SHOW}>{shape(CODE)}</p:sld>"}),
    )
    yield "hidden shape", powerpoint(shape(CODE, attributes='hidden="1"'))
    yield "beside the slide", powerpoint(shape(CODE, form=form))
    yield "alt text of a shape", powerpoint(shape("a", attributes=f'descr="{CODE}"'))
    yield (
        "comment",
        powerpoint(
            **{
                "ppt/comments/c1.xml": f"<p:cmLst {SHOW}><p:cm><p:text>{CODE}</p:text></p:cm></p:cmLst>"
            }
        ),
    )
    yield (
        "modern comment",
        powerpoint(
            **{
                "ppt/comments/m1.xml": f'<q:cmLst xmlns:q="q" xmlns:a="{DRAWING}"><q:cm><q:txBody><a:p><a:r><a:t>{CODE}</a:t></a:r></a:p></q:txBody></q:cm></q:cmLst>'
            }
        ),
    )
    yield (
        "layout",
        powerpoint(
            **{"ppt/slideLayouts/l1.xml": f"<p:sldLayout {SHOW}>{shape(CODE)}</p:sldLayout>"}
        ),
    )
    yield (
        "tag",
        powerpoint(
            **{"ppt/tags/tag1.xml": f'<p:tagLst {SHOW}><p:tag name="a" val="{CODE}"/></p:tagLst>'}
        ),
    )


def open_places():
    annotation = f"<office:annotation>{text(CODE)}</office:annotation>"
    changes = f"<text:tracked-changes><text:changed-region><text:deletion>{text(CODE)}</text:deletion></text:changed-region></text:tracked-changes>"
    off = (
        '<style:style style:name="T1"><style:table-properties table:display="false"/></style:style>'
    )
    unseen = '<style:style style:name="D1"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
    line = f"<table:table-row>{cell('a')}{cell(CODE)}</table:table-row>"
    yield "odt", "annotation", open_document("odt", text(f"a{annotation}"))
    yield "odt", "tracked deletion", open_document("odt", changes)
    yield "odt", "hidden paragraph style", open_document("odt", text(CODE, "P1"), hidden_style())
    yield (
        "odt",
        "hidden span",
        open_document(
            "odt",
            text(f'a<text:span text:style-name="T1">{CODE}</text:span>'),
            hidden_style("T1", "text"),
        ),
    )
    yield (
        "odt",
        "hidden section",
        open_document("odt", f'<text:section text:display="none">{text(CODE)}</text:section>'),
    )
    yield (
        "odt",
        "hidden-text field",
        open_document("odt", text(f'<text:hidden-text text:string-value="{CODE}"/>')),
    )
    yield (
        "odt",
        "creator",
        open_document("odt", **{"meta.xml": odf_meta(f"<dc:creator>{CODE}</dc:creator>")}),
    )
    yield (
        "odt",
        "user-defined",
        open_document(
            "odt",
            **{
                "meta.xml": odf_meta(f'<meta:user-defined meta:name="a">{CODE}</meta:user-defined>')
            },
        ),
    )
    yield (
        "odt",
        "settings",
        open_document(
            "odt",
            **{
                "settings.xml": f"<office:document-settings {ODF}><config:config-item>{CODE}</config:config-item></office:document-settings>"
            },
        ),
    )
    yield (
        "odt",
        "earlier version",
        open_document("odt", **{"Versions/Version1": open_document("odt", text(CODE))}),
    )
    yield (
        "odt",
        "object",
        open_document(
            "odt",
            **{
                "Object 1/content.xml": f"<office:document-content {ODF}>{text(CODE)}</office:document-content>"
            },
        ),
    )
    yield (
        "odt",
        "alt text",
        open_document("odt", f"<draw:frame><svg:desc>{CODE}</svg:desc></draw:frame>"),
    )
    yield (
        "odt",
        "form",
        open_document("odt", f'<office:forms><form:text form:value="{CODE}"/></office:forms>'),
    )
    yield "ods", "hidden sheet", open_document("ods", sheet(line, 'table:style-name="T1"'), off)
    yield (
        "ods",
        "hidden row",
        open_document("ods", sheet(line.replace("row>", 'row table:visibility="collapse">', 1))),
    )
    yield (
        "ods",
        "hidden column",
        open_document(
            "ods",
            sheet(
                line,
                columns='<table:table-column/><table:table-column table:visibility="collapse"/>',
            ),
        ),
    )
    yield "ods", "annotation", open_document("ods", sheet(line.replace(CODE, f"a{annotation}")))
    yield (
        "ods",
        "validation",
        open_document(
            "ods",
            f'<table:content-validation table:condition="cell-content-is-in-list(&quot;{CODE}&quot;)"/>',
        ),
    )
    yield (
        "odp",
        "notes",
        open_document(
            "odp", f"<draw:page><presentation:notes>{text(CODE)}</presentation:notes></draw:page>"
        ),
    )
    yield (
        "odp",
        "hidden slide",
        open_document("odp", f'<draw:page draw:style-name="D1">{text(CODE)}</draw:page>', unseen),
    )


def pdf_places():
    words, info = String(CODE), {"/Author": String(CODE)}
    yield "page", p.pdf(drawn=p.shown())
    yield "invisible text", p.pdf(drawn=p.shown(before="3 Tr"))
    yield "white text", p.pdf(drawn=p.shown(before="1 g"))
    yield "under a black box", p.pdf(drawn=p.shown() + b"0 g 60 590 200 30 re f\n")
    yield "beside the page", p.pdf(drawn=p.shown(at="700 900"))
    yield "layer switched off", p.pdf(p.layered)
    yield "note", p.pdf(lambda d, g: p.annotation(d, g, Contents=words))
    yield "rich text of a note", p.pdf(lambda d, g: p.annotation(d, g, RC=String(f"<p>{CODE}</p>")))
    yield "author of a note", p.pdf(lambda d, g: p.annotation(d, g, T=words))
    yield "hidden note", p.pdf(lambda d, g: p.annotation(d, g, F=2, Contents=words))
    yield (
        "redaction not applied",
        p.pdf(lambda d, g: p.annotation(d, g, Subtype=Name.Redact, OverlayText=words)),
    )
    yield (
        "look of a note",
        p.pdf(lambda d, g: p.annotation(d, g, AP=Dictionary(N=p.form_xobject(d)))),
    )
    yield "value of a field", p.pdf(lambda d, g: p.field(d, g, V=words))
    yield "default of a field", p.pdf(lambda d, g: p.field(d, g, DV=words))
    yield "hint of a field", p.pdf(lambda d, g: p.field(d, g, TU=words))
    yield "choices of a field", p.pdf(lambda d, g: p.field(d, g, Opt=Array([words])))
    yield (
        "XFA",
        p.pdf(
            lambda d, g: setattr(
                d.Root, "AcroForm", Dictionary(XFA=d.make_stream(f"<x><h>{CODE}</h></x>".encode()))
            )
        ),
    )
    yield "author", p.pdf(lambda d, g: d.docinfo.update(info))
    yield (
        "XMP",
        p.pdf(
            lambda d, g: setattr(
                d.Root,
                "Metadata",
                d.make_stream(XMP.encode(), Type=Name.Metadata, Subtype=Name.XML),
            )
        ),
    )
    yield "bookmark", p.pdf(lambda d, g: p.bookmark(d))
    yield (
        "named place",
        p.pdf(
            lambda d, g: setattr(
                d.Root,
                "Names",
                Dictionary(Dests=Dictionary(Names=Array([words, Array([g, Name.Fit])]))),
            )
        ),
    )
    yield "attached workbook", p.pdf(lambda d, g: p.attach(d, xlsx(Palkat=[[CODE]]), "palkat.xlsx"))
    yield "PDF in a PDF", p.pdf(lambda d, g: p.attach(d, p.pdf(drawn=p.shown()), "sisä.pdf"))
    yield (
        "script",
        p.pdf(
            lambda d, g: setattr(
                d.Root, "OpenAction", p.action("JavaScript", JS=String(f"x='{CODE}'"))
            )
        ),
    )
    yield "alternative text", p.pdf(lambda d, g: p.described(d, g, Alt=words))
    yield "actual text", p.pdf(lambda d, g: p.described(d, g, ActualText=words))
    yield (
        "pieces of programs",
        p.pdf(
            lambda d, g: setattr(
                g, "PieceInfo", Dictionary(X=Dictionary(Private=Dictionary(H=words)))
            )
        ),
    )
    yield (
        "odd entry of the catalog",
        p.pdf(lambda d, g: setattr(d.Root, "Muu", d.make_stream(CODE.encode()))),
    )
    yield "earlier version", p.saved_anew()


def picture_places():
    yield "jpg", "EXIF", jpeg(CODE)
    yield "jpg", "IPTC", jpeg(CODE, "iptc")
    yield "jpg", "XMP", jpeg(CODE, "xmp")
    yield "jpg", "comment", jpeg(CODE, "comment")
    yield "jpg", "behind the picture", jpeg(CODE, "behind")
    yield "png", "text", png(CODE)
    yield "png", "packed text", png(CODE, packed=True)
    yield "gif", "comment", gif(CODE)
    yield "webp", "EXIF", webp(CODE)
    yield "tif", "description", tiff(CODE)


def places():
    """Return every place: file type, name of the place, bytes."""
    for kind, found in (
        ("docx", word_places),
        ("xlsx", excel_places),
        ("pptx", powerpoint_places),
        ("pdf", pdf_places),
    ):
        yield from ((kind, name, content) for name, content in found())
    yield from open_places()
    yield from picture_places()
    yield "txt", "text", f"Hetu {CODE}".encode()
    yield "csv", "cell in two-byte letters", "\ufeffHetu;131052-308T".encode("utf-16-le")
