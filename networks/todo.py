"""Representatives on the start page. See home/extension_points.py."""

import datetime
from collections.abc import Iterator
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.extension_points import Everyday, ToDo
from home.roles import get_duties

from .ending import endings
from .models import ContactProposal, Term

MANAGES = "secretariat"
MOST_NAMES = 3


def list_to_do(user, today: datetime.date) -> Iterator[ToDo]:
    """Yield a line for each day on which mandates or a term end without a successor."""
    if MANAGES not in get_duties(user):
        return
    yield from list_proposals()
    found = sorted(endings(today), key=lambda end: (end.term.pk, end.ends))
    for (_term, ends), same in groupby(found, key=lambda end: (end.term.pk, end.ends)):
        yield make_ending_line([*same], ends, today)


def list_proposals() -> Iterator[ToDo]:
    """Yield a line for each answer to the yearly check that has to be handled."""
    for proposal in ContactProposal.objects.select_related("person", "network"):
        text = _("%(person)s ehdottaa muutoksia tietoihin")
        if proposal.has_withdrawn:
            text = _("%(person)s poisti sähköpostiosoitteensa")
        yield ToDo(
            str(proposal.target),
            text % {"person": proposal.person},
            reverse("contact_proposal", args=[proposal.pk]),
            _("Katso ja käsittele"),
            since=timezone.localdate(proposal.created_at),
        )


def make_ending_line(same: list, ends: datetime.date, today: datetime.date) -> ToDo:
    names = ", ".join(end.title for end in same[:MOST_NAMES])
    more = len(same) - MOST_NAMES
    if more > 0:
        tail = ngettext("ja yksi muu", "ja %(number)s muuta", more) % {"number": more}
        names = f"{names} {tail}"
    text = _("Päättyi %(day)s, eikä seuraajaa ole merkitty")
    if ends >= today:
        text = _("Viimeinen päivä on %(day)s, eikä seuraajaa ole merkitty")
    address, link = reverse("edit_roster", args=[same[0].term.pk]), _("Vaihda edustaja")
    if same[0].mandate is None:
        address, link = reverse("new_term"), _("Uusi toimikausi")
    return ToDo(names, text % {"day": same[0].when}, address, link, due=ends)


def list_everyday_acts(user) -> Iterator[Everyday]:
    if user.has_perm("networks.change_term"):
        newest = Term.objects.newest_first()
        term = newest.filter(live=True).first() or newest.first()
        if term:
            address = reverse("edit_roster", args=[term.pk])
            roles = {"secretariat": 5, "administration": 8}
            yield Everyday(_("Vaihda edustaja"), address, "group", roles)
