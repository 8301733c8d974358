"""Load stored versions although objects that they refer to have been deleted."""

from collections import defaultdict
from collections.abc import Iterator

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations


def drop_deleted_references(model, content: dict) -> dict:
    """Return the content of a version without references to deleted objects.

    A child object that cannot exist without its deleted reference is left out; a reference to
    another child of the same version is kept if that child is. Wagtail queries each reference
    separately, and fails altogether where a deleted reference is protected.
    """
    wanted = defaultdict(set)
    for f, key in iterate_references(model, content):
        wanted[get_target(f)].add(key)
    found = {target: find_existing_keys(*target, keys) for target, keys in wanted.items()}
    for name, child in get_child_relations(model, content):
        own = {str(item["pk"]) for item in content[name] if can_exist_without(child, item, found)}
        found.setdefault((child, child._meta.pk.name), set()).update(own)
    return remove_references(model, content, found)


def get_foreign_keys(model) -> list:
    """Return the model's foreign keys, except those to its parent and to its owner."""
    return [
        f
        for f in model._meta.fields
        if isinstance(f, models.ForeignKey)
        and not isinstance(f, ParentalKey)
        and not f.remote_field.parent_link
        and f.remote_field.on_delete != models.DO_NOTHING
    ]


def get_child_relations(model, content: dict) -> list[tuple]:
    """Return the child relations in the content: accessor name and model of each."""
    lists = ((r.get_accessor_name(), r.related_model) for r in get_all_child_relations(model))
    return [(name, child) for name, child in lists if name in content]


def iterate_references(model, content: dict) -> Iterator[tuple]:
    """Yield every reference in the content, including its children: the field and the key."""
    for f in get_foreign_keys(model):
        if content.get(f.name) is not None:
            yield f, content[f.name]
    for name, child in get_child_relations(model, content):
        for item in content[name]:
            yield from iterate_references(child, item)


def get_target(f) -> tuple:
    return f.remote_field.model, f.target_field.name


def find_existing_keys(model, name: str, keys: set) -> set[str]:
    """Return those of the keys, as text, that still exist."""
    rows = model._base_manager.filter(**{f"{name}__in": keys})
    return {str(key) for key in rows.values_list(name, flat=True)}


def remove_references(model, content: dict, found: dict) -> dict:
    kept = dict.fromkeys(f.name for f in find_deleted_references(model, content, found))
    for name, child in get_child_relations(model, content):
        items = [item for item in content[name] if can_exist_without(child, item, found)]
        kept[name] = [remove_references(child, item, found) for item in items]
    return content | kept


def find_deleted_references(model, content: dict, found: dict) -> list:
    """Return the foreign keys of the content, children excluded, whose objects were deleted."""
    named = [f for f in get_foreign_keys(model) if content.get(f.name) is not None]
    return [f for f in named if str(content[f.name]) not in found[get_target(f)]]


def can_exist_without(model, item: dict, found: dict) -> bool:
    """Return whether the child can exist without its deleted references."""
    gone = find_deleted_references(model, item, found)
    return all(f.null and f.remote_field.on_delete != models.CASCADE for f in gone)
