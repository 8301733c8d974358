"""Scheduled deletion of cleaned copies that nobody used."""

from home.extension_points import DueItem

from .cleaning.uploads import forget_old, old_copies


def due_items(now):
    if old_copies():
        yield DueItem("cleaned_copies", "Hakematta jääneiden kopioiden poisto", forget_old)
