"""Rich text in which an editor can mark what readers must not see."""

from django.utils.encoding import force_str
from wagtail import blocks, fields
from wagtail.rich_text import extract_references_from_rich_text

from .text.redaction import public_text, redact


class RichTextField(fields.RichTextField):
    """Wagtail's field; the search and the serving of files know only its public words."""

    def deconstruct(self):
        """The database knows no difference."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.fields.RichTextField", args, kwargs

    def get_searchable_content(self, value):
        return [public_text(force_str(value))]

    def extract_references(self, value):
        yield from extract_references_from_rich_text(redact(force_str(value)))


class RichTextBlock(blocks.RichTextBlock):
    """The same as a piece of a page."""

    def get_searchable_content(self, value):
        return [public_text(force_str(value.source))]

    def extract_references(self, value):
        yield from extract_references_from_rich_text(redact(force_str(value.source)))
