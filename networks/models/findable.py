"""What the public search indexes of seats, and its answers on who holds them today."""

from itertools import groupby

from django.utils.translation import gettext as _

from home.findable import FactAnswer, Section

from ..open_end import list_caveats
from .mandate import Mandate
from .seat import Seat


def seat_sections(council_id):
    """Yield a section for each published seat with its themes and all its holders at any time.

    Nothing reindexes the page when a day passes and the holder changes, so the current holder is
    looked up when somebody searches.
    """
    mandates = Mandate.objects.public().of(council_id).in_order()
    held = {seat: list(group) for seat, group in groupby(mandates, lambda m: m.seat_id)}
    seats = Seat.objects.filter(body=council_id, live=True)
    for seat in seats.select_related("organisation", "network"):
        names = ", ".join(map(describe_mandate, held.get(seat.pk, [])))
        group = seat.get_group_display()
        yield Section(
            f"{seat.title}: edustajat {names}. {group}. {represented_field(seat)}".strip(),
            title=seat.title,
            address=f"#paikka-{seat.pk}",
            answer=str(seat.pk),
        )


def represented_field(seat) -> str:
    """Return what the seat represents: the themes of its network, or the municipality."""
    if seat.network and seat.network.live:
        return ", ".join(seat.network.theme_list)
    return seat.organisation.place_name if seat.organisation else ""


def describe_mandate(mandate) -> str:
    role = mandate.get_role_display()
    return f"{mandate.person} ({role}, {mandate.term})"


def seat_answers(composition, keys) -> list[FactAnswer]:
    """Return who holds the given seats, in the given order."""
    seats = {str(holders.seat.pk): holders for holders in composition.seats}
    return [seat_answer(seats[key], composition.date) for key in keys if key in seats]


def seat_answer(holders, day) -> FactAnswer:
    seat = holders.seat
    lines = [holder_line(mandate, seat) for mandate in holders.mandates]
    caveats = [caveat.text for caveat in list_caveats(holders.mandates, day)]
    return FactAnswer(
        seat.title,
        (*caveats, *lines) or (_("paikka on täyttämättä"),),
        address=f"#paikka-{seat.pk}",
        contact=f"{seat.pk}/yhteys/",
        about=represented_field(seat),
    )


def holder_line(mandate, seat) -> str:
    """Return name, role and term; the role is left out if the seat is named after it."""
    role = mandate.get_role_display()
    said = mandate.role != Mandate.Role.UNKNOWN and role.casefold() != seat.title.casefold()
    return ", ".join([str(mandate.person), *([role] if said else []), f"toimikausi {mandate.term}"])
