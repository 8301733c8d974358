"""Load stored versions although objects that they refer to have been deleted."""

from collections import defaultdict
from collections.abc import Iterator

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations


def only_what_exists(model, content: dict) -> dict:
    """Return the content of a version without references to deleted objects.

    A child object that cannot exist without its deleted reference is left out; a reference to
    another child of the same version is kept if that child is. Wagtail queries each reference
    separately, and fails altogether where a deleted reference is protected.
    """
    wanted = defaultdict(set)
    for f, key in references(model, content):
        wanted[target_of(f)].add(key)
    found = {target: existing(*target, keys) for target, keys in wanted.items()}
    for name, child in lists_in(model, content):
        own = {str(item["pk"]) for item in content[name] if can_be(child, item, found)}
        found.setdefault((child, child._meta.pk.name), set()).update(own)
    return without_deleted(model, content, found)


def foreign_keys(model) -> list:
    """Return the model's foreign keys, except those to its parent and to its owner."""
    return [
        f
        for f in model._meta.fields
        if isinstance(f, models.ForeignKey)
        and not isinstance(f, ParentalKey)
        and not f.remote_field.parent_link
        and f.remote_field.on_delete != models.DO_NOTHING
    ]


def lists_in(model, content: dict) -> list[tuple]:
    """Return the child relations in the content: accessor name and model of each."""
    lists = ((r.get_accessor_name(), r.related_model) for r in get_all_child_relations(model))
    return [(name, child) for name, child in lists if name in content]


def references(model, content: dict) -> Iterator[tuple]:
    """Yield every reference in the content, including its children: the field and the key."""
    for f in foreign_keys(model):
        if content.get(f.name) is not None:
            yield f, content[f.name]
    for name, child in lists_in(model, content):
        for item in content[name]:
            yield from references(child, item)


def target_of(f) -> tuple:
    return f.remote_field.model, f.target_field.name


def existing(model, name: str, keys: set) -> set[str]:
    """Return those of the keys, as text, that still exist."""
    rows = model._base_manager.filter(**{f"{name}__in": keys})
    return {str(key) for key in rows.values_list(name, flat=True)}


def without_deleted(model, content: dict, found: dict) -> dict:
    kept = dict.fromkeys(f.name for f in gone_from(model, content, found))
    for name, child in lists_in(model, content):
        items = [item for item in content[name] if can_be(child, item, found)]
        kept[name] = [without_deleted(child, item, found) for item in items]
    return content | kept


def gone_from(model, content: dict, found: dict) -> list:
    """Return the foreign keys of the content, children excluded, whose objects were deleted."""
    named = [f for f in foreign_keys(model) if content.get(f.name) is not None]
    return [f for f in named if str(content[f.name]) not in found[target_of(f)]]


def can_be(model, item: dict, found: dict) -> bool:
    """Return whether the child can exist without its deleted references."""
    gone = gone_from(model, item, found)
    return all(f.null and f.remote_field.on_delete != models.CASCADE for f in gone)
