"""Items that later meetings continue, and which are therefore not deleted."""

from django.utils.translation import gettext_lazy
from wagtail.models import Revision

from home.history import list_protecting_objects

from ..choices import dated_item_name

CONTINUED = gettext_lazy(
    "Asiaa %(item)s ei voi poistaa, koska myöhemmän kokouksen asia jatkaa sitä: %(later)s. Poista "
    "ensin siitä kohta ”jatkoa asialle”."
)


def list_continuing_items(item) -> list[str]:
    """Return the names of what continues the item, in stored meetings and in their drafts."""
    if stored := list_protecting_objects(item):
        return sorted(dated_item_name(later) for later in stored)
    draft = Revision.objects.filter(content__agenda_items__contains=[{"continues": item.pk}])
    drafts = type(item.meeting).objects.filter(latest_revision__in=draft)
    return sorted(meeting.get_admin_display_title() for meeting in drafts)
