"""Names that are to go, on the start page. See home/extension_points.py."""

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.extension_points import ToDo
from home.roles import get_duties

from .leftovers import people_with_open_places
from .models import NamedFile
from .times import people_with_name_over

MANAGES = "secretariat"


def list_to_do(user, today: datetime.date) -> Iterator[ToDo]:
    if MANAGES not in get_duties(user):
        return
    counted = (
        (
            len(people_with_name_over(today)),
            describe_leaving,
            _("Katso, kenen nimi poistuu sivustolta pian"),
        ),
        (NamedFile.objects.open().count(), describe_files, _("Vaihda ne tai poista julkaisusta")),
        (len(people_with_open_places()), describe_unfinished, _("Tarkista paikat")),
    )
    for number, describe, text in counted:
        if number:
            yield ToDo(describe(number), text, reverse("retention"), _("Avaa säilytysajat"))


def describe_leaving(number: int) -> str:
    words = ngettext(
        "Yhden entisen edustajan nimi poistuu", "%(number)s entisen edustajan nimi poistuu", number
    )
    return words % {"number": number}


def describe_files(number: int) -> str:
    words = ngettext(
        "Yhdessä tiedostossa on vielä poistettu nimi",
        "%(number)s tiedostossa on vielä poistettu nimi",
        number,
    )
    return words % {"number": number}


def describe_unfinished(number: int) -> str:
    words = ngettext(
        "Yhden henkilön vanha nimi on vielä jossakin",
        "%(number)s henkilön vanha nimi on vielä jossakin",
        number,
    )
    return words % {"number": number}
