"""Minutes that say of themselves that they were checked or approved."""

import pytest

from meetings.minutes.state import parse_minutes_state


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("Pöytäkirja tarkastettu ja hyväksytty 9.12.2026", "approved"),
        ("Pöytäkirja on hyväksytty.", "approved"),
        ("Tarkastettu 3.4.2024", "checked"),
        ("TARKASTETTU", "checked"),
        ("Tarkastettu ja oikeaksi todettu", "checked"),
        ("Protokollet justerat", "checked"),
        ("Edellisen kokouksen pöytäkirja hyväksytty", ""),
        ("Pöytäkirja tarkastetaan seuraavassa kokouksessa", ""),
        ("Pöytäkirjan tarkastajat: Maija Malli", ""),
        ("Vakuudeksi", ""),
    ],
)
def test_the_state_is_read_from_the_line_about_the_minutes_themselves(line, state):
    assert parse_minutes_state(["Allekirjoitukset", line]) == state


def test_nothing_is_read_from_nothing():
    assert parse_minutes_state([]) == ""
