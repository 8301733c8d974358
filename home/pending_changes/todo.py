"""Changes that wait for a second person, on the start page. See home/extension_points.py."""

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from home.extension_points import Act, ToDo, WaitsForOthers

from . import service
from .models import PendingChange


def list_to_do(user, today: datetime.date) -> Iterator[ToDo]:
    for change in service.list_changes_to_confirm(user):
        who = change.requested_by.display_name if change.requested_by else "–"
        yield ToDo(
            change.title,
            _("%(name)s pyytää vahvistustasi") % {"name": who},
            get_pending_change_path(change),
            _("Lue ja vahvista"),
            since=timezone.localdate(change.requested_at),
            due=timezone.localdate(change.expires_at),
        )


def list_waiting_for_others(user, today: datetime.date) -> Iterator[WaitsForOthers]:
    for change in PendingChange.objects.waiting().filter(requested_by=user):
        yield WaitsForOthers(
            change.title,
            _("Odottaa, että toinen vahvistaa muutoksen"),
            since=timezone.localdate(change.requested_at),
            due=timezone.localdate(change.expires_at),
            address=get_pending_change_path(change),
            sent=False,
            acts=(Act(_("Peru"), get_pending_change_path(change), "cancel"),),
        )


def get_pending_change_path(change) -> str:
    return reverse("pending_change", args=[change.pk])
