"""The changes of a version against what is public, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import models
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from wagtail.admin.panels import InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Page

from .field_text import (
    fields_of_child,
    is_content,
    name_of,
    parts_of_child,
    text_of_block,
    words_of,
)
from .text_diff import Kind, Piece, Step, compare_lists, compare_texts, differs

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
    pieces: list[Piece] = field(default_factory=list)
    group: str = ""


@dataclass(frozen=True)
class Change:
    """A field or list that differs, with its Finnish label."""

    label: str
    pieces: list[Piece] = field(default_factory=list)
    items: list[ItemChange] = field(default_factory=list)


def changes_between(old, new) -> list[Change]:
    """Return the differences between two states of a page or snippet, in the order of its form."""
    model = type(new)
    changes = [field_change(f, old, new) for f in fields_of(model, shared=False)]
    changes += [list_change(relation, old, new) for relation in lists_of(model)]
    changes += [field_change(f, old, new) for f in fields_of(model, shared=True)]
    return [change for change in changes if change.items or differs(change.pieces)]


def fields_of(model, *, shared: bool) -> Iterator[models.Field]:
    """Yield the fields that editors fill in: the model's own, or those shared by all pages."""
    for f in [*model._meta.fields, *model._meta.many_to_many]:
        if f.name not in NOT_CONTENT and is_content(f) and (f.name in SHARED_BY_PAGES) == shared:
            yield f


def lists_of(model) -> list:
    """Return the child relations that are edited with the page, without editors' comments."""
    relations = get_all_child_relations(model)
    return [r for r in relations if r.related_model._meta.app_label != "wagtailcore"]


def field_change(f, old, new) -> Change:
    label = capfirst(str(f.verbose_name))
    if isinstance(f, StreamField):
        return Change(label, items=blocks_changed(getattr(old, f.name), getattr(new, f.name)))
    if f.many_to_many:
        return Change(label, items=names_changed(f, old, new))
    if f.is_relation and getattr(old, f.attname) == getattr(new, f.attname):
        return Change(label)
    return Change(label, compare_texts(words_of(f, old), words_of(f, new)))


@dataclass(frozen=True)
class Item:
    """An item of an old or new list: the key that identifies it, and its text."""

    key: object
    name: str
    parts: dict[str, str] = field(default_factory=dict)
    group: str = ""

    def words(self, labels) -> str:
        """Return these parts as lines, each with its label."""
        told = ((label, self.parts.get(label)) for label in labels)
        return "\n".join(f"{label}: {words}" if label else words for label, words in told if words)


def items_changed(old: list[Item], new: list[Item]) -> list[ItemChange]:
    steps = compare_lists([item.key for item in old], [item.key for item in new])
    changes = (item_change(step, old, new) for step in steps)
    return [change for change in changes if change.fate]


def item_change(step: Step, old: list[Item], new: list[Item]) -> ItemChange:
    """Return what happened to an item, with its text; `fate` is "" if it is unchanged."""
    was = old[step.old] if step.old is not None else None
    now = new[step.new] if step.new is not None else None
    labels = differing(was, now)
    pieces = compare_texts(was.words(labels) if was else "", now.words(labels) if now else "")
    fates = ["muutettu" if step.kind == Kind.SAME and labels else "", fate_of(step)]
    shown = now or was
    return ItemChange(shown.name, " ja ".join(filter(None, fates)), pieces, shown.group)


def differing(was: Item | None, now: Item | None) -> list[str]:
    """Return the labels of the parts that differ, or all labels if the item is only on one side."""
    if was is None or now is None:
        return list((was or now).parts)
    labels = [*now.parts, *(label for label in was.parts if label not in now.parts)]
    return [label for label in labels if was.parts.get(label) != now.parts.get(label)]


def fate_of(step: Step) -> str:
    if step.kind == Kind.ADDED:
        return "lisätty"
    if step.kind == Kind.REMOVED:
        return "poistettu"
    return f"siirretty kohdasta {step.old + 1} kohtaan {step.new + 1}" if step.moved else ""


def blocks_changed(old, new) -> list[ItemChange]:
    """Return the blocks that were added, removed, moved or changed."""
    return items_changed(*([block_item(block) for block in stream or ()] for stream in (old, new)))


def block_item(bound) -> Item:
    return Item(bound.id, str(bound.block.label), {"": text_of_block(bound.block, bound.value)})


def names_changed(f, old, new) -> list[ItemChange]:
    """Return what was added to or removed from a many-to-many field, whose order means nothing."""
    before, after = (
        sorted(
            (Item(thing.pk, name_of(thing)) for thing in getattr(owner, f.name).all()), key=by_name
        )
        for owner in (old, new)
    )
    return [change for change in items_changed(before, after) if "siirretty" not in change.fate]


def by_name(item: Item) -> str:
    return item.name


# Child relations, edited with the page as inline lists


def list_change(relation, old, new) -> Change:
    name, model = relation.get_accessor_name(), relation.related_model
    before, after = (list(getattr(owner, name).all()) for owner in (old, new))
    models.prefetch_related_objects([*before, *after], *ties_of(model))
    items = items_changed(
        [child_item(child, child.pk) for child in before],
        [child_item(*pair) for pair in zip(after, keys_of(after, before), strict=True)],
    )
    if grouped_by(model):
        # Sorted by group, so positions in the form mean nothing.
        items = [item for item in items if not item.fate.startswith("siirretty")]
        items.sort(key=lambda item: item.group)
    return Change(heading_of(type(new), name, model), items=items)


def ties_of(model) -> list[str]:
    """Return the foreign keys of the items, so that each is prefetched in one query."""
    return [f.name for f in fields_of_child(model) if isinstance(f, models.ForeignKey)]


def child_item(child, key) -> Item:
    return Item(key, name_of(child), parts_of_child(child), group_of(child))


def keys_of(after, before) -> list:
    """Return a key for each new child: that of the same or an identical old child, if any."""
    stored = {child.pk for child in before}
    kept = {child.pk for child in after}
    alike = {signature(child): child.pk for child in before if child.pk not in kept}
    return [
        child.pk if child.pk in stored else alike.pop(signature(child), ("new", place))
        for place, child in enumerate(after)
    ]


def signature(child) -> tuple:
    return tuple(parts_of_child(child).items())


def grouped_by(model) -> str:
    """Return the name of the model's grouping field (`compared_by`), such as a mandate's seat."""
    return getattr(model, "compared_by", "")


def group_of(child) -> str:
    by = grouped_by(type(child))
    return name_of(getattr(child, by)) if by and getattr(child, f"{by}_id") else ""


def heading_of(model, relation_name: str, child_model) -> str:
    """Return the heading of the list in the form."""
    for panel in all_panels([*getattr(model, "content_panels", ()), *getattr(model, "panels", ())]):
        if isinstance(panel, InlinePanel) and panel.relation_name == relation_name:
            return str(panel.heading)
    return capfirst(str(child_model._meta.verbose_name_plural))


def all_panels(panels):
    for panel in panels:
        yield panel
        yield from all_panels(getattr(panel, "children", ()))
