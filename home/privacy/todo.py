"""Texts that wait for their sender's reason, on the start page. See home/extension_points.py."""

import datetime
import re
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from home.approval.titles import name_version
from home.approval.waiting import list_waiting_versions
from home.extension_points import ToDo
from home.scheduling.models import Notice

from .check import check_bundle
from .late import FOUND, is_reason_missing
from .views import get_check_url

NUMBER = re.compile(rf"{FOUND} (\d+):")


def list_to_do(user, today: datetime.date) -> Iterator[ToDo]:
    mine = list_waiting_versions().filter(workflow_state__requested_by=user)
    for task_state in mine.filter(pk__in=list_found_late()):
        check = check_bundle(task_state)
        if is_reason_missing(task_state, check):
            yield ToDo(
                name_version(task_state.revision),
                describe_check(check),
                get_check_url(task_state.revision.content_object),
                _("Vastaa"),
                since=timezone.localdate(task_state.started_at),
            )


def list_found_late() -> set[int]:
    """Return the keys of the versions in whose files something was found after the submission."""
    noticed = Notice.objects.filter(about__startswith=f"{FOUND} ").values_list("about", flat=True)
    return {int(found[1]) for about in noticed if (found := NUMBER.match(about))}


def describe_check(check) -> str:
    if check.is_forbidden:
        return _(
            "Tiedosto luettiin vasta lähettämisen jälkeen. Siinä on jotakin, mikä on poistettava "
            "ennen kuin tekstin voi hyväksyä"
        )
    return _(
        "Tiedosto luettiin vasta lähettämisen jälkeen. Siinä on tarkistettavaa, ja hyväksyjä "
        "odottaa perusteluasi"
    )
