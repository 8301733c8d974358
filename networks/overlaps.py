"""Which two mandates cannot both be true. The database holds the same rules as constraints."""

SAME_PERSON = "Henkilöllä on jo edustus tällä paikalla samaan aikaan."
SAME_OFFICE = (
    "Tehtävässä on jo toinen henkilö samaan aikaan. Merkitse ensin edellisen edustukselle "
    "päättymispäivä."
)
SAME_MEMBER = (
    "Edustajalla on jo henkilökohtainen varajäsen samaan aikaan. Merkitse ensin edelliselle "
    "varajäsenelle päättymispäivä."
)
CROWDED = (
    "Paikkoja on {places}, mutta samaan aikaan nimettyjä {most}. Varajäseniä ei lasketa. Tarkista "
    "nimetyt tai paikkojen määrä."
)
ONE_AT_A_TIME = ("chair", "vice_chair", "secretary")


def overlap(one, other) -> bool:
    """Do two periods share a day? An open end goes on for ever."""
    return (one.ends is None or other.starts <= one.ends) and (
        other.ends is None or one.starts <= other.ends
    )


def clash(one, other) -> str:
    """Why the two mandates cannot stand together, in the editor's language; empty if they can."""
    known = all(m.starts and m.seat_id and m.person_id for m in (one, other))
    if not known or not overlap(one, other):
        return ""
    if one.deputy_of_id and one.deputy_of_id == other.deputy_of_id:
        return SAME_MEMBER
    if one.seat_id != other.seat_id:
        return ""
    if one.person_id == other.person_id:
        return SAME_PERSON
    if one.role == other.role and one.role in ONE_AT_A_TIME:
        return SAME_OFFICE
    return ""


def misplaced_deputy(mandate, term_id) -> str:
    """Why the mandate of the term cannot be the named member's deputy; empty if it can."""
    member = mandate.deputy_of
    if member is None or (member.term_id, member.seat_id) == (term_id, mandate.seat_id):
        return ""
    return "Valitse jäsen, joka on samalla paikalla samassa toimikaudessa."


def too_many_named(appointments, places: int) -> str:
    """Why so many cannot sit in the body at once; empty if they can. A deputy takes no place."""
    seated = [one for one in appointments if one.starts and one.role != "deputy"]
    most = max((sum(other.holds(one.starts) for other in seated) for one in seated), default=0)
    return CROWDED.format(places=places, most=most) if most > places else ""
