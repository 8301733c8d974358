"""Public HTML as plain data, for papers drawn from the same words as the page. Pure.

A text is a list of blocks, each a dict with a `kind`:
heading (level, runs), paragraph (runs), list (ordered, items: each a list of blocks),
table (caption, header: rows of cells, rows: of cells). A cell is a list of runs, a run
is a dict: text, strong, emphasis, and link with a whole address or none.
"""

from html.parser import HTMLParser
from urllib.parse import urljoin

HEADINGS = {"h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
STRONG, EMPHASIS = {"b", "strong", "dt"}, {"i", "em", "cite"}
# Nothing of these is a word of the text.
SILENT = {"script", "style", "template", "svg", "button", "nav", "form"}
CONTAINERS = {"p", "div", "li", "dt", "dd", "figcaption", "blockquote", "section", "article"}
WHOLE = ("http://", "https://", "mailto:", "tel:")


def blocks_of(html: str, base: str = "") -> list[dict]:
    """The blocks of a piece of HTML; relative links become whole by the base address."""
    reader = Reader(base)
    reader.feed(html)
    reader.close()
    return reader.finish()


class Reader(HTMLParser):
    """Reads HTML once from start to end, keeping a stack of lists and one table at a time."""

    def __init__(self, base: str):
        super().__init__(convert_charrefs=True)
        self.base = base
        self.stack: list[list[dict]] = [[]]  # the blocks of the page, of a list item in it, ...
        self.lists: list[dict] = []
        self.table: dict | None = None
        self.runs: list[dict] = []
        self.level = 0
        self.marks = {"strong": 0, "emphasis": 0, "silent": 0}
        self.links: list[str] = []

    # What begins and ends

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.mark(tag, 1)
        if tag == "br":
            self.add("\n")
        elif tag == "img" and attributes.get("alt"):
            self.end_block()
            self.add(f"Kuva: {attributes['alt']}")
            self.end_block()
        elif tag == "a":
            self.links.append(self.whole(attributes.get("href") or ""))
        elif tag in HEADINGS:
            self.end_block()
            self.level = HEADINGS[tag]
        elif tag in ("ul", "ol", "li"):
            self.begin_list(tag)
        elif tag in ("table", "caption", "tr", "td", "th"):
            self.begin_table(tag)
        elif tag in CONTAINERS:
            self.end_block()

    def handle_endtag(self, tag):
        if tag == "a" and self.links:
            self.links.pop()
        elif tag in HEADINGS or (tag in CONTAINERS and tag != "li"):
            self.end_block()
        elif tag in ("ul", "ol", "li"):
            self.end_list(tag)
        elif tag in ("table", "caption", "td", "th"):
            self.end_table(tag)
        self.mark(tag, -1)

    def handle_data(self, data):
        words = " ".join(data.split())
        if not words:
            if data and self.runs:
                self.add(" ")
            return
        before = " " if data[0].isspace() and self.runs else ""
        after = " " if data[-1].isspace() else ""
        self.add(before + words + after)

    def mark(self, tag, change):
        for name, tags in (("strong", STRONG), ("emphasis", EMPHASIS), ("silent", SILENT)):
            if tag in tags:
                self.marks[name] = max(0, self.marks[name] + change)

    # Lists

    def begin_list(self, tag):
        self.end_block()
        if tag == "li":
            if self.lists:
                self.lists[-1]["items"].append([])
                self.stack.append(self.lists[-1]["items"][-1])
            return
        found = {"kind": "list", "ordered": tag == "ol", "items": []}
        self.stack[-1].append(found)
        self.lists.append(found)

    def end_list(self, tag):
        self.end_block()
        if tag == "li":
            if len(self.stack) > 1:
                self.stack.pop()
        elif self.lists:
            self.lists.pop()

    # Tables

    def begin_table(self, tag):
        if tag == "table":
            self.end_block()
            self.table = {"kind": "table", "caption": "", "header": [], "rows": []}
        elif self.table is not None and tag == "tr":
            self.table["rows"].append([])
        self.runs = [] if self.table is not None else self.runs

    def end_table(self, tag):
        table = self.table
        if table is None:
            return
        if tag == "caption":
            table["caption"] = "".join(run["text"] for run in tidy(self.runs))
        elif tag in ("td", "th") and table["rows"]:
            table["rows"][-1].append({"header": tag == "th", "runs": tidy(self.runs)})
        elif tag == "table":
            self.table = None
            self.stack[-1].extend(finished(table))
        self.runs = []

    # Words

    def add(self, text):
        if self.marks["silent"]:
            return
        run = {
            "text": text,
            "strong": bool(self.marks["strong"]),
            "emphasis": bool(self.marks["emphasis"]),
            "link": self.links[-1] if self.links else "",
        }
        self.runs.append(run)

    def end_block(self):
        if self.table is not None:
            self.add(" ")  # a cell is one run of words, whatever stands in it
            return
        runs, self.runs, level, self.level = tidy(self.runs), [], self.level, 0
        if runs and level:
            self.stack[-1].append({"kind": "heading", "level": level, "runs": runs})
        elif runs:
            self.stack[-1].append({"kind": "paragraph", "runs": runs})

    def whole(self, address):
        address = urljoin(self.base, address) if self.base else address
        return address if address.startswith(WHOLE) else ""

    def finish(self):
        if self.table is not None:
            self.end_table("table")
        self.end_block()
        return without_empty(self.stack[0])


def tidy(runs: list[dict]) -> list[dict]:
    """The runs without spaces at the ends, neighbours of one look joined."""
    joined: list[dict] = []
    for run in runs:
        if joined and looks(joined[-1]) == looks(run):
            joined[-1] = joined[-1] | {"text": joined[-1]["text"] + run["text"]}
        else:
            joined.append(run)
    if joined:
        joined[0] = joined[0] | {"text": joined[0]["text"].lstrip()}
        joined[-1] = joined[-1] | {"text": joined[-1]["text"].rstrip()}
    return [run for run in joined if run["text"]]


def looks(run: dict) -> tuple:
    return run["strong"], run["emphasis"], run["link"]


def finished(table: dict) -> list[dict]:
    """The table with its heading rows apart and every row of the same length; none if empty."""
    rows = [row for row in table["rows"] if row]
    if not rows:
        return []
    width = max(len(row) for row in rows)
    header = []
    while rows and all(cell["header"] for cell in rows[0]):
        header.append(rows.pop(0))
    empty = {"header": False, "runs": []}
    full = [[*row, *[empty] * (width - len(row))] for row in [*header, *rows]]
    cells = [[cell["runs"] for cell in row] for row in full]
    return [
        table | {"header": cells[: len(header)], "rows": cells[len(header) :], "columns": width}
    ]


def without_empty(blocks: list[dict]) -> list[dict]:
    """The blocks without lists that hold nothing."""
    kept = []
    for block in blocks:
        if block["kind"] == "list":
            items = [item for item in map(without_empty, block["items"]) if item]
            if items:
                kept.append(block | {"items": items})
        else:
            kept.append(block)
    return kept
