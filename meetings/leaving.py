"""Open actions of somebody who leaves, on the guided screen. See home/extension_points.py."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from home.extension_points import Leaver, ToDo
from home.incoming.text import comparison_key

from .admin.actions import get_open_actions


def list_unfinished(leaver: Leaver, user) -> Iterator[ToDo]:
    """Yield the open actions whose responsible is the leaver by name."""
    name = comparison_key(leaver.name)
    for item in get_open_actions(user):
        if name in comparison_key(item.responsible):
            words = _("Avoin tehtävä (%(meeting)s): vaihda vastuutaho kokouksen lomakkeella")
            yield ToDo(
                f"{item.section} {item.title}",
                words % {"meeting": item.meeting.title},
                reverse("wagtailadmin_pages:edit", args=[item.meeting_id]),
                _("Avaa kokous"),
                due=item.due,
            )
