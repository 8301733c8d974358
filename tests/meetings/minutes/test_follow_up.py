"""What the text of a decision says of who carries it out and by when."""

from datetime import date

import pytest

from meetings.minutes.follow_up import FollowUp, parse_follow_up

MEETING = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("text", "responsible", "due"),
    [
        ("Hyväksyttiin. Sihteeri vastaa asiasta 15.12.2026 mennessä.", "Sihteeri", (2026, 12, 15)),
        ("Vastuuhenkilö: Maija Malli. Annetaan 31.1. mennessä.", "Maija Malli", (2027, 1, 31)),
        ("Vastuu: työvaliokunta", "työvaliokunta", None),
        ("Sihteeri ja jäsen vastaavat kutsuista.", "Sihteeri ja jäsen", None),
        ("• Foorumi vastaa siitä tammikuun loppuun mennessä.", "Foorumi", (2027, 1, 31)),
        ("Esitys tehdään helmikuun 2028 loppuun mennessä.", "", (2028, 2, 29)),
        ("Valmistellaan vuoden loppuun mennessä.", "", (2026, 12, 31)),
        ("Valmistellaan vuoden 2027 loppuun mennessä.", "", (2027, 12, 31)),
        ("Toimitetaan viimeistään ke 2.12.2026.", "", (2026, 12, 2)),
        ("Toimitetaan viimeistään 18.11.", "", (2026, 11, 18)),
    ],
)  # fmt: skip
def test_what_is_stated_is_found(text, responsible, due):
    assert parse_follow_up(text, MEETING) == FollowUp(responsible, due and date(*due))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Merkittiin tiedoksi.",
        "Hyväksyttiin 1.10.2026 mennessä tulleet hakemukset.",  # before the meeting
        "Lähetetään 31.2.2027 mennessä.",  # there is no such day
        "Hyvinvointialue vastaa kysymyksiin myöhemmin.",
        "Kokous oli 2.12.2026.",
        "Todettiin, että asia vastaa aiempaa päätöstä.",
    ],
)
def test_what_is_not_stated_is_not_invented(text):
    assert parse_follow_up(text, MEETING) == FollowUp()
