"""Invisible letters, in runs and by styles: (file type, name of the place, bytes)."""

from .office_files import (
    CODE,
    DRAWING,
    NAMES,
    SHOW,
    SPREAD,
    excel,
    looks,
    powerpoint,
    relations,
    row,
    run,
    shape,
    word,
)
from .unseen_odf import open_letters, seen_open_letters

WHITE_RGB = 'rgb="FFFFFFFF"'
BLACK_GROUND = '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'


def split_cell(properties: str, style: int = 0) -> str:
    """Return a row with one cell: visible words, and the code in a run of its own."""
    return f'<row r="2"><c r="A2" s="{style}" t="inlineStr"><is>{runs(properties)}</is></c></row>'


def runs(properties: str) -> str:
    return f"<r><t>Näkyvä</t></r>{only_run(properties)}"


def only_run(properties: str) -> str:
    return f"<r><rPr>{properties}</rPr><t>{CODE}</t></r>"


def shared(properties: str, cells: str = "", **parts) -> bytes:
    """Return a workbook with such a text among its shared strings."""
    own = f'<row r="2"><c r="A2" t="s"><v>0</v></c>{cells}</row>'
    strings = f"<sst {SPREAD}><si>{runs(properties)}</si></sst>"
    return excel(own, **{"xl/sharedStrings.xml": strings}, **parts)


def excel_letters():
    color = f"<color {WHITE_RGB}/>"
    dark = looks(ground='rgb="FF123456"')
    yield "white run of a shared string", shared(color)
    yield "white run by the theme", shared('<color theme="0"/>')
    yield "white run by number", shared('<color indexed="9"/>')
    yield "nearly white run", shared('<color rgb="FFFDFDFD"/>')
    yield "tiny run", shared('<sz val="1"/>')
    yield "white run of a string with styles", shared(color, **looks())
    yield "white run of an inline string", excel(split_cell(color))
    yield "all runs white", excel(row(2, "").replace("<t></t>", only_run(color)))
    yield (
        "run in the colour of its ground",
        excel(split_cell('<color rgb="FF123456"/>', 1), **dark),
    )
    yield (
        "cell in tiny letters",
        excel(
            f'<row r="2"><c r="A2" s="1" t="inlineStr"><is><t>{CODE}</t></is></c></row>',
            **{k: v.replace("<font></font>", "<font/>") for k, v in tiny_looks().items()},
        ),
    )
    yield (
        "white letters in a drawing",
        excel(
            **{
                "xl/drawings/drawing1.xml": (
                    f'<xdr:wsDr xmlns:xdr="x" xmlns:a="{DRAWING}"><xdr:sp><xdr:spPr/><xdr:txBody>'
                    f"<a:p>{drawn()}</a:p></xdr:txBody></xdr:sp></xdr:wsDr>"
                )
            }
        ),
    )


def tiny_looks() -> dict[str, str]:
    parts = looks()
    styles = parts["xl/styles.xml"].replace(
        "<font/><font></font>", '<font/><font><sz val="1"/></font>'
    )
    return {"xl/styles.xml": styles}


def style(key: str, letters: str, paragraph: str = "", kind: str = "paragraph") -> dict:
    own = f"<w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr>"
    child = f'<w:style w:type="{kind}" w:styleId="Ala{key}"><w:basedOn w:val="{key}"/></w:style>'
    return {
        "word/styles.xml": (
            f'<w:styles {NAMES}><w:style w:type="{kind}" w:styleId="{key}">{own}</w:style>{child}'
            "</w:styles>"
        )
    }


def colored(value: str) -> str:
    return f'<w:color w:val="{value}"/>'


def paragraph(key: str, letters: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{key}"/></w:pPr>{run(CODE, letters)}</w:p>'


def word_letters():
    white = colored("FFFFFF")
    yield "white by the theme alone", word(f"<w:p>{run(CODE, THEMED)}</w:p>")
    yield "nearly white", word(f"<w:p>{run(CODE, colored('FDFDFD'))}</w:p>")
    yield (
        "white by a style of letters",
        word(
            f"<w:p>{run(CODE, BY_STYLE)}</w:p>",
            **style("Valko", white, kind="character"),
        ),
    )
    yield "white by a style of paragraphs", word(paragraph("AlaValko"), **style("Valko", white))
    yield "white in a heading", word(paragraph("Otsikko", white), **style("Otsikko", "<w:b/>"))
    yield "tiny by a style", word(paragraph("AlaPieni"), **style("Pieni", '<w:sz w:val="2"/>'))
    yield (
        "black on black",
        word(f"<w:p>{run(CODE, colored('000000') + BLACK_GROUND)}</w:p>"),
    )
    yield "white on white marking", word(f"<w:p>{run(CODE, white + MARKED)}</w:p>")
    yield (
        "white in a white cell",
        word(
            '<w:tbl><w:tblPr><w:tblStyle w:val="Kirjava"/></w:tblPr><w:tr><w:tc><w:tcPr>'
            f'<w:shd w:val="clear" w:fill="FFFFFF"/></w:tcPr><w:p>{run(CODE, white)}</w:p>'
            "</w:tc></w:tr></w:tbl>"
        ),
    )
    yield (
        "white in a content control",
        word(f"<w:sdt><w:sdtContent><w:p>{run(CODE, white)}</w:p></w:sdtContent></w:sdt>"),
    )
    yield "letters without filling", word(f"<w:p>{run(CODE, UNFILLED)}</w:p>")


BY_STYLE = '<w:rStyle w:val="AlaValko"/>'
THEMED = '<w:color w:val="auto" w:themeColor="background1"/>'
MARKED = '<w:highlight w:val="white"/>'
UNFILLED = '<w14:textFill xmlns:w14="w14"><w14:noFill/></w14:textFill>'


def drawn(filling: str = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>', size="") -> str:
    return f"<a:r><a:rPr {size}>{filling}</a:rPr><a:t>{CODE}</a:t></a:r>"


def box(filling="", fill="", place="", **more) -> str:
    """Return a shape with the code in letters of this colour, perhaps on its own background."""
    made = shape(CODE, f"<a:rPr>{filling or WHITE_LETTERS}</a:rPr>", **more)
    return made.replace("<p:spPr>", f"<p:spPr>{place}{fill}")


WHITE_LETTERS = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
BLUE = '<a:solidFill><a:srgbClr val="123456"/></a:solidFill>'
LEFT = '<a:xfrm><a:off x="0" y="0"/><a:ext cx="1000" cy="1000"/></a:xfrm>'
RIGHT = '<a:xfrm><a:off x="5000" y="0"/><a:ext cx="1000" cy="1000"/></a:xfrm>'


def themed(background: str = "", layout: str = "") -> dict[str, str]:
    """Return the parts behind the second slide: its layout, the master and the theme."""
    scheme = (
        '<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1><a:dk1><a:srgbClr val="000000"/>'
        "</a:dk1>"
    )
    return {
        "ppt/slides/_rels/slide2.xml.rels": relations(
            ("r1", "slideLayout", "../slideLayouts/slideLayout1.xml")
        ),
        "ppt/slideLayouts/slideLayout1.xml": (
            f"<p:sldLayout {SHOW}><p:cSld><p:spTree>{layout}</p:spTree></p:cSld></p:sldLayout>"
        ),
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relations(
            ("r1", "slideMaster", "../slideMasters/slideMaster1.xml")
        ),
        "ppt/slideMasters/slideMaster1.xml": (
            f"<p:sldMaster {SHOW}><p:cSld>{background}<p:spTree/></p:cSld>"
            '<p:clrMap bg1="lt1" tx1="dk1"/></p:sldMaster>'
        ),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relations(
            ("r1", "theme", "../theme/theme1.xml")
        ),
        "ppt/theme/theme1.xml": f'<a:theme xmlns:a="{DRAWING}"><a:clrScheme>{scheme}</a:clrScheme></a:theme>',
    }


def powerpoint_letters():
    by_theme = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
    glassy = '<a:solidFill><a:srgbClr val="000000"><a:alpha val="0"/></a:srgbClr></a:solidFill>'
    behind = '<p:bg><p:bgPr><a:solidFill><a:srgbClr val="123456"/></a:solidFill></p:bgPr></p:bg>'
    yield "white letters on the slide", powerpoint(box())
    yield "white letters by the theme", powerpoint(box(by_theme), **themed())
    yield "letters in the colour of their shape", powerpoint(box(BLUE, fill=BLUE))
    yield "letters in the colour of the master", powerpoint(box(BLUE), **themed(behind))
    yield "letters without filling", powerpoint(box("<a:noFill/>"))
    yield "letters of glass", powerpoint(box(glassy))
    yield "tiny letters", powerpoint(shape(CODE, '<a:rPr sz="100"/>'))
    yield (
        "white letters by the list style",
        powerpoint(
            shape(CODE).replace(
                "<a:bodyPr/>",
                "<a:bodyPr/><a:lstStyle><a:lvl1pPr><a:defRPr>"
                f"{WHITE_LETTERS}</a:defRPr></a:lvl1pPr></a:lstStyle>",
            )
        ),
    )
    yield (
        "white letters beside a filled shape",
        powerpoint(filled(LEFT) + box(place=RIGHT)),
    )
    white = (
        f"<a:tc><a:txBody><a:p>{drawn()}</a:p></a:txBody><a:tcPr>{WHITE_LETTERS}</a:tcPr></a:tc>"
    )
    yield (
        "white letters in a white cell",
        powerpoint(f"<p:graphicFrame><a:tbl><a:tr>{white}</a:tr></a:tbl></p:graphicFrame>"),
    )


def filled(place: str) -> str:
    return f"<p:sp><p:spPr>{place}{BLUE}</p:spPr></p:sp>"


def unseen_letters():
    yield from open_letters()
    for kind, letters in (
        ("xlsx", excel_letters),
        ("docx", word_letters),
        ("pptx", powerpoint_letters),
    ):
        for name, content in letters():
            yield kind, name, content


def seen_letters():
    """The same letters on a background that makes them visible, or on an unknown one."""
    yield from seen_open_letters()
    white, color = colored("FFFFFF"), f"<color {WHITE_RGB}/>"
    dark = looks(ground='rgb="FF123456"')
    gradient = "<p:bg><p:bgPr><a:gradFill/></p:bgPr></p:bg>"
    yield "xlsx", "white run on a dark ground", excel(split_cell(color, 1), **dark)
    yield "xlsx", "red run", excel(split_cell('<color rgb="FFFF0000"/>'))
    yield (
        "xlsx",
        "white run in a condition",
        excel(split_cell(color), after='<conditionalFormatting sqref="A1:B9"/>'),
    )
    yield "docx", "white on black", word(f"<w:p>{run(CODE, white + BLACK_GROUND)}</w:p>")
    yield (
        "docx",
        "white by a style with a ground",
        word(paragraph("Palkki"), **style("Palkki", white, BLACK_GROUND)),
    )
    yield (
        "docx",
        "white in a cell of a dark ground",
        word(
            f"<w:tbl><w:tr><w:tc><w:tcPr>{BLACK_GROUND}</w:tcPr><w:p>{run(CODE, white)}</w:p>"
            "</w:tc></w:tr></w:tbl>"
        ),
    )
    yield "docx", "red", word(f"<w:p>{run(CODE, colored('FF0000'))}</w:p>")
    yield "pptx", "white on a blue shape", powerpoint(box(fill=BLUE))
    yield "pptx", "white on a shape behind it", powerpoint(filled(LEFT) + box(place=LEFT))
    yield "pptx", "white on a picture", powerpoint("<p:pic/>" + box())
    yield "pptx", "white on a gradient of the master", powerpoint(box(), **themed(gradient))
    yield "pptx", "white on a shape of the layout", powerpoint(box(), **themed("", filled(LEFT)))
    yield "pptx", "blue on white", powerpoint(box(BLUE), **themed())
