"""Everyday acts on accounts, on the start page. See home/extension_points.py."""

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from home.extension_points import Everyday, ToDo

from .second_factor import get_due_time
from .views import invitations


def list_to_do(user, today: datetime.date) -> Iterator[ToDo]:
    """Yield a line while the role needs a second factor that the user does not have yet."""
    if due := get_due_time(user):
        day = localtime(due).date()
        words = _("Roolisi tarvitsee kaksivaiheisen kirjautumisen {day} mennessä.")
        text = words.format(day=date_format(day, "j.n.Y"))
        title = _("Kaksivaiheinen kirjautuminen")
        yield ToDo(title, text, reverse("mfa_index"), _("Ota käyttöön"), due=day)


def list_everyday_acts(user) -> Iterator[Everyday]:
    if user.has_perm(invitations.MAY_INVITE):
        invite = reverse("accounts_invite")
        yield Everyday(_("Kutsu työtoveri"), invite, "mail", {"administration": 1})
    if user.has_perm("accounts.change_user"):
        accounts = reverse("wagtailusers_users:index")
        yield Everyday(_("Käyttäjät ja roolit"), accounts, "user", {"administration": 2})
