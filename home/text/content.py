"""What an editor has put into an object, piece by piece: texts, rich texts, files and images.

Works on drafts in memory as on stored objects, without knowledge of the models.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from django.db import models
from django.db.models import prefetch_related_objects
from modelcluster.models import get_all_child_relations
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import RichText

from .redaction import redact

PAGE_TEXTS = {"title", "seo_title", "search_description"}
FILES = (AbstractDocument, AbstractImage)
# The ids of what rich text links or embeds, in Wagtail's stored HTML.
EMBEDDED_IMAGE = re.compile(r'<embed(?=[^>]*embedtype="image")[^>]*\bid="(\d{1,9})"')
DOCUMENT_LINK = re.compile(r'<a(?=[^>]*linktype="document")[^>]*\bid="(\d{1,9})"')


@runtime_checkable
class HasStaffOnlyFields(Protocol):
    """A model with fields that readers never see."""

    staff_only: frozenset[str]


@dataclass(frozen=True)
class ContentPiece:
    """One piece of content: its place in the editor's words, and its value; `put` replaces it."""

    place: str
    name: str
    value: object
    put: Callable[[object], None]
    rich: bool = False

    @property
    def is_file(self) -> bool:
        return isinstance(self.value, FILES)


def iterate_pieces(obj) -> Iterator[ContentPiece]:
    """Yield the texts and files of an object, such as a page or term, and of its child rows."""
    yield from iterate_own_pieces(obj)
    for relation in get_all_child_relations(obj):
        if not relation.related_model.__module__.startswith("wagtail."):
            # The list in memory, so that what is put into a row is saved with the object.
            rows = list(getattr(obj, relation.get_accessor_name()).get_object_list())
            load_files(relation.related_model, rows)
            for number, row in enumerate(rows, start=1):
                place = f"{relation.related_model._meta.verbose_name} {number}"
                yield from iterate_own_pieces(row, place)


def load_files(model, rows: list) -> None:
    """Load the files that the rows refer to, in one query for each field instead of each row."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, FILES):
            referring = [row for row in rows if getattr(row, field.attname)]
            prefetch_related_objects(referring, field.name)


def list_files_of(obj) -> list[AbstractDocument]:
    """Return the documents that the object attaches, lists or links, each once, in order."""
    return list_files_among(iterate_pieces(obj))


def list_files_among(pieces: Iterable[ContentPiece]) -> list[AbstractDocument]:
    """Return the documents of the pieces, each once, without links that are redacted."""
    return list_objects_among(pieces, get_document_model(), DOCUMENT_LINK)


def list_pictures_of(obj) -> list[AbstractImage]:
    """Return the images that the object shows, each once, in order."""
    return list_objects_among(iterate_pieces(obj), get_image_model(), EMBEDDED_IMAGE)


def list_objects_among(pieces: Iterable[ContentPiece], model, reference: re.Pattern) -> list:
    """Return the objects of the model among the pieces and the references in their rich text."""
    found = {}
    for piece in pieces:
        if isinstance(piece.value, model):
            found[piece.value.pk] = piece.value
        elif piece.rich:
            for key in reference.findall(redact(piece.value)):
                found.setdefault(int(key), None)
    named = [key for key, obj in found.items() if obj is None]
    stored = model.objects.in_bulk(named) if named else {}
    return [obj for key in found if (obj := found[key] or stored.get(key))]


def replace_file(obj, old: AbstractDocument, new: AbstractDocument) -> bool:
    """Replace the old document throughout the object; return whether it was there."""
    link = re.compile(rf'(<a(?=[^>]*linktype="document")[^>]*\bid="){old.pk}(")')
    found = False
    for piece in list(iterate_pieces(obj)):
        if piece.value == old:
            piece.put(new)
            found = True
        elif piece.rich and link.search(piece.value):
            piece.put(link.sub(rf"\g<1>{new.pk}\2", piece.value))
            found = True
    return found


def iterate_own_pieces(obj, place="") -> Iterator[ContentPiece]:
    for field in obj._meta.concrete_fields:
        if is_written_by_editors(field):
            where = join_place(place, field.verbose_name)
            yield from iterate_field_pieces(obj, field, where)


def is_written_by_editors(field) -> bool:
    """Return whether editors write the field for readers; choices and contact data do not count."""
    if field.model is Page:
        return field.name in PAGE_TEXTS
    if is_for_staff(field):
        return False
    if isinstance(field, models.ForeignKey):
        return issubclass(field.related_model, FILES)
    no_text = (models.EmailField, models.URLField, models.SlugField)
    text = isinstance(field, models.CharField | models.TextField | StreamField)
    return text and field.editable and not field.choices and not isinstance(field, no_text)


def is_for_staff(field) -> bool:
    """Return whether the model declares that readers never see the field."""
    model = field.model
    return isinstance(model, HasStaffOnlyFields) and field.name in model.staff_only


def iterate_field_pieces(obj, field, place) -> Iterator[ContentPiece]:
    value = getattr(obj, field.name)
    if isinstance(field, StreamField):
        yield from iterate_block_pieces(
            value.stream_block, value, place, field.name, refuse_replacing
        )
    elif value:
        rich = isinstance(field, RichTextField)
        yield ContentPiece(place, field.name, value, make_attribute_setter(obj, field.name), rich)


def refuse_replacing(new):
    """Refuse to replace a whole stream, as only its pieces are replaced."""
    raise TypeError


def iterate_block_pieces(block, value, place, name, put) -> Iterator[ContentPiece]:
    """Yield the pieces of a block's value at any depth."""
    if isinstance(value, AbstractImage):
        yield ContentPiece(place, name, value, put)
        if alt_text := getattr(value, "contextual_alt_text", ""):
            setter = make_attribute_setter(value, "contextual_alt_text")
            yield ContentPiece(join_place(place, "tekstivastine"), "alt_text", alt_text, setter)
    elif isinstance(block, StreamBlock | ListBlock):
        children = value if isinstance(block, StreamBlock) else value.bound_blocks
        for number, child in enumerate(children, start=1):
            where = join_place(place, f"{child.block.label or 'kohta'} {number}")
            setter = make_attribute_setter(child, "value")
            yield from iterate_block_pieces(
                child.block, child.value, where, child.block.name, setter
            )
    elif isinstance(block, StructBlock):
        for key, child in block.child_blocks.items():
            setter = make_item_setter(value, key)
            yield from iterate_block_pieces(
                child, value.get(key), join_place(place, child.label), key, setter
            )
    elif isinstance(block, TypedTableBlock):
        yield from iterate_table_pieces(value, place)
    else:
        yield from iterate_value_pieces(value, place, name, put)


def iterate_table_pieces(table, place) -> Iterator[ContentPiece]:
    """Yield the caption, headings and cells of a table."""
    if table.caption:
        yield ContentPiece(place, "caption", table.caption, make_attribute_setter(table, "caption"))
    for column in table.columns:
        yield from iterate_value_pieces(
            column["heading"], place, "heading", make_item_setter(column, "heading")
        )
    for number, row in enumerate(table.row_data, start=1):
        where = join_place(place, f"rivi {number}")
        for index, (column, cell) in enumerate(zip(table.columns, row["values"], strict=False)):
            setter = make_item_setter(row["values"], index)
            yield from iterate_block_pieces(column["block"], cell, where, "cell", setter)


def iterate_value_pieces(value, place, name, put) -> Iterator[ContentPiece]:
    if isinstance(value, RichText):
        yield ContentPiece(place, name, value.source, lambda new: put(RichText(new)), rich=True)
    elif value and isinstance(value, (str, *FILES)):
        yield ContentPiece(place, name, value, put)


def make_attribute_setter(obj, name):
    return lambda new: setattr(obj, name, new)


def make_item_setter(container, key):
    """Return a function that sets one item of a dictionary or list."""
    return lambda new: container.__setitem__(key, new)


def join_place(*parts) -> str:
    return ", ".join(str(part) for part in parts if part)
