"""The list of a person's places, from which the name is corrected or removed everywhere."""

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.search import index

from home.audit_log.models import ApprovalRecord
from home.file_text.models import FileText, PageText
from home.scheduling.running import run_due
from networks.models import Person
from networks.retention.models import LeftPlace, NamedFile, RetentionRun, RetentionSettings
from tests.dashboard import for_you
from tests.factories import (
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


UNDERSTOOD = {"understood": "on"}


def removal(person):
    return reverse("remove_name", args=[person.pk])


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


def test_words_around_a_name_are_whole(as_user, council, person):
    """Names inside longer words are found too."""
    lead = f"{'yhdenvertaisuussuunnitelma ' * 9}Saimi Sanakoenen {'valtakunnallisestikin ' * 9}"
    make_text_page(council, title="Pitkä", lead=lead)
    rows = as_user("secretariat").get(address(person)).context["rows"]
    words = next(row["place"].words for row in rows if str(row["obj"]) == "Pitkä")
    assert set(words.split()) <= set(lead.split())
    assert len(words.split()) > 4


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


def test_a_name_is_removed_everywhere_and_the_audit_log_records_it(as_user, person, page):
    client = as_user("chair")
    answer = client.post(removal(person), UNDERSTOOD, follow=True)
    assert "Nimi on poistettu" in answer.text
    page.refresh_from_db()
    assert page.lead == "Entinen edustaja. Entisen edustajan."
    last = ApprovalRecord.objects.newest_first().first()
    assert (last.action, last.title) == ("withdrawn", f"henkilö {person.pk}")
    assert last.actor_id == client.user.pk
    assert RetentionRun.objects.filter(what="name").get().actor


def test_places_are_called_as_editors_know_them(as_user, council, person):
    """Framework tables have Finnish names, and old revisions of one object share a row."""
    client = as_user("secretariat")
    for _ in range(2):
        person.save_revision(user=client.user)
    log(person, "wagtail.edit", user=client.user)
    index.insert_or_update_object(person)
    main = BeautifulSoup(client.get(address(person)).content, "html.parser").main
    rows = [[" ".join(cell.get_text(" ").split()) for cell in row("td")] for row in main("tr")[1:]]
    assert ["Saimi Sanakoenen", "Tallennettu versio (2)", "Saimi Sanakoenen"] in rows
    assert "Muutosloki" in [row[1] for row in rows]
    assert "Hallinnan haku" in [row[1] for row in rows]
    assert not re.search("entry|body text|object|JSON|label", main.get_text())


def test_who_sits_in_the_council_is_named_there(as_user, council, person):
    make_mandate(make_term(council, datetime.date(2023, 1, 1)), person=person)
    answer = as_user("secretariat").post(removal(person), UNDERSTOOD, follow=True)
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
    client.post(removal(person), UNDERSTOOD)
    person.refresh_from_db()
    assert str(person) == "Saimi Sanakoenen"


class TestRemoval:
    """Removal asks first, lists what goes and what stays, and keeps the rest as to-dos."""

    @pytest.fixture
    def planted(self, council, person, page):
        """Store the name in an address, a file and a redirect, and the surname in another page."""
        named = make_text_page(council, title="Uutinen", slug="saimi-sanakoenen-valittiin")
        other = make_text_page(council, title="Kokous", lead="Sanakoenen totesi, ettei.")
        make_document(council, name="sanakoenen_saimi.pdf", title="Hakemus")
        Redirect.objects.create(old_path="/saimisanakoenen", redirect_link="/etusivu/")
        return named, other

    def test_one_press_removes_nothing(self, as_user, person, planted):
        client = as_user("secretariat")
        answer = client.post(address(person), {"remove": "1"}, follow=True)
        assert answer.redirect_chain[-1][0] == removal(person)
        assert client.post(removal(person)).status_code == 422
        person.refresh_from_db()
        assert str(person) == "Saimi Sanakoenen"

    def test_says_before_what_goes_and_what_stays(self, as_user, person, planted):
        answer = as_user("secretariat").get(removal(person))
        goes, stays, surnames = (answer.context[n] for n in ("goes", "stays", "surnames"))
        assert {str(row["obj"]) for row in goes} >= {"Haastattelu"}
        assert {row["place"].column.field.name for row in stays} >= {"slug", "file", "old_path"}
        assert "Kokous" in {str(row["obj"]) for row in surnames}
        for text in ("Poistoa ei voi perua", "Näihin nimi jää", "Pelkkä sukunimi", "totesi"):
            assert text in answer.text

    def test_does_not_say_that_the_persons_own_record_keeps_the_surname(self, as_user, person):
        person.save_revision()
        answer = as_user("secretariat").get(removal(person))
        assert "Sanakoenen" in answer.text
        assert not answer.context["surnames"]

    def test_its_page_and_button_have_names(self, as_user, person):
        soup = BeautifulSoup(as_user("secretariat").get(removal(person)).text, "html.parser")
        assert "Poista nimi kaikkialta" in soup.h1.text
        assert "Poista nimi kaikkialta" in soup.find("button", class_="no").text

    def test_says_after_what_stayed_until_it_is_done(self, as_user, person, planted):
        client, _untouched = as_user("secretariat"), make_person()
        answer = client.post(removal(person), UNDERSTOOD, follow=True)
        assert "Ne ovat alla luettelona." in answer.text
        assert "ei löytynyt muualta" not in answer.text
        assert "Merkitse hoidetuksi" in answer.text
        assert "Sanakoenen" not in "".join(LeftPlace.objects.values_list("label", flat=True)), (
            "the list holds no name"
        )
        fields = set(LeftPlace.objects.values_list("field", flat=True))
        assert fields >= {"slug", "file", "old_path", "lead"}
        assert any("Yhden henkilön vanha nimi on vielä" in line for line in for_you(client))
        for left in LeftPlace.objects.all():
            client.post(reverse("left_place_done", args=[left.pk]))
        assert not LeftPlace.objects.open().exists()
        assert "Tarkistettavia paikkoja ei ole." in client.get(address(person)).text
        assert not any("nimi on vielä" in line for line in for_you(client))

    def test_a_correction_keeps_the_inflected_as_a_to_do(self, as_user, person, page):
        client = as_user("secretariat")
        data = {"first_name": "Saimi", "last_name": "Uusinimi"}
        answer = client.post(address(person), data, follow=True)
        assert "Vanha nimi on vielä 1 paikassa." in answer.text
        left = LeftPlace.objects.open().get()
        assert (left.field, left.key) == ("lead", str(page.pk))

    def test_others_mark_nothing_as_done(self, as_user, person, planted):
        as_user("secretariat").post(removal(person), UNDERSTOOD)
        left = LeftPlace.objects.first()
        as_user("communications").post(reverse("left_place_done", args=[left.pk]))
        assert LeftPlace.objects.open().filter(pk=left.pk).exists()


class TestTimes:
    def test_a_name_that_is_about_to_go_can_wait(self, as_user, council, person):
        RetentionSettings.objects.create(name_terms=0)
        client, day = as_user("secretariat"), timezone.localdate() + datetime.timedelta(days=400)
        where = reverse("postpone_name", args=[person.pk])
        assert client.post(where, {"until": "", "reason": ""}).status_code == 422
        data = {"until": day.strftime("%d.%m.%Y"), "reason": "Historiikki on kesken"}
        answer = client.post(where, data, follow=True)
        assert f"Nimi säilyy {day:%-d.%-m.%Y} asti." in answer.text
        assert "Historiikki on kesken" in answer.text
        run_due(timezone.now() + datetime.timedelta(days=390), only="retention")
        person.refresh_from_db()
        assert str(person) == "Saimi Sanakoenen"

    def test_the_chair_chooses_how_long_names_stay(self, as_user, council):
        chair = as_user("chair")
        for _ in range(2):  # the second time nothing changes
            answer = chair.post(reverse("retention"), {"name_terms": "1"}, follow=True)
            assert "Säilytysajat on tallennettu" in answer.text
        assert RetentionSettings.objects.get().name_terms == 1
        row = ApprovalRecord.objects.get(action="settings")
        assert (row.actor_id, row.comment) == (
            chair.user.pk,
            "Nimi säilyy, toimikautta: 2 → 1.",
        )

    def test_the_secretariat_sees_and_does_not_choose(self, as_user, council):
        client = as_user("secretariat")
        assert client.get(reverse("retention")).status_code == 200
        client.post(reverse("retention"), {"name_terms": "1"})
        assert not RetentionSettings.objects.filter(name_terms=1).exists()
        assert not ApprovalRecord.objects.exists()

    def test_names_about_to_go_and_files_are_on_the_dashboard(self, as_user, council, person):
        client = as_user("secretariat")
        assert for_you(client) == []
        RetentionSettings.objects.create(name_terms=0)
        assert "Yhden entisen edustajan nimi poistuu" in for_you(client)[0]
        assert address(person) in client.get(reverse("retention")).text
        NamedFile.objects.create(document=make_document(council))
        assert any("Yhdessä tiedostossa on vielä" in line for line in for_you(client))

    def test_what_was_done_is_listed_without_names(self, as_user, person):
        client = as_user("secretariat")
        client.post(removal(person), UNDERSTOOD)
        answer = client.get(reverse("retention")).text
        assert "nimi poistettu" in answer
        assert "Sanakoenen" not in answer
        assert Person.objects.filter(last_name="edustaja").exists()
