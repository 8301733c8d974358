"""A kept version made whole again, though something that it names has been deleted since."""

from collections import defaultdict
from collections.abc import Iterator

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations


def only_what_exists(model, content: dict) -> dict:
    """The content of a version of the model, without references to what has been deleted.

    An item of a list that cannot be without what it named is left out; what names another item
    of the same version is kept with it. Wagtail asks the
    database of each reference on its own, and gives up altogether where a reference protects.
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
    """The model's references, without those to its parent and to its owner."""
    return [
        f
        for f in model._meta.fields
        if isinstance(f, models.ForeignKey)
        and not isinstance(f, ParentalKey)
        and not f.remote_field.parent_link
        and f.remote_field.on_delete != models.DO_NOTHING
    ]


def lists_in(model, content: dict) -> list[tuple]:
    """The lists that are kept with the model: name and model of the items."""
    lists = ((r.get_accessor_name(), r.related_model) for r in get_all_child_relations(model))
    return [(name, child) for name, child in lists if name in content]


def references(model, content: dict) -> Iterator[tuple]:
    """Every reference in the content, those of the items included: the field and the key."""
    for f in foreign_keys(model):
        if content.get(f.name) is not None:
            yield f, content[f.name]
    for name, child in lists_in(model, content):
        for item in content[name]:
            yield from references(child, item)


def target_of(f) -> tuple:
    return f.remote_field.model, f.target_field.name


def existing(model, name: str, keys: set) -> set[str]:
    """Those of the keys, as text, behind which there is something."""
    rows = model._base_manager.filter(**{f"{name}__in": keys})
    return {str(key) for key in rows.values_list(name, flat=True)}


def without_deleted(model, content: dict, found: dict) -> dict:
    kept = dict.fromkeys(f.name for f in gone_from(model, content, found))
    for name, child in lists_in(model, content):
        items = [item for item in content[name] if can_be(child, item, found)]
        kept[name] = [without_deleted(child, item, found) for item in items]
    return content | kept


def gone_from(model, content: dict, found: dict) -> list:
    """The references of the content, its lists not included, behind which there is nothing."""
    named = [f for f in foreign_keys(model) if content.get(f.name) is not None]
    return [f for f in named if str(content[f.name]) not in found[target_of(f)]]


def can_be(model, item: dict, found: dict) -> bool:
    """Can the item of a list be without what it named and is no more?"""
    gone = gone_from(model, item, found)
    return all(f.null and f.remote_field.on_delete != models.CASCADE for f in gone)
