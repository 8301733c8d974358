"""Whether minutes say of themselves that they were checked or approved."""

import re
from collections.abc import Iterable

# "Pöytäkirja tarkastettu ja hyväksytty 9.12.2026"; not "edellisen kokouksen pöytäkirja …", nor
# what is still to be done: "pöytäkirja tarkastetaan seuraavassa kokouksessa".
OWN = re.compile(
    r"^(?:(?:tämän kokouksen |tämä )?(?:pöytäkirja|muistio)\s*(?:on\s+)?|protokollet\s+(?:är\s+)?)?"
    r"(?P<state>tarkastettu(?: ja hyväksytty)?|hyväksytty|justerat(?: och godkänt)?|godkänt)\b",
    re.IGNORECASE,
)
APPROVED = re.compile(r"hyväksytty|godkänt", re.IGNORECASE)


def parse_minutes_state(lines: Iterable[str]) -> str:
    """Return "approved" or "checked" if one of the lines around the agenda says so, else ""."""
    said = [found["state"] for line in lines if (found := OWN.match(line.strip()))]
    if any(map(APPROVED.search, said)):
        return "approved"
    return "checked" if said else ""
