"""Links and codes of remote meetings: found in any text, and removed."""

import pytest

from home.privacy.findings import find_in_object
from home.privacy.keeping import cut_rich_joining_details, replace_joining_details
from home.text.personal_data import PersonalDataKind, find_personal_data
from home.text.remote_meetings import is_joining_address
from tests.factories import make_text_page

TEAMS = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=%7b%7d"
SAFE = (
    "https://eur01.safelinks.protection.outlook.com/?url="
    "https%3A%2F%2Fteams.microsoft.com%2Fl%2Fmeetup-join%2F19&data=05"
)
FOUND = [
    TEAMS,
    SAFE,
    "https://teams.live.com/meet/9312345678",
    "https://teams.microsoft.com/meet/3512345678?p=abcDEF",
    "https://zoom.us/j/93512345678?pwd=abc",
    "us02web.zoom.us/j/123456789",
    "https://zoom.us/my/neuvottelukunta",
    "https://www.google.com/url?q=https://meet.google.com/abc-defg-hij",
    "meet.google.com/abc-defg-hij",
    "https://kymi.webex.com/meet/anna.esimerkki",
    "https://kymi.webex.com/kymi/j.php?MTID=m123",
    "https://meet.jit.si/Neuvottelukunta",
    "https://jitsi.example.org/neuvottelukunta",
    "https://whereby.com/neuvottelukunta",
    "https://urldefense.com/v3/__https://zoom.us/j/123__;!!abc",
    "zoommtg://zoom.us/join?confno=123",
    "Kokouksen tunnus: 351 234 567 89",
    "Kokoustunnus: 351234567",
    "Tunnuskoodi: kHt3Xq",
    "Pääsykoodi: 123456",
    "Meeting ID: 355 234 567 890",
    "Passcode: ab3Xz9",
    "Webinaarin tunnus 812 3456 7890",
    "Salasana: kevätkokous",
    "PIN: 1234#",
]
NOT_FOUND = [
    "Kokous on Teamsissa",
    "Etäyhteys (Teams)",
    "https://www.zoom.us/pricing",
    "https://teams.microsoft.com/",
    "https://whereby.com/information/tos",
    "https://example.org/kokoukset/2026-12-02/",
    "Kokous 4/2026",
    "kokouksen numero 4/2026",
    "Kokous 12.5.2027 klo 13.00–15.00",
    "koodi: pykälä",
    "Salasana",
    "https://example.org/teams/2026",
]


def kinds(text):
    return [span.kind for span in find_personal_data(text)]


@pytest.mark.parametrize("text", FOUND)
@pytest.mark.parametrize("around", ["{}", "Liity: {}.", "({})", "Paikka\n{}\nTervetuloa"])
def test_is_found(text, around):
    assert PersonalDataKind.JOINING in kinds(around.format(text))


@pytest.mark.parametrize("text", NOT_FOUND)
def test_is_not_taken_for_one(text):
    assert PersonalDataKind.JOINING not in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "a." * 100_000,
        "koodi: " + "a" * 200_000,
        "https://a.fi/" + "jitsi" * 40_000,
        "teams.microsoft.com/" * 10_000,
    ],
    ids=["word", "dots", "code", "address", "host"],
)
def test_a_long_text_is_looked_through(text):
    """The search does not backtrack: with a slower pattern this test would not end."""
    assert find_personal_data(text) == []


def test_an_address_is_looked_at_through_its_wrapping():
    assert is_joining_address(SAFE)
    assert not is_joining_address(SAFE.replace("meetup-join", "channel").replace("Fl%2F", "F"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (TEAMS, "Etäyhteys"),
        (f"Teams: {TEAMS}", "Etäyhteys"),
        (f"Microsoft Teams ({TEAMS})", "Etäyhteys"),
        (f"Kumppanuustalo Hilma, Kotka, tai {SAFE}", "Kumppanuustalo Hilma, Kotka, tai Etäyhteys"),
        ("Zoom, kokouksen tunnus: 123 456 789 Tunnuskoodi: kHt3Xq", "Etäyhteys"),
        ("Kumppanuustalo Hilma", "Kumppanuustalo Hilma"),
        ("Teams", "Teams"),
    ],
)
def test_others_see_one_word(before, after):
    assert replace_joining_details(before) == after


def test_a_link_is_found_behind_its_words(council):
    link = f'<p>Liity <a href="{SAFE}">tästä</a>.</p>'
    (found,) = find_in_object(make_text_page(council, body=[("text", link)]))
    assert found.kind == PersonalDataKind.JOINING
    assert found.label == "kokouksen liittymislinkki tai tunnus"
    assert not found.blocks


def test_rich_text_loses_the_whole_link():
    html, found = cut_rich_joining_details(
        f'<p>Liity <a href="{SAFE}">tästä</a>, <b>Pääsykoodi: 123456</b></p>'
    )
    assert found == [SAFE, "Pääsykoodi: 123456"]
    assert "safelinks" not in html and "123456" not in html
    assert "<a" not in html and "Etäyhteys" in html


def test_rich_text_without_one_is_untouched():
    html = '<p>Katso <a href="https://example.org/">sivu</a> &amp; muut<br/></p>'
    assert cut_rich_joining_details(html) == (html, [])
