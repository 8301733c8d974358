"""Scheduled emptying of the bin. See home/extension_points.py."""

from functools import partial

from home.extension_points import DueItem

from .models import BinItem


def due_items(now):
    keys = list(BinItem.objects.over(now).values_list("pk", flat=True))
    if keys:
        title = f"Roskakorin tyhjennys, luonnoksia {len(keys)}"
        yield DueItem("bin", title, partial(purge_items, keys))


def purge_items(keys) -> None:
    """Delete the items for good, with their files."""
    for item in BinItem.objects.filter(pk__in=keys):
        erase_item(item)


def erase_item(item: BinItem) -> None:
    if item.file:
        item.file.delete(save=False)
    item.delete()
