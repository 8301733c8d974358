"""The changes of a version against what is public, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import models
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Page

from home.extension_points import ComparedInGroups

from .field_text import (
    describe_child,
    format_block,
    format_field,
    get_child_fields,
    is_content_field,
    name_object,
)
from .passages import ChangePassage, group_passages
from .text_diff import DiffPiece, ItemStep, PieceKind, compare_lists, compare_texts, has_changes

# Fields of every page that editors fill in, listed after the page's own fields.
SHARED_BY_PAGES = (
    "slug",
    "seo_title",
    "search_description",
    "show_in_menus",
    "go_live_at",
    "expire_at",
)
# Wagtail's own fields, which pages and snippets share.
NOT_CONTENT = {f.name for f in Page._meta.fields} - {"title", *SHARED_BY_PAGES}


@dataclass(frozen=True)
class ItemChange:
    """A changed item of a list: its name, what happened to it, and the text differences."""

    name: str
    fate: str
    pieces: list[DiffPiece] = field(default_factory=list)
    group: str = ""

    @property
    def passages(self) -> list[ChangePassage]:
        return group_passages(self.pieces)


@dataclass(frozen=True)
class FieldChange:
    """A field or list that differs, with its Finnish label."""

    label: str
    pieces: list[DiffPiece] = field(default_factory=list)
    items: list[ItemChange] = field(default_factory=list)

    @property
    def passages(self) -> list[ChangePassage]:
        return group_passages(self.pieces)


def compare_versions(old, new) -> list[FieldChange]:
    """Return the differences between two states of a page or snippet, in the order of its form."""
    model = type(new)
    changes = [compare_field(f, old, new) for f in get_edited_fields(model, shared=False)]
    changes += [compare_list(relation, old, new) for relation in get_edited_lists(model)]
    changes += [compare_field(f, old, new) for f in get_edited_fields(model, shared=True)]
    return [change for change in changes if change.items or has_changes(change.pieces)]


def get_edited_fields(model, *, shared: bool) -> Iterator[models.Field]:
    """Yield the fields that editors fill in: the model's own, or those shared by all pages."""
    for f in [*model._meta.fields, *model._meta.many_to_many]:
        if (
            f.name not in NOT_CONTENT
            and is_content_field(f)
            and (f.name in SHARED_BY_PAGES) == shared
        ):
            yield f


def get_edited_lists(model) -> list:
    """Return the child relations that are edited with the page, without editors' comments."""
    relations = get_all_child_relations(model)
    return [r for r in relations if r.related_model._meta.app_label != "wagtailcore"]


def compare_field(f, old, new) -> FieldChange:
    label = capfirst(str(f.verbose_name))
    if isinstance(f, StreamField):
        return FieldChange(label, items=compare_blocks(getattr(old, f.name), getattr(new, f.name)))
    if f.many_to_many:
        return FieldChange(label, items=compare_names(f, old, new))
    if f.is_relation and getattr(old, f.attname) == getattr(new, f.attname):
        return FieldChange(label)
    return FieldChange(label, compare_texts(format_field(f, old), format_field(f, new)))


@dataclass(frozen=True)
class ListItem:
    """An item of an old or new list: the key that identifies it, and its text."""

    key: object
    name: str
    parts: dict[str, str] = field(default_factory=dict)
    group: str = ""

    def words(self, labels) -> str:
        """Return these parts as lines, each with its label."""
        labelled = ((label, self.parts.get(label)) for label in labels)
        return "\n".join(
            f"{label}: {words}" if label else words for label, words in labelled if words
        )


def compare_items(old: list[ListItem], new: list[ListItem]) -> list[ItemChange]:
    steps = compare_lists([item.key for item in old], [item.key for item in new])
    changes = (compare_item(step, old, new) for step in steps)
    return [change for change in changes if change.fate]


def compare_item(step: ItemStep, old: list[ListItem], new: list[ListItem]) -> ItemChange:
    """Return what happened to an item, with its text; `fate` is "" if it is unchanged."""
    was = old[step.old] if step.old is not None else None
    now = new[step.new] if step.new is not None else None
    labels = list_differing_labels(was, now)
    pieces = compare_texts(was.words(labels) if was else "", now.words(labels) if now else "")
    fates = ["muutettu" if step.kind == PieceKind.SAME and labels else "", describe_fate(step)]
    shown = now or was
    return ItemChange(shown.name, " ja ".join(filter(None, fates)), pieces, shown.group)


def list_differing_labels(was: ListItem | None, now: ListItem | None) -> list[str]:
    """Return the labels of the parts that differ, or all labels if the item is only on one side."""
    if was is None or now is None:
        return list((was or now).parts)
    labels = [*now.parts, *(label for label in was.parts if label not in now.parts)]
    return [label for label in labels if was.parts.get(label) != now.parts.get(label)]


def describe_fate(step: ItemStep) -> str:
    if step.kind == PieceKind.ADDED:
        return "lisätty"
    if step.kind == PieceKind.REMOVED:
        return "poistettu"
    return f"siirretty kohdasta {step.old + 1} kohtaan {step.new + 1}" if step.moved else ""


def compare_blocks(old, new) -> list[ItemChange]:
    """Return the blocks that were added, removed, moved or changed."""
    return compare_items(
        *([make_block_item(block) for block in stream or ()] for stream in (old, new))
    )


def make_block_item(bound) -> ListItem:
    return ListItem(bound.id, str(bound.block.label), {"": format_block(bound.block, bound.value)})


def compare_names(f, old, new) -> list[ItemChange]:
    """Return what was added to or removed from a many-to-many field, whose order means nothing."""
    before, after = (
        sorted(
            (ListItem(obj.pk, name_object(obj)) for obj in getattr(owner, f.name).all()),
            key=get_item_name,
        )
        for owner in (old, new)
    )
    return [change for change in compare_items(before, after) if "siirretty" not in change.fate]


def get_item_name(item: ListItem) -> str:
    return item.name


# Child relations, edited with the page as inline lists


def compare_list(relation, old, new) -> FieldChange:
    name, model = relation.get_accessor_name(), relation.related_model
    before, after = (list(getattr(owner, name).all()) for owner in (old, new))
    models.prefetch_related_objects([*before, *after], *get_foreign_key_names(model))
    items = compare_items(
        [make_child_item(*pair) for pair in zip(before, make_old_keys(before), strict=True)],
        [make_child_item(*pair) for pair in zip(after, match_children(after, before), strict=True)],
    )
    if get_grouping_field(model):
        # Sorted by group, so positions in the form mean nothing.
        items = [item for item in items if not item.fate.startswith("siirretty")]
        items.sort(key=lambda item: item.group)
    return FieldChange(get_list_heading(type(new), name, model), items=items)


def get_foreign_key_names(model) -> list[str]:
    """Return the foreign keys of the items, so that each is prefetched in one query."""
    return [f.name for f in get_child_fields(model) if isinstance(f, models.ForeignKey)]


def make_child_item(child, key) -> ListItem:
    return ListItem(key, name_object(child), describe_child(child), get_item_group(child))


def make_old_keys(before) -> list:
    """Return a key for each old child; in a version that was never public it may have none."""
    return [child.pk or ("unsaved", place) for place, child in enumerate(before)]


def match_children(after, before) -> list:
    """Return a key for each new child: that of the same or an identical old child, if any.

    Old and new children that were never stored and differ are paired in their order.
    """
    old = dict(zip(make_old_keys(before), before, strict=True))
    kept = {child.pk for child in after}
    alike = {get_signature(child): key for key, child in old.items() if key not in kept}
    keys = [
        child.pk if child.pk in old else alike.pop(get_signature(child), None) for child in after
    ]
    rest = iter([key for key, child in old.items() if child.pk is None and key not in keys])
    return [
        key or (next(rest, None) if child.pk is None else None) or ("new", place)
        for place, (key, child) in enumerate(zip(keys, after, strict=True))
    ]


def get_signature(child) -> tuple:
    return tuple(describe_child(child).items())


def get_grouping_field(model) -> str:
    """Return the name of the model's grouping field, such as a mandate's seat."""
    return model.compared_by if isinstance(model, ComparedInGroups) else ""


def get_item_group(child) -> str:
    by = get_grouping_field(type(child))
    return name_object(getattr(child, by)) if by and getattr(child, f"{by}_id") else ""


def get_list_heading(model, relation_name: str, child_model) -> str:
    """Return the heading of the list in the form, where it may be only shown."""
    for panel in iterate_panels(
        [*getattr(model, "content_panels", ()), *getattr(model, "panels", ())]
    ):
        if getattr(panel, "relation_name", "") == relation_name:
            return str(panel.heading)
    return capfirst(str(child_model._meta.verbose_name_plural))


def iterate_panels(panels):
    for panel in panels:
        yield panel
        yield from iterate_panels(getattr(panel, "children", ()))
