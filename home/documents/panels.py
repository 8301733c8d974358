"""Dashboard panel that warns when the virus scanner does not work."""

import datetime

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone
from wagtail.admin.ui.components import Component

from home.scheduling.models import Notice

from .antivirus import Scanner, get_scanner
from .uploads import UNSCANNED

REMEMBERED = 60  # seconds, so that not every dashboard pings the scanner
PATIENCE = 2  # seconds
SHOWN = datetime.timedelta(days=30)


class AntivirusPanel(Component):
    """Warning panel; empty while every file is scanned, or if no scanner is configured."""

    name = "antivirus"
    template_name = "admin/home/antivirus.html"
    order = 62

    def get_context_data(self, parent_context):
        unscanned = Notice.objects.filter(
            about__startswith=UNSCANNED, at__gte=timezone.now() - SHOWN
        )
        return {
            "is_away": get_scanner() is not None and not is_scanner_up(),
            "is_required": settings.ANTIVIRUS_REQUIRED,
            "days": [notice.at for notice in unscanned.order_by("at")],
        }


def is_scanner_up() -> bool:
    """Return whether the scanner answered its last ping, at most a minute ago."""
    return caches["shared"].get_or_set("antivirus_answers", ping_scanner, REMEMBERED)


def ping_scanner() -> bool:
    return Scanner(settings.ANTIVIRUS, PATIENCE).is_up()
