"""What the dashboard tells of the virus scanner when something is wrong with it."""

import datetime

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone
from wagtail.admin.ui.components import Component

from home.scheduling.models import Notice

from .antivirus import Scanner, scanner
from .uploads import UNSCANNED

REMEMBERED = 60  # seconds: not every dashboard asks the scanner
PATIENCE = 2  # seconds
SHOWN = datetime.timedelta(days=30)


class AntivirusPanel(Component):
    """Nothing as long as every file is scanned, or where no scanner is in use."""

    name = "antivirus"
    template_name = "admin/home/antivirus.html"
    order = 62

    def get_context_data(self, parent_context):
        unscanned = Notice.objects.filter(
            about__startswith=UNSCANNED, at__gte=timezone.now() - SHOWN
        )
        return {
            "is_away": scanner() is not None and not is_there(),
            "is_required": settings.ANTIVIRUS_REQUIRED,
            "days": [notice.at for notice in unscanned.order_by("at")],
        }


def is_there() -> bool:
    """Did the scanner answer a moment ago?"""
    return caches["shared"].get_or_set("antivirus answers", ask, REMEMBERED)


def ask() -> bool:
    return Scanner(settings.ANTIVIRUS, PATIENCE).is_there()
