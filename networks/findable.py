"""What the public search knows of seats, and what it answers about them today."""

from itertools import groupby

from home.findable import Answer, Section

from .models.mandate import Mandate
from .models.seat import Seat


def seat_sections(council_id):
    """Every published seat with all whom the published terms name in it, whatever the day.

    Nothing stores the index anew when a day passes and a holder changes: who sits
    there now is asked when the question comes.
    """
    mandates = Mandate.objects.public().of(council_id).in_order()
    held = {seat: list(group) for seat, group in groupby(mandates, lambda m: m.seat_id)}
    seats = Seat.objects.filter(council=council_id, live=True).select_related("organisation")
    for seat in seats:
        place = seat.organisation.place_name if seat.organisation else ""
        names = ", ".join(map(in_words, held.get(seat.pk, [])))
        yield Section(
            f"{seat.title}: edustajat {names}. {seat.get_group_display()}. {place}".strip(),
            title=seat.title,
            address=f"#paikka-{seat.pk}",
            answer=str(seat.pk),
        )


def in_words(mandate) -> str:
    role = mandate.get_role_display()
    return f"{mandate.person} ({role}, {mandate.term})"


def seat_answers(composition, keys) -> list[Answer]:
    """Who holds the asked seats, in the order asked."""
    seats = {str(holders.seat.pk): holders for holders in composition.seats}
    return [seat_answer(seats[key]) for key in keys if key in seats]


def seat_answer(holders) -> Answer:
    lines = tuple(
        f"{mandate.get_role_display()} {mandate.person}" if known(mandate) else str(mandate.person)
        for mandate in holders.mandates
    )
    title = holders.seat.title
    return Answer(title, lines or ("paikka on täyttämättä",), f"#paikka-{holders.seat.pk}")


def known(mandate) -> bool:
    return mandate.role != Mandate.Role.UNKNOWN
