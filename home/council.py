"""The council that this installation serves."""

from django.apps import apps
from django.utils.translation import gettext_lazy as _

ONLY_ONE = _(
    "Sivustolla on jo neuvottelukunta. Jokainen neuvottelukunta tarvitsee oman asennuksen."
)


def get_council():
    """Return the council's front page, or None if it does not exist yet."""
    return apps.get_model("home.HomePage").objects.first()
