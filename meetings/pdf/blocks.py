"""Public HTML as plain data, for PDFs with the same words as the page. Pure.

A text is a list of blocks, each with a `kind`; a table cell is a list of runs.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import takewhile
from typing import Literal, TypedDict
from urllib.parse import urljoin

HEADINGS = {"h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
STRONG, EMPHASIS = {"b", "strong", "dt"}, {"i", "em", "cite"}
# Elements without words that belong in the text.
SILENT = {"script", "style", "template", "svg", "button", "nav", "form"}
CONTAINERS = {"p", "div", "li", "dt", "dd", "figcaption", "blockquote", "section", "article"}
WHOLE = ("http://", "https://", "mailto:", "tel:")


class Run(TypedDict):
    """Text in one style; `link` is an absolute address or empty."""

    text: str
    strong: bool
    emphasis: bool
    link: str


class Heading(TypedDict):
    """A heading of level 2, 3 or 4."""

    kind: Literal["heading"]
    level: int
    runs: list[Run]


class Paragraph(TypedDict):
    kind: Literal["paragraph"]
    runs: list[Run]


class List(TypedDict):
    """A list whose items are blocks, so that lists can be nested."""

    kind: Literal["list"]
    ordered: bool
    items: "list[list[Block]]"


class Table(TypedDict):
    """A table whose rows all have the same length."""

    kind: Literal["table"]
    caption: str
    header: list[list[list[Run]]]
    rows: list[list[list[Run]]]
    columns: int


Block = Heading | Paragraph | List | Table


@dataclass
class OpenTable:
    """A table that is being read: its cells, and whether each is a heading."""

    caption: str = ""
    rows: "list[list[tuple[bool, list[Run]]]]" = field(default_factory=list)


def parse_blocks(html: str, base: str = "") -> list[Block]:
    """Return the blocks of some HTML; relative links become absolute with the base address."""
    reader = BlockReader(base)
    reader.feed(html)
    reader.close()
    return reader.finish()


class BlockReader(HTMLParser):
    """Reads HTML in one pass, with a stack of lists and at most one open table."""

    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = base
        self.stack: list[list[Block]] = [[]]  # the blocks of the page, of an open list item, ...
        self.lists: list[List] = []
        self.depths: list[int] = []  # of the stack where each open list began
        self.table: OpenTable | None = None
        self.runs: list[Run] = []
        self.level = 0
        self.marks = {"strong": 0, "emphasis": 0, "silent": 0}
        self.links: list[str] = []

    # Start and end tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
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

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.links:
            self.links.pop()
        elif tag in HEADINGS or (tag in CONTAINERS and tag != "li"):
            self.end_block()
        elif tag in ("ul", "ol", "li"):
            self.end_list(tag)
        elif tag in ("table", "caption", "td", "th"):
            self.end_table(tag)
        self.mark(tag, -1)

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if not words:
            if data and self.runs:
                self.add(" ")
            return
        before = " " if data[0].isspace() and self.runs else ""
        after = " " if data[-1].isspace() else ""
        self.add(before + words + after)

    def mark(self, tag: str, change: int) -> None:
        """Count how many elements of each style are open."""
        for name, tags in (("strong", STRONG), ("emphasis", EMPHASIS), ("silent", SILENT)):
            if tag in tags:
                self.marks[name] = max(0, self.marks[name] + change)

    # Lists

    def begin_list(self, tag: str) -> None:
        """Open a list, or an item of the innermost one."""
        self.end_block()
        if tag == "li":
            if self.lists:
                self.begin_item()
            return
        found: List = {"kind": "list", "ordered": tag == "ol", "items": []}
        self.append(found)
        self.lists.append(found)
        self.depths.append(len(self.stack))

    def begin_item(self) -> None:
        """Open an item of the innermost list, closing the one before it."""
        del self.stack[self.depths[-1] :]
        self.lists[-1]["items"].append([])
        self.stack.append(self.lists[-1]["items"][-1])

    def end_list(self, tag: str) -> None:
        """Close a list or an item."""
        self.end_block()
        if self.lists:
            del self.stack[self.depths[-1] :]
        if self.lists and tag != "li":
            self.lists.pop()
            self.depths.pop()

    # Tables

    def begin_table(self, tag: str) -> None:
        """Open a table, or one of its rows or cells."""
        if tag == "table":
            self.end_block()
            self.table = OpenTable()
        elif self.table is not None and tag == "tr":
            self.table.rows.append([])
        self.runs = [] if self.table is not None else self.runs

    def end_table(self, tag: str) -> None:
        """Close a table, its caption or one of its cells."""
        table = self.table
        if table is None:
            return
        if tag == "caption":
            table.caption = "".join(run["text"] for run in join_runs(self.runs))
        elif tag in ("td", "th") and table.rows:
            table.rows[-1].append((tag == "th", join_runs(self.runs)))
        elif tag == "table":
            self.table = None
            for block in finish_table(table):
                self.append(block)
        self.runs = []

    # Text

    def add(self, text: str) -> None:
        """Add text with the current style and link."""
        if self.marks["silent"]:
            return
        run: Run = {
            "text": text,
            "strong": bool(self.marks["strong"]),
            "emphasis": bool(self.marks["emphasis"]),
            "link": self.links[-1] if self.links else "",
        }
        self.runs.append(run)

    def end_block(self) -> None:
        """Turn the text so far into a heading or a paragraph."""
        if self.table is not None:
            self.add(" ")  # a cell is one run of words, whatever elements it contains
            return
        runs, self.runs, level, self.level = join_runs(self.runs), [], self.level, 0
        if runs and level:
            self.append({"kind": "heading", "level": level, "runs": runs})
        elif runs:
            self.append({"kind": "paragraph", "runs": runs})

    def append(self, block: Block) -> None:
        """Add a block where the text has come to; one in a list but in no item is an item."""
        if self.lists and len(self.stack) == self.depths[-1]:
            self.begin_item()
        self.stack[-1].append(block)

    def whole(self, address: str) -> str:
        """Return the absolute address of a link; empty if it is of no use on paper."""
        address = urljoin(self.base, address) if self.base else address
        return address if address.startswith(WHOLE) else ""

    def finish(self) -> list[Block]:
        """Return the blocks, closing what is still open."""
        if self.table is not None:
            self.end_table("table")
        self.end_block()
        return drop_empty_lists(self.stack[0])


def join_runs(runs: list[Run]) -> list[Run]:
    """Return the runs with joined neighbours of one style, and no spaces at either end."""
    joined: list[Run] = []
    for run in runs:
        if joined and run_style(joined[-1]) == run_style(run):
            joined[-1] = with_text(joined[-1], joined[-1]["text"] + run["text"])
        else:
            joined.append(run)
    if joined:
        joined[0] = with_text(joined[0], joined[0]["text"].lstrip())
        joined[-1] = with_text(joined[-1], joined[-1]["text"].rstrip())
    return [run for run in joined if run["text"]]


def with_text(run: Run, text: str) -> Run:
    """Return the run with other text."""
    return {**run, "text": text}


def run_style(run: Run) -> tuple[bool, bool, str]:
    """Return the properties that runs must share to be joined."""
    return run["strong"], run["emphasis"], run["link"]


def finish_table(table: OpenTable) -> list[Block]:
    """Return the table with header rows separated and rows padded; nothing if it is empty."""
    rows = [row for row in table.rows if row]
    if not rows:
        return []
    width = max(len(row) for row in rows)
    headings = len(list(takewhile(is_heading_row, rows)))
    cells = [[*(runs for _, runs in row), *[[]] * (width - len(row))] for row in rows]
    return [
        {
            "kind": "table",
            "caption": table.caption,
            "header": cells[:headings],
            "rows": cells[headings:],
            "columns": width,
        }
    ]


def is_heading_row(row: list[tuple[bool, list[Run]]]) -> bool:
    """Return whether every cell of a row is a heading."""
    return all(heading for heading, _ in row)


def drop_empty_lists(blocks: list[Block]) -> list[Block]:
    """Return the blocks without empty lists."""
    kept: list[Block] = []
    for block in blocks:
        if block["kind"] != "list":
            kept.append(block)
        elif items := [item for item in map(drop_empty_lists, block["items"]) if item]:
            kept.append({**block, "items": items})
    return kept
