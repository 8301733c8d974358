"""List entries that are deleted together with the object they refer to, such as redirects.

They are kept inside the object's bin item and restored with it.
"""

from django.db.models import CASCADE, ManyToOneRel

from .kinds import get_reason_for_deleting_at_once, is_deleted_in_list_view
from .models import BinItem
from .rows import CannotRestore, restore_row, serialize_row


def get_cascading_fields(model) -> list:
    """Return the foreign keys of list entries that are deleted with objects of this model."""
    return [
        each.field
        for each in model._meta.get_fields(include_hidden=True)
        if isinstance(each, ManyToOneRel)
        and each.on_delete is CASCADE
        and is_deleted_in_list_view(each.related_model)
        and get_reason_for_deleting_at_once(each.related_model) is None
    ]


def find_cascading_entries(obj) -> list[dict]:
    """Return the entries that will be deleted with the object."""
    return [
        {
            "model": field.model._meta.label,
            "field": field.attname,
            "title": f"{field.model._meta.verbose_name} {row}",
            "content": serialize_row(row),
        }
        for field in get_cascading_fields(type(obj))
        for row in field.model._base_manager.filter(**{field.name: obj.pk}).order_by("pk")
    ]


def restore_companions(obj, item: BinItem) -> tuple[list, list[str]]:
    """Restore what was deleted with the object; return it, and the titles that failed."""
    restored, refused = [], []
    for each in item.companions:
        try:
            restored.append(restore_row(each["content"], **{each["field"]: obj.pk}))
        except CannotRestore:
            refused.append(each["title"])
    return restored, refused


def follow_to_new_key(model, old_key, new_key) -> None:
    """Update the entries in the bin that refer to an object to its new primary key."""
    for field in get_cascading_fields(model):
        items = BinItem.objects.filter(model=field.model._meta.label)
        for item in items.filter(**{f"content__fields__{field.name}": old_key}):
            item.content["fields"][field.name] = new_key
            item.save(update_fields=["content"])
