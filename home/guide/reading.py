"""The guide for staff, docs/editors.md, as HTML whose sections have addresses of their own."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image

FILE = Path(settings.BASE_DIR) / "docs" / "editors.md"
PICTURES = FILE.parent / "images"
NUMBER = re.compile(r"^\d+\.\s+")  # sections are renumbered, their addresses stay


@dataclass(frozen=True)
class GuideSection:
    """A heading of the guide and the address of its section within the page."""

    title: str
    anchor: str
    level: int


@dataclass(frozen=True)
class Guide:
    """The guide: its title, text, sections and the names of its pictures."""

    title: str
    html: SafeString
    sections: tuple[GuideSection, ...]
    pictures: frozenset[str]

    @property
    def chapters(self) -> list[GuideSection]:
        return [section for section in self.sections if section.level == 2]


@cache
def read_guide() -> Guide:
    """Return the guide; the file is part of the site and does not change while it runs."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.add_render_rule("table_open", open_table)
    parser.add_render_rule("table_close", close_table)
    tokens = parser.parse(FILE.read_text(encoding="utf-8"))
    headings = list(address_headings(tokens))
    pictures = frozenset(address_pictures(tokens))
    title, *sections = headings
    body = tokens[3:]  # the first three are the title
    html = mark_safe(parser.renderer.render(body, parser.options, {}))  # noqa: S308 our own file
    return Guide(title.title, html, tuple(sections), pictures)


def address_headings(tokens: list[Token]):
    """Yield the headings; give each the anchor of its section, and each table its title."""
    title = ""
    for opening, content in pairwise(tokens):
        if opening.type == "heading_open":
            anchor = slugify(NUMBER.sub("", content.content))
            opening.attrSet("id", anchor)
            title = content.content
            yield GuideSection(title, anchor, int(opening.tag[1:]))
        elif opening.type == "table_open":
            opening.meta["title"] = title


def address_pictures(tokens: list[Token]):
    """Yield the names of the pictures, and let each be fetched from the admin."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "image":
                name = Path(str(child.attrGet("src"))).name
                child.attrSet("src", reverse("guide_picture", args=[name]))
                child.attrSet("loading", "lazy")
                with Image.open(PICTURES / name) as picture:
                    # The browser keeps the room, so that the address of a section leads to it.
                    child.attrSet("width", str(picture.width))
                    child.attrSet("height", str(picture.height))
                yield name


def open_table(_renderer, tokens: list[Token], index: int, *_others) -> str:
    """Let a table that is wider than the screen be scrolled, also by keyboard."""
    label = _("Taulukko: %(title)s") % {"title": tokens[index].meta["title"]}
    return format_html(
        '<div class="guide-table" role="group" aria-label="{}" tabindex="0"><table>', label
    )


def close_table(*_arguments) -> str:
    return "</table></div>"
