"""Invisible letters in OpenDocument files, and the same on backgrounds where they are visible."""

from .office_files import CODE, ODF, cell, open_document, sheet, text


def odf_style(name: str, family: str, inner: str, parent: str = "") -> str:
    based = f' style:parent-style-name="{parent}"' if parent else ""
    return f'<style:style style:name="{name}" style:family="{family}"{based}>{inner}</style:style>'


def letters_of(attributes: str) -> str:
    return f"<style:text-properties {attributes}/>"


ODF_WHITE = letters_of('fo:color="#ffffff"')
DARK_LINE = '<style:paragraph-properties fo:background-color="#123456"/>'
DARK_CELL = '<style:table-cell-properties fo:background-color="#123456"/>'
SPAN = f'Näkyvä <text:span text:style-name="T1">{CODE}</text:span>'
CELLS = "<table:table-row>{}<table:table-cell{}><text:p>{}</text:p></table:table-cell></table:table-row>"


def common(inner: str, masters: str = "") -> dict[str, str]:
    """Return the part with the styles that all of a file shares."""
    return {
        "styles.xml": (
            f"<office:document-styles {ODF}><office:styles>{inner}</office:styles>"
            f"<office:master-styles>{masters}</office:master-styles></office:document-styles>"
        )
    }


def frame(inner: str, name: str = "") -> str:
    style = f' draw:style-name="{name}"' if name else ""
    return f"<draw:frame{style}><draw:text-box>{inner}</draw:text-box></draw:frame>"


def white_cell(style: str = "", column: str = "") -> str:
    named_style = f' table:style-name="{style}"' if style else ""
    usual = f' table:default-cell-style-name="{column}"' if column else ""
    columns = f"<table:table-column/><table:table-column{usual}/>" if column else ""
    return sheet(CELLS.format(cell("Näkyvä"), named_style, CODE), columns=columns)


def open_letters():
    white = odf_style("T1", "text", ODF_WHITE)
    yield "odt", "white span", open_document("odt", text(SPAN), white)
    yield (
        "odt",
        "nearly white span",
        open_document("odt", text(SPAN), odf_style("T1", "text", letters_of('fo:color="#fdfdfd"'))),
    )
    yield (
        "odt",
        "white by a common style",
        open_document(
            "odt",
            text(CODE, "P1"),
            odf_style("P1", "paragraph", "", "Valko"),
            **common(odf_style("Valko", "paragraph", ODF_WHITE)),
        ),
    )
    yield (
        "odt",
        "letters in the colour of their line",
        open_document(
            "odt",
            text(CODE, "P1"),
            odf_style("P1", "paragraph", DARK_LINE + letters_of('fo:color="#123456"')),
        ),
    )
    yield (
        "odt",
        "tiny span",
        open_document("odt", text(SPAN), odf_style("T1", "text", letters_of('fo:font-size="1pt"'))),
    )
    yield (
        "ods",
        "white cell",
        open_document("ods", white_cell("ce1"), odf_style("ce1", "table-cell", ODF_WHITE)),
    )
    yield (
        "ods",
        "white column",
        open_document("ods", white_cell(column="ce1"), odf_style("ce1", "table-cell", ODF_WHITE)),
    )
    yield (
        "ods",
        "white span in a cell",
        open_document("ods", sheet(CELLS.format("", "", SPAN)), white),
    )
    yield (
        "odp",
        "white letters in a frame",
        open_document("odp", f"<draw:page>{frame(text(SPAN))}</draw:page>", white),
    )
    yield (
        "odp",
        "white letters by the shape",
        open_document(
            "odp",
            f"<draw:page>{frame(text(CODE), 'gr1')}</draw:page>",
            odf_style("gr1", "graphic", '<style:graphic-properties draw:fill="none"/>' + ODF_WHITE),
        ),
    )


def seen_open_letters():
    white = odf_style("T1", "text", ODF_WHITE)
    blue = '<style:graphic-properties draw:fill="solid" draw:fill-color="#123456"/>'
    yield (
        "odt",
        "white on a dark line",
        open_document(
            "odt",
            f'<text:p text:style-name="P1">{SPAN}</text:p>',
            white + odf_style("P1", "paragraph", DARK_LINE),
        ),
    )
    yield (
        "odt",
        "red span",
        open_document("odt", text(SPAN), odf_style("T1", "text", letters_of('fo:color="#ff0000"'))),
    )
    yield (
        "ods",
        "white on a dark cell",
        open_document(
            "ods", white_cell("ce1"), odf_style("ce1", "table-cell", DARK_CELL + ODF_WHITE)
        ),
    )
    yield (
        "odp",
        "white on a blue shape",
        open_document(
            "odp",
            f"<draw:page>{frame(text(SPAN), 'gr1')}</draw:page>",
            white + odf_style("gr1", "graphic", blue),
        ),
    )
    yield (
        "odp",
        "white on a shape behind it",
        open_document(
            "odp",
            f'<draw:page><draw:custom-shape draw:style-name="gr1"/>{frame(text(SPAN))}</draw:page>',
            white + odf_style("gr1", "graphic", blue),
        ),
    )
