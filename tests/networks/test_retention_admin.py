"""Where a person stands: one list, from which the name is corrected or removed at once."""

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.search import index

from home.record.models import ApprovalRecord
from home.texts.models import FileText, PageText
from networks.models import Person
from networks.retention.models import NamedFile, RetentionRun, RetentionSettings
from tests.factories import (
    make_council,
    make_document,
    make_mandate,
    make_person,
    make_term,
    make_text_page,
)


@pytest.fixture
def person(council):
    found = make_person(first_name="Saimi", last_name="Sanakoenen")
    term = make_term(council, datetime.date(2022, 1, 1), ends=datetime.date(2022, 12, 31))
    make_mandate(term, person=found)
    return found


@pytest.fixture
def page(council):
    return make_text_page(council, title="Haastattelu", lead="Saimi Sanakoenen. Saimi Sanakoesen.")


def address(person):
    return reverse("person_places", args=[person.pk])


def test_the_list_of_people_leads_to_the_places_of_each(as_user, person):
    listing = as_user("secretariat").get(reverse("wagtailsnippets_networks_person:list"))
    assert address(person) in listing.text


def test_every_place_is_listed_with_the_words_and_a_way_there(as_user, council, person, page):
    page.save_revision()
    document = make_document(council, title="Puhe")
    text = FileText.objects.create(document=document, state=FileText.State.DONE)
    words = "Avaus: Saimi Sanakoenen"
    PageText.objects.create(file_text=text, number=1, text=words, source="layer", language="fi")
    answer = as_user("secretariat").get(address(person)).text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in answer
    assert "Saimi Sanakoesen" in answer
    assert reverse("wagtaildocs:edit", args=[document.pk]) in answer
    assert "tuo siitä uusi versio" in answer


def test_a_name_is_corrected_everywhere_it_stands_in_its_basic_form(as_user, person, page):
    data = {"first_name": "Saimi", "last_name": "Uusinimi"}
    answer = as_user("secretariat").post(address(person), data, follow=True)
    assert "Nimi on korjattu" in answer.text
    page.refresh_from_db()
    person.refresh_from_db()
    assert str(person) == "Saimi Uusinimi"
    assert page.lead == "Saimi Uusinimi. Saimi Sanakoesen."


def test_a_correction_needs_both_names(as_user, person):
    answer = as_user("secretariat").post(address(person), {"first_name": "Saimi", "last_name": ""})
    person.refresh_from_db()
    assert person.last_name == "Sanakoenen"
    assert "Tämä kenttä vaaditaan" in answer.text or "pakollinen" in answer.text


def test_a_name_is_removed_everywhere_and_the_record_tells_of_it(as_user, person, page):
    client = as_user("chair")
    answer = client.post(address(person), {"remove": "1"}, follow=True)
    assert "Nimi on poistettu" in answer.text
    page.refresh_from_db()
    assert page.lead == "Entinen edustaja. Entisen edustajan."
    last = ApprovalRecord.objects.newest_first().first()
    assert (last.action, last.title) == ("withdrawn", f"henkilö {person.pk}")
    assert last.actor_id == client.user.pk
    assert RetentionRun.objects.filter(what="name").get().actor


def test_places_are_called_as_editors_know_them(as_user, council, person):
    """No table of the framework by its English name; old versions of one thing together."""
    client = as_user("secretariat")
    for _ in range(2):
        person.save_revision(user=client.user)
    log(person, "wagtail.edit", user=client.user)
    index.insert_or_update_object(person)
    main = BeautifulSoup(client.get(address(person)).content, "html.parser").main
    rows = [[cell.get_text(" ", strip=True) for cell in row("td")] for row in main("tr")[1:]]
    assert ["Saimi Sanakoenen", "Tallennettu versio (2)", "Saimi Sanakoenen"] in rows
    assert "Muutosloki" in [row[1] for row in rows]
    assert "Hallinnan haku" in [row[1] for row in rows]
    assert not re.search("entry|body text|object|JSON|label", main.get_text())


def test_who_sits_in_the_council_is_named_there(as_user, council, person):
    make_mandate(make_term(council, datetime.date(2023, 1, 1)), person=person)
    answer = as_user("secretariat").post(address(person), {"remove": "1"})
    assert "Päätä se ensin" in answer.text
    person.refresh_from_db()
    assert person.last_name == "Sanakoenen"


@pytest.mark.parametrize("data", [{"remove": "1"}, {"first_name": "Uusi", "last_name": "Nimi"}])
def test_communications_may_look_and_not_touch(as_user, person, data):
    client = as_user("communications")
    answer = client.get(address(person))
    assert answer.status_code == 200
    assert "Poista nimi" not in answer.text
    client.post(address(person), data)
    person.refresh_from_db()
    assert str(person) == "Saimi Sanakoenen"


def test_people_of_another_council_are_not_ours(as_user):
    other = make_council("Toinen neuvottelukunta", "Toismaa", slug="toinen")
    person = make_person()
    make_mandate(make_term(other), person=person)
    client = as_user("secretariat")
    assert "Missä kaikkialla" not in client.get(address(person)).text


class TestTimes:
    def test_the_chair_chooses_how_long_names_stay(self, as_user, council):
        answer = as_user("chair").post(
            reverse("retention"), {f"{council.pk}-name_terms": "1"}, follow=True
        )
        assert "Säilytysajat on tallennettu" in answer.text
        assert RetentionSettings.objects.get().name_terms == 1

    def test_the_secretariat_sees_and_does_not_choose(self, as_user, council):
        client = as_user("secretariat")
        assert client.get(reverse("retention")).status_code == 200
        client.post(reverse("retention"), {f"{council.pk}-name_terms": "1"})
        assert not RetentionSettings.objects.exists()

    def test_names_about_to_go_and_files_are_on_the_dashboard(self, as_user, council, person):
        client = as_user("secretariat")
        assert "poistuu sivustolta pian" not in client.get("/hallinta/").text
        RetentionSettings.objects.create(council=council, name_terms=0)
        assert "poistuu sivustolta pian: 1" in client.get("/hallinta/").text
        assert address(person) in client.get(reverse("retention")).text
        NamedFile.objects.create(document=make_document(council))
        assert "poistettu nimi: 1" in client.get("/hallinta/").text

    def test_what_was_done_is_listed_without_names(self, as_user, person):
        client = as_user("secretariat")
        client.post(address(person), {"remove": "1"})
        answer = client.get(reverse("retention")).text
        assert "nimi poistettu" in answer
        assert "Sanakoenen" not in answer
        assert Person.objects.filter(last_name="edustaja").exists()
