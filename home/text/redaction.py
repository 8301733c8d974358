"""Redaction: the only way for stored rich text to reach readers, without its marked parts.

Editors mark words, which are stored as `<span data-redacted>words</span>`.
"""

import re

from bs4 import BeautifulSoup, Tag
from wagtail.rich_text import get_text_for_indexing

MARK = "data-redacted"
SHOWN = "[poistettu]"
PUBLIC = f'<span class="redacted">{SHOWN}</span>'
SEVERAL = re.compile(rf"{re.escape(PUBLIC)}(?:\s*{re.escape(PUBLIC)})+")


def redact(html: str) -> str:
    """Return the HTML for readers, with [poistettu] in place of every marked part.

    A link without any remaining words is removed. Broken HTML loses too much rather than too
    little.
    """
    if not has_redactions(html):
        return html
    tree = BeautifulSoup(html, "html.parser")
    while hidden := tree.find(is_marked):
        hidden.replace_with(make_placeholder(tree))
    for link in tree.find_all("a"):
        if not link.get_text().replace(SHOWN, "").strip() and link.find(class_="redacted"):
            link.unwrap()
    return SEVERAL.sub(PUBLIC, str(tree))


def is_marked(tag: Tag) -> bool:
    """Return whether an element is marked as redacted."""
    return tag.has_attr(MARK)


def make_placeholder(tree: BeautifulSoup) -> Tag:
    """Return the element that readers see in place of redacted words."""
    tag = tree.new_tag("span", attrs={"class": "redacted"})
    tag.string = SHOWN
    return tag


def get_public_text(html: str) -> str:
    """Return the public words of stored rich text, for search, feeds and descriptions."""
    text: str = get_text_for_indexing(redact(html))
    return text


def has_redactions(html: str) -> bool:
    """Return whether anything is marked as redacted."""
    return MARK in html.lower()
