"""Values of fields and blocks as plain text for readers."""

from bs4 import BeautifulSoup
from django.db import models
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from home.documents.models import CouncilDocument, KeptFile
from home.text.content import is_for_staff
from home.text.redaction import redact

from .rich_text_lines import split_rich_text

UNPUBLISHED = "sivu, jota ei ole julkaistu"


def name_object(obj) -> str:
    """Return the name of an object; the title of an unpublished page is not disclosed."""
    if obj is None:
        return ""
    if isinstance(obj, Page):
        public = Page.objects.filter(pk=obj.pk).live().public().first()
        return public.title if public else UNPUBLISHED
    if isinstance(obj, KeptFile):
        return name_file(obj)
    if type(obj).__str__ is not models.Model.__str__:
        return str(obj)
    return ", ".join(filter(None, (format_field(f, obj) for f in get_child_fields(type(obj)))))


def name_file(file) -> str:
    """Return title and file name: a new version often has the title of the old one."""
    note = getattr(file, "version_note", "")
    return f"{file.title} ({file.filename}{f', uusi versio: {note}' if note else ''})"


def is_content_field(f) -> bool:
    """Return whether editors fill in the field for readers."""
    if is_for_staff(f):
        return False
    return f.editable and not f.primary_key and not getattr(f.remote_field, "parent_link", False)


def get_child_fields(model):
    """Yield the content fields of a child object, without its parent and sort order."""
    for f in model._meta.fields:
        if is_content_field(f) and f.name != "sort_order" and not isinstance(f, ParentalKey):
            yield f


def describe_child(child, without=frozenset()) -> dict[str, str]:
    """Return the text of each field that is not empty, by its verbose name."""
    labelled = (
        (capfirst(str(f.verbose_name)), format_field(f, child))
        for f in get_child_fields(type(child))
        if f.name not in without
    )
    return {label: words for label, words in labelled if words}


def describe_snippet(obj) -> dict[str, str]:
    """Return the fields of a snippet as text, without Wagtail's own fields."""
    kept = {f.name for f in Page._meta.fields}
    return describe_child(obj, kept)


def format_field(f, obj) -> str:
    """Return the value of a field as an editor would read it, or "" if it is empty."""
    value = getattr(obj, f.name)
    if value is None or value == "":
        return ""
    if isinstance(f, RichTextField):
        return format_rich_text(value)
    if isinstance(f, models.ForeignKey):
        return name_object(value)
    if isinstance(f, models.EmailField):
        return mask_address(value)
    if f.choices:
        return str(getattr(obj, f"get_{f.name}_display")())
    return format_value(value)


def format_value(value) -> str:
    """Return a date, time, boolean or other value as text."""
    if isinstance(value, bool):
        return "kyllä" if value else "ei"
    if hasattr(value, "hour"):
        return (
            date_format(value, "j.n.Y H.i") if hasattr(value, "year") else time_format(value, "H.i")
        )
    if hasattr(value, "year"):
        return date_format(value, "j.n.Y")
    return str(value)


def mask_address(email: str) -> str:
    """Return enough of an email address to see that it changed; the page must not disclose it."""
    name, _, host = email.partition("@")
    return f"{name[:1]}…@{host}"


# Rich text


def format_rich_text(html) -> str:
    """Return the lines of rich text, with redactions applied."""
    return split_rich_text(redact(str(html)), name_link_target)


def name_link_target(tag) -> str:
    """Return the name of what a link or embed in stored rich text points to."""
    kind, number = tag.get("linktype") or tag.get("embedtype"), tag.get("id")
    if not kind:
        return tag.get("href", "")
    if not str(number).isdecimal():
        return kind
    if kind == "page":
        return name_object(Page(pk=int(number)))
    if kind == "document":
        file = CouncilDocument.objects.filter(pk=int(number)).first()
        return f"tiedosto {name_file(file)}" if file else "tiedosto"
    return kind


# Blocks


def format_block(block, value) -> str:
    """Return the text of a StreamField block, in lines."""
    if value is None or value == "":
        return ""
    for kind, words in WORDS_OF_BLOCKS:
        if isinstance(block, kind):
            return words(block, value)
    return " ".join(BeautifulSoup(str(block.render(value)), "html.parser").get_text(" ").split())


def format_picture(block, value) -> str:
    alt = "koriste" if value.decorative else value.contextual_alt_text
    return f"{name_file(value)}\nTekstivastine: {alt}"


def format_struct(block, value) -> str:
    labelled = (
        (child.label, format_block(child, value.get(name)))
        for name, child in block.child_blocks.items()
    )
    return "\n".join(f"{label}: {words}" for label, words in labelled if words)


def format_list(block, value) -> str:
    items = (format_block(block.child_block, item) for item in value)
    return "\n".join(f"• {words}" for words in items if words)


def format_stream(block, value) -> str:
    return "\n".join(format_block(child.block, child.value) for child in value)


def format_table(block, value) -> str:
    rows = [[column["heading"] for column in value.columns]]
    rows += [[format_block(cell.block, cell.value) for cell in row] for row in value.rows]
    lines = [" | ".join(cells) for cells in rows]
    return "\n".join(filter(None, [value.caption, *lines]))


def format_choice(block, value) -> str:
    return str(dict(block.field.choices).get(value, value))


WORDS_OF_BLOCKS = (
    (blocks.RichTextBlock, lambda block, value: format_rich_text(value.source)),
    (ImageBlock, format_picture),
    (blocks.StructBlock, format_struct),
    (blocks.ListBlock, format_list),
    (blocks.StreamBlock, format_stream),
    (TypedTableBlock, format_table),
    (blocks.ChooserBlock, lambda block, value: name_object(value)),
    (blocks.ChoiceBlock, format_choice),
    (blocks.FieldBlock, lambda block, value: format_value(value)),
)
