"""Links in rich text that lead to files: what readers see when the file has been withdrawn."""

import re

from django.utils.html import escape
from wagtail.documents.rich_text import DocumentLinkHandler

MARK = 'data-withdrawn=""'
LINK = re.compile(rf'<a href="([^"]*)" {MARK}>(.*?)</a>', re.DOTALL)


class DocumentLink(DocumentLinkHandler):
    """Wagtail's link, marked when nothing is behind it any more."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        return [opening(file) for file in cls.get_many(attrs_list)]


def opening(file) -> str:
    """The tag that opens the link; of a file that is no more, without an address."""
    if file is None:
        return "<a>"
    mark = f" {MARK}" if file.withdrawn_at else ""
    return f'<a href="{escape(file.url)}"{mark}>'


def tell_withdrawn(html: str) -> str:
    """The words stay, and beside them what has become of the file, with a link to the reason."""
    return LINK.sub(r'\2 (<a href="\1">poistettu julkaisusta</a>)', html)
