"""The roster editor: ends, successors and vacant seats, sent for approval as one version."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from home.approval.service import approve
from networks.models import Mandate, Organisation, Person, Seat, Term
from tests.approving import fresh, member, named, task_of
from tests.factories import make_mandate, make_organisation, make_person, make_seat, make_term

D = datetime.date
START = D(2024, 1, 1)


@pytest.fixture
def term(council):
    term = make_term(council, START, live=True)
    seat = make_seat(council, title="Kaupunki", group=Seat.Group.MUNICIPALITIES)
    make_mandate(term, seat, make_person(first_name="Otso", last_name="Mallikas"))
    make_seat(council, title="Tyhjä paikka", group=Seat.Group.NETWORKS)
    return term


def address(term):
    return reverse("edit_roster", args=[term.pk])


def look(client, term):
    return BeautifulSoup(client.get(address(term)).content, "html.parser")


def filled(soup, title, **written) -> dict:
    """Return what a browser sends when these values are typed in the row of the seat."""
    form = soup.find("table", class_="roster").find_parent("form")
    data = {f["name"]: f.get("value", "") for f in form("input") if f.get("name")}
    data |= {f["name"]: "" for f in form("select")}
    row = next(row for row in form("tr") if row.th.get_text().strip().startswith(title))
    for key, text in written.items():
        data[row.select_one(f'[name^="{key}-"]')["name"]] = text
    return data


def newest(term):
    mandates = fresh(term).get_latest_revision_as_object().mandates.all()
    return sorted(mandates, key=lambda m: (m.seat.title, m.starts))


def test_the_list_leads_to_the_roster(secretary, term):
    listed = secretary.get(reverse(Term.snippet_viewset.get_url_name("list"))).content.decode()
    assert f'href="{address(term)}"' in listed
    words = look(secretary, term).get_text(" ")
    assert "Otso Mallikas, jäsen, 1.1.2024–" in " ".join(words.split())
    assert "Täyttämättä" in words


def test_an_end_and_a_successor_in_four_acts(secretary, council, term):
    """Type the last day and the name, and send: the approval publishes all of it."""
    chair = member(council, "chair")
    named(council, chair=chair)
    data = filled(look(secretary, term), "Kaupunki", ends="31.5.2024", successor="Aino Uusi")
    answer = secretary.post(address(term), data | {"send": "1"}, follow=True)
    assert "Lähetetty puheenjohtajan hyväksyttäväksi" in answer.content.decode()
    assert "Luotiin luonnoksina: Aino Uusi." in answer.content.decode()
    assert Mandate.objects.get().ends is None, "readers see nothing of it yet"
    approve(task_of(term), chair, channel="login")
    old, new = Mandate.objects.order_by("starts")
    assert (old.ends, new.starts) == (D(2024, 5, 31), D(2024, 6, 1))
    assert (new.role, new.seat, str(new.person)) == (old.role, old.seat, "Aino Uusi")
    assert Person.objects.get(last_name="Uusi").live


def test_a_successor_who_is_known_is_not_made_anew(secretary, council, term):
    known, body = make_person(first_name="Lempi", last_name="Tuttu"), make_organisation()
    written = {"ends": "5.2024", "successor": "lempi tuttu", "organisation": body.name}
    written |= {"role": "asiantuntija", "starts": "1.8.2024"}
    data = filled(look(secretary, term), "Kaupunki", **written)
    secretary.post(address(term), data)
    old, new = newest(term)
    assert (old.ends, old.ends_precision) == (D(2024, 5, 31), "month")
    assert (new.person, new.organisation, new.role) == (known, body, "expert")
    assert new.starts == D(2024, 8, 1)
    assert Organisation.objects.count() == 1


def test_namesakes_are_asked_about(secretary, council, term):
    one, other = (make_person(first_name="Sama", last_name="Nimi") for _ in range(2))
    soup = look(secretary, term)
    assert soup.find("option", value=f"Sama Nimi ({other.pk})")
    data = filled(soup, "Tyhjä paikka", successor="Sama Nimi", starts="1.2.2024")
    answer = secretary.post(address(term), data)
    assert answer.status_code == 422
    assert "Samannimisiä on useita" in answer.content.decode()
    choices = BeautifulSoup(answer.content, "html.parser")("input", type="radio")
    assert [box["value"] for box in choices] == [str(one.pk), str(other.pk), "new"]
    assert (
        secretary.post(address(term), data | {choices[0]["name"]: str(one.pk)}).status_code == 302
    )
    assert one in [mandate.person for mandate in newest(term)]


def test_a_namesake_is_written_with_the_number(secretary, council, term):
    _, other = (make_person(first_name="Sama", last_name="Nimi") for _ in range(2))
    soup = look(secretary, term)
    data = filled(soup, "Tyhjä paikka", successor=f"Sama Nimi ({other.pk})", starts="1.2.2024")
    assert secretary.post(address(term), data).status_code == 302
    assert other in [mandate.person for mandate in newest(term)]


def test_a_name_that_is_almost_known_is_asked_about(secretary, council, term):
    make_person(first_name="Lempi", last_name="Tuttulainen")
    data = filled(
        look(secretary, term), "Tyhjä paikka", successor="Lempi Tutulainen", starts="1.2.2024"
    )
    answer = secretary.post(address(term), data)
    assert answer.status_code == 422
    assert "Lempi Tutulainen – tarkoititko: Lempi Tuttulainen?" in answer.text
    assert 'value="Lempi Tutulainen"' in answer.text, "what was typed is kept"
    assert not Person.objects.filter(last_name="Tutulainen").exists()
    name = BeautifulSoup(answer.text, "html.parser").find("input", type="radio")["name"]
    assert secretary.post(address(term), data | {name: "new"}).status_code == 302
    assert Person.objects.filter(last_name="Tutulainen").exists()


def test_a_vacant_seat_is_filled(secretary, term):
    data = filled(look(secretary, term), "Tyhjä paikka", successor="Aino Uusi", starts="1.2.2024")
    assert secretary.post(address(term), data).status_code == 302
    assert [str(m.seat) for m in newest(term)] == ["Kaupunki", "Tyhjä paikka"]
    assert "Täyttämättä" not in look(secretary, term).get_text(" ")


@pytest.mark.parametrize(
    ("title", "written", "message"),
    [
        (
            "Kaupunki",
            {"ends": "31.6.2024"},
            "Päättyy: Päivää 31.6. ei ole: kesäkuussa on 30 päivää.",
        ),
        ("Kaupunki", {"ends": "31.12.2023"}, "Edustus ei voi päättyä ennen kuin se alkaa."),
        ("Kaupunki", {"successor": "Aino Uusi"}, "Kirjoita edustajan viimeinen päivä."),
        ("Tyhjä paikka", {"successor": "Aino Uusi"}, "Alkaa: kirjoita päivä"),
        ("Kaupunki", {"ends": "1.5.2024", "successor": "Uusi"}, "Etunimi: Tieto puuttuu."),
        ("Kaupunki", {"successor": "Otso Mallikas", "starts": "1.3.2024"}, "on jo edustus"),
        ("Tyhjä paikka", {"organisation": "Uusi ry"}, "Seuraaja: kirjoita nimi"),
    ],
)
def test_a_fault_is_shown_on_its_row_and_nothing_is_lost(secretary, term, title, written, message):
    data = filled(look(secretary, term), title, **written)
    answer = secretary.post(address(term), data)
    assert answer.status_code == 422
    soup = BeautifulSoup(answer.content, "html.parser")
    row = next(row for row in soup("tr") if row.th.get_text().strip().startswith(title))
    assert message in row.get_text(" ")
    values = {field.get("value") for field in row("input")}
    assert values >= set(written.values())
    ways = soup.select(".help-critical a[href^='#']")
    assert message in ways[0].parent.parent.get_text(" ")
    assert all(row.find(id=way["href"].removeprefix("#")) for way in ways)
    assert len(ways) == len(row.select(".roster__faults li"))
    assert not fresh(term).latest_revision
    assert not Person.objects.filter(last_name="Uusi").exists()


def test_a_day_that_cannot_be_read_is_reported_once(secretary, term):
    written = {"ends": "31.6.2024", "successor": "Aino Uusi"}
    answer = secretary.post(address(term), filled(look(secretary, term), "Kaupunki", **written))
    soup = BeautifulSoup(answer.content, "html.parser")
    assert len(soup.select("tr .roster__faults li")) == 1


def test_what_somebody_else_saved_meanwhile_is_not_lost(secretary, as_user, term):
    data = filled(look(secretary, term), "Tyhjä paikka", successor="Aino Uusi", starts="1.2.2024")
    other = as_user("secretariat")
    other.post(address(term), filled(look(other, term), "Kaupunki", ends="31.5.2024"))
    answer = secretary.post(address(term), data)
    assert "Joku muu on sillä välin muuttanut" in answer.content.decode()
    soup = BeautifulSoup(answer.content, "html.parser")
    again = filled(soup, "Tyhjä paikka")
    assert "Aino Uusi" in again.values()
    assert secretary.post(address(term), again).status_code == 302
    first, second = newest(term)
    assert (first.ends, str(second.person)) == (D(2024, 5, 31), "Aino Uusi")


def test_what_waits_is_not_changed(secretary, council, term):
    named(council, chair=member(council, "chair"))
    data = filled(look(secretary, term), "Kaupunki", ends="31.5.2024")
    secretary.post(address(term), data | {"send": "1"})
    before = fresh(term).latest_revision_id
    soup = look(secretary, term)
    assert "Toimikausi odottaa hyväksyntää" in soup.get_text()
    assert not soup.find("button", attrs={"name": "send"})
    answer = secretary.post(address(term), data | {"version": before})
    assert "Peru lähetys ensin" in answer.content.decode()
    assert fresh(term).latest_revision_id == before


def test_sending_without_changes_sends_nothing(secretary, term):
    data = filled(look(secretary, term), "Kaupunki") | {"send": "1"}
    answer = secretary.post(address(term), data, follow=True)
    assert "ei ole muutoksia" in answer.content.decode()
    assert not fresh(term).workflow_in_progress


def test_every_field_has_a_name_and_the_page_needs_no_script(secretary, term):
    soup = look(secretary, term)
    fields = soup.find("table", class_="roster").find_parent("form")(["input", "select"])
    shown = [field for field in fields if field.get("type") != "hidden"]
    assert len(shown) > 5
    assert all(field.get("aria-label") or field.find_parent("label") for field in shown)
