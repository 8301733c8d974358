"""Links to files in rich text, and what readers see when the file has been withdrawn."""

import re

from django.utils.html import escape
from wagtail.documents.rich_text import DocumentLinkHandler

MARK = 'data-withdrawn=""'
LINK = re.compile(rf'<a href="([^"]*)" {MARK}>(.*?)</a>', re.DOTALL)


class DocumentLink(DocumentLinkHandler):
    """Wagtail's document link, with a mark if the file has been withdrawn."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        return [make_opening_tag(file) for file in cls.get_many(attrs_list)]


def make_opening_tag(file) -> str:
    """Return the opening tag of the link; without an href if the file was deleted."""
    if file is None:
        return "<a>"
    mark = f" {MARK}" if file.withdrawn_at else ""
    return f'<a href="{escape(file.url)}"{mark}>'


def mark_withdrawn_links(html: str) -> str:
    """Keep the link text, and add a note of the withdrawal that links to its reason."""
    return LINK.sub(r'\2 (<a href="\1">poistettu julkaisusta</a>)', html)
