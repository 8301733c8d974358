"""Scheduled deletion of cleaned copies that nobody used."""

from home.extension_points import DueItem

from .cleaning.uploads import delete_old_copies, list_old_copies


def due_items(now):
    if list_old_copies():
        yield DueItem("cleaned_copies", "Hakematta jääneiden kopioiden poisto", delete_old_copies)
