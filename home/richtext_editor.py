"""The rich text editor; separate from the fields, as Wagtail loads it after the models."""

import json
import logging
import re

from django.utils.html import format_html_join
from wagtail.admin.rich_text import DraftailRichTextArea

logger = logging.getLogger(__name__)
# Errors that Wagtail's converter raises for malformed editor state.
MALFORMED = (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)
# Wagtail's links and images that refer to a page, file or image by its id.
REFERENCE = re.compile(r"""<(a|embed)\b[^>]*\b(?:linktype|embedtype=["']image)[^>]*>""")
NUMBER = re.compile(r"""\sid=(["'])\d{1,18}\1""")


def drop_strange_references(html: str) -> str:
    """Remove references whose id is not a number, which no query can look up; the words stay."""
    return REFERENCE.sub(replace_reference, html)


def replace_reference(tag: re.Match) -> str:
    if NUMBER.search(tag[0]):
        return tag[0]
    return "<a>" if tag[1] == "a" else ""


def make_paragraphs(state: str) -> str:
    """Return the words of malformed editor state as paragraphs."""
    try:
        blocks = [str(block["text"]) for block in json.loads(state)["blocks"]]
    except MALFORMED:
        blocks = [state]
    return format_html_join("", "<p>{}</p>", ((text,) for text in blocks))


# Delay before the editor copies its state to the form, in milliseconds; its default is 250.
HANDED_OVER_AFTER = 50


class RichTextArea(DraftailRichTextArea):
    """Wagtail's editor, made tolerant of malformed state and references."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.options["stateSaveInterval"] = HANDED_OVER_AFTER

    def value_from_datadict(self, data, files, name):
        try:
            value = super().value_from_datadict(data, files, name)
        except MALFORMED:
            logger.warning("The editor's state of %s could not be read; its words are kept.", name)
            value = make_paragraphs(data.get(name))
        return value and drop_strange_references(value)

    def format_value(self, value):
        return super().format_value(drop_strange_references(value) if value else value)
