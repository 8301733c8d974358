"""Values as words: what stands in a field or a block, as one would read it aloud."""

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

from .text_diff import lines_of

UNPUBLISHED = "sivu, jota ei ole julkaistu"


def name_of(thing) -> str:
    """What a thing is called; of a page that readers do not see, nothing is told."""
    if thing is None:
        return ""
    if isinstance(thing, Page):
        public = Page.objects.filter(pk=thing.pk).live().public().first()
        return public.title if public else UNPUBLISHED
    if isinstance(thing, KeptFile):
        return name_of_file(thing)
    if type(thing).__str__ is not models.Model.__str__:
        return str(thing)
    return ", ".join(filter(None, (words_of(f, thing) for f in fields_of_child(type(thing)))))


def name_of_file(file) -> str:
    """A file by its title and its own name: a new version often has the title of the old one."""
    note = getattr(file, "version_note", "")
    return f"{file.title} ({file.filename}{f', uusi versio: {note}' if note else ''})"


def is_content(f) -> bool:
    """Is this a field that an editor fills for readers?"""
    if is_for_staff(f):
        return False
    return f.editable and not f.primary_key and not getattr(f.remote_field, "parent_link", False)


def fields_of_child(model):
    """The fields of an item in a page's list, without its owner and its place."""
    for f in model._meta.fields:
        if is_content(f) and f.name != "sort_order" and not isinstance(f, ParentalKey):
            yield f


def parts_of_child(child, without=frozenset()) -> dict[str, str]:
    """What each field says, by its name; those that say nothing are left out."""
    told = (
        (capfirst(str(f.verbose_name)), words_of(f, child))
        for f in fields_of_child(type(child))
        if f.name not in without
    )
    return {label: words for label, words in told if words}


def parts_of_thing(thing) -> dict[str, str]:
    """What a person, a body or a seat says: its own fields, not Wagtail's record keeping."""
    kept = {f.name for f in Page._meta.fields}
    return parts_of_child(thing, kept)


def words_of(f, thing) -> str:
    """The value of a field as an editor would read it; "" when there is none."""
    value = getattr(thing, f.name)
    if value is None or value == "":
        return ""
    if isinstance(f, RichTextField):
        return rich_lines(value)
    if isinstance(f, models.ForeignKey):
        return name_of(value)
    if isinstance(f, models.EmailField):
        return hidden_address(value)
    if f.choices:
        return str(getattr(thing, f"get_{f.name}_display")())
    return plain_words(value)


def plain_words(value) -> str:
    """A date, a time, yes or no, or what else a value is."""
    if isinstance(value, bool):
        return "kyllä" if value else "ei"
    if hasattr(value, "hour"):
        return (
            date_format(value, "j.n.Y H.i") if hasattr(value, "year") else time_format(value, "H.i")
        )
    if hasattr(value, "year"):
        return date_format(value, "j.n.Y")
    return str(value)


def hidden_address(email: str) -> str:
    """Enough of an address to see that it changed: addresses are not for the public page."""
    name, _, host = email.partition("@")
    return f"{name[:1]}…@{host}"


# Rich text


def rich_lines(html) -> str:
    """Rich text as readers may have it, in lines."""
    return lines_of(redact(str(html)), target)


def target(tag) -> str:
    """Where a link of stored rich text leads, by the name of what is there."""
    kind, number = tag.get("linktype") or tag.get("embedtype"), tag.get("id")
    if not kind:
        return tag.get("href", "")
    if not str(number).isdecimal():
        return kind
    if kind == "page":
        return name_of(Page(pk=int(number)))
    if kind == "document":
        file = CouncilDocument.objects.filter(pk=int(number)).first()
        return f"tiedosto {name_of_file(file)}" if file else "tiedosto"
    return kind


# Blocks


def text_of_block(block, value) -> str:
    """What a block of a page's text says, in lines."""
    if value is None or value == "":
        return ""
    for kind, words in WORDS_OF_BLOCKS:
        if isinstance(block, kind):
            return words(block, value)
    return " ".join(BeautifulSoup(str(block.render(value)), "html.parser").get_text(" ").split())


def words_of_picture(block, value) -> str:
    alt = "koriste" if value.decorative else value.contextual_alt_text
    return f"{name_of_file(value)}\nTekstivastine: {alt}"


def words_of_struct(block, value) -> str:
    told = (
        (child.label, text_of_block(child, value.get(name)))
        for name, child in block.child_blocks.items()
    )
    return "\n".join(f"{label}: {words}" for label, words in told if words)


def words_of_list(block, value) -> str:
    items = (text_of_block(block.child_block, item) for item in value)
    return "\n".join(f"• {words}" for words in items if words)


def words_of_stream(block, value) -> str:
    return "\n".join(text_of_block(child.block, child.value) for child in value)


def words_of_table(block, value) -> str:
    rows = [[column["heading"] for column in value.columns]]
    rows += [[text_of_block(cell.block, cell.value) for cell in row] for row in value.rows]
    lines = [" | ".join(cells) for cells in rows]
    return "\n".join(filter(None, [value.caption, *lines]))


def words_of_choice(block, value) -> str:
    return str(dict(block.field.choices).get(value, value))


WORDS_OF_BLOCKS = (
    (blocks.RichTextBlock, lambda block, value: rich_lines(value.source)),
    (ImageBlock, words_of_picture),
    (blocks.StructBlock, words_of_struct),
    (blocks.ListBlock, words_of_list),
    (blocks.StreamBlock, words_of_stream),
    (TypedTableBlock, words_of_table),
    (blocks.ChooserBlock, lambda block, value: name_of(value)),
    (blocks.ChoiceBlock, words_of_choice),
    (blocks.FieldBlock, lambda block, value: plain_words(value)),
)
