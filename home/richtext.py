"""Rich text fields and blocks that support redaction."""

from django.utils.encoding import force_str
from wagtail import blocks, fields
from wagtail.rich_text import extract_references_from_rich_text

from .text.redaction import get_public_text, redact


class RichTextField(fields.RichTextField):
    """Wagtail's field, exposing only the public words to the search and the reference index."""

    def deconstruct(self):
        """Deconstruct as Wagtail's field, since the database column is the same."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.fields.RichTextField", args, kwargs

    def get_searchable_content(self, value):
        return [get_public_text(force_str(value))]

    def extract_references(self, value):
        yield from extract_references_from_rich_text(redact(force_str(value)))


class RichTextBlock(blocks.RichTextBlock):
    """The same for StreamField blocks."""

    def get_searchable_content(self, value):
        return [get_public_text(force_str(value.source))]

    def extract_references(self, value):
        yield from extract_references_from_rich_text(redact(force_str(value.source)))
