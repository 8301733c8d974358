"""The editor of rich text; apart from the fields, as Wagtail loads it after the models."""

import json
import logging
import re

from django.utils.html import format_html_join
from wagtail.admin.rich_text import DraftailRichTextArea

logger = logging.getLogger(__name__)
# What Wagtail's reader of the editor's state falls on when the state is not as it should be.
MALFORMED = (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)
# Links and pictures of Wagtail's, which name a page, file or picture by its number.
REFERENCE = re.compile(r"""<(a|embed)\b[^>]*\b(?:linktype|embedtype=["']image)[^>]*>""")
NUMBER = re.compile(r"""\sid=(["'])\d{1,18}\1""")


def drop_strange_references(html: str) -> str:
    """Leave out references by what is no number, which no database can look up; words stay."""
    return REFERENCE.sub(known_reference, html)


def known_reference(tag: re.Match) -> str:
    if NUMBER.search(tag[0]):
        return tag[0]
    return "<a>" if tag[1] == "a" else ""


def words_of(state: str) -> str:
    """Return the words of a state that no editor of ours writes, as paragraphs."""
    try:
        blocks = [str(block["text"]) for block in json.loads(state)["blocks"]]
    except MALFORMED:
        blocks = [state]
    return format_html_join("", "<p>{}</p>", ((text,) for text in blocks))


# How soon the editor hands what is typed to its form, in milliseconds; its own habit is 250.
HANDED_OVER_AFTER = 50


class RichTextArea(DraftailRichTextArea):
    """Wagtail's editor, which would fail on such a reference for ever."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.options["stateSaveInterval"] = HANDED_OVER_AFTER

    def value_from_datadict(self, data, files, name):
        try:
            value = super().value_from_datadict(data, files, name)
        except MALFORMED:
            logger.warning("The editor's state of %s could not be read; its words are kept.", name)
            value = words_of(data.get(name))
        return value and drop_strange_references(value)

    def format_value(self, value):
        return super().format_value(drop_strange_references(value) if value else value)
