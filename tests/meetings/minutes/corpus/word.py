"""Writer of Word files, with the quirks of real ones."""

from html import escape

from tests.papers import W, zipped

STYLES = {
    "Title": '<w:name w:val="Title"/>',
    "Heading1": '<w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr>',
    "Heading2": '<w:name w:val="heading 2"/><w:rPr><w:b/></w:rPr>',
    # Word in Finnish: localised ids, standard names.
    "Otsikko1": '<w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>',
    # A numbered heading, and an office's own style based on it.
    "Counted": '<w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>',
    "Asiaotsikko": '<w:name w:val="Asiaotsikko"/><w:basedOn w:val="Counted"/>',
}


def run(text: str, bold=False) -> str:
    """Return a run with its soft breaks and tabs."""
    inside = escape(text).replace("\n", "</w:t><w:br/><w:t>").replace("\t", "</w:t><w:tab/><w:t>")
    looks = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{inside}</w:t></w:r>'


def p(text="", style="", bold=False, counted: tuple[int, int] | None = None, runs="") -> str:
    """Return a paragraph; `counted` is (list, level) of a numbered one."""
    looks = f'<w:pStyle w:val="{style}"/>' if style else ""
    if counted:
        key, depth = counted
        looks += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{key}"/></w:numPr>'
    return f"<w:p><w:pPr>{looks}</w:pPr>{runs or run(text, bold)}</w:p>"


def bullet(text: str) -> str:
    return p(text, counted=(9, 0))


def table(*rows) -> str:
    """Return a table; a cell is text, or (text, columns that it spans)."""
    return (
        "<w:tbl>" + "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows) + "</w:tbl>"
    )


def cell(content) -> str:
    text, span = content if isinstance(content, tuple) else (content, 1)
    inside = "".join(p(line) for line in text.split("\n"))
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{inside}</w:tc>'


def numbering(*patterns: str) -> str:
    """Return the lists 1, 2 … with these number patterns; list 9 has bullets."""
    lists = [*enumerate(patterns, 1)]
    kinds = "".join(level(key, "decimal", pattern) for key, pattern in lists)
    kinds += level(9, "bullet", "•")
    keys = [*(key for key, _ in lists), 9]
    return kinds + "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in keys
    )


def level(key: int, kind: str, pattern: str) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{pattern.replace("%1", f"%{depth + 1}")}"/></w:lvl>'
        for depth in range(3)
    )
    return f'<w:abstractNum w:abstractNumId="{key}">{levels}</w:abstractNum>'


def word(*body: str, counting=("%1.",), namespace=W, **more: str) -> bytes:
    """Return a Word file; `footnotes=` and the like are whole parts."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}">{inside}</w:style>'
        for key, inside in STYLES.items()
    )
    parts = {"document": f"<w:body>{''.join(body)}</w:body>", "styles": styles}
    parts |= {"numbering": numbering(*counting)} | more
    roots = {"header1": "hdr", "footer1": "ftr"}
    return zipped(
        **{
            f"word/{name}.xml": f"<w:{roots.get(name, name)} {namespace}>{inside}"
            f"</w:{roots.get(name, name)}>"
            for name, inside in parts.items()
        }
    )
