"""After every act in the admin there is one message, and it matches the database."""

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page

from home.approval import service
from home.approval.models import Level
from home.approval.policy import list_differing_fields
from home.dates import format_weekday_and_date
from meetings.models import MeetingPage
from tests.approving import (
    asked,
    draft_of,
    edit_url,
    fresh,
    member,
    named,
    rule,
    task_of,
    text_data,
)
from tests.factories import (
    attach,
    make_document,
    make_meeting,
    make_organisation,
    make_person,
    make_text_page,
    make_user,
    mark_read,
)

SEND = {"action-submit": "1"}
CANCEL = {"action-cancel-workflow": "1"}
WHILE_NEW = "Lukijat eivät näe tätä."


@pytest.fixture
def chair(council, roles):
    chair = member(council, "chair", first_name="Pertti", last_name="Puhenuija")
    named(council, chair=chair)
    return chair


@pytest.fixture
def client(as_user, chair):
    return as_user("secretariat")


def said_after(client, address, data):
    """Do the act and return its one message as a person reads it."""
    client.get(reverse("wagtailadmin_home"))  # clears the earlier messages
    answer = client.post(address, data)
    found = [str(message) for message in get_messages(answer.wsgi_request)]
    found = [re.sub("(?s)<form.*?</form>", "", text) for text in found]
    said = [" ".join(re.sub("<[^>]+>", "", text).split()) for text in found]
    assert len(said) == 1, said
    assert not re.search(r"None|””|\.\.", said[0]), said[0]
    return said[0]


def filled(client, address):
    """Return what the form of the address posts when nobody changes it."""
    form = BeautifulSoup(client.get(address).content, "html.parser").select_one("[data-edit-form]")
    data = {"body-count": "0"}  # blocks are built by a script
    for field in form.select("input[name], textarea[name], select[name]"):
        chosen = field.select_one("option[selected]") if field.name == "select" else None
        if field.get("type") not in {"checkbox", "radio"} or field.has_attr("checked"):
            value = chosen["value"] if chosen else field.get("value", field.get_text())
            data[field["name"]] = value
    return data


def due_words(obj):
    return format_weekday_and_date(task_of(obj).assignments.active().get().due)


def public_page(council, **fields):
    page = make_text_page(council, title="Julkinen", live=False, **fields)
    page.save_revision().publish(skip_permission_checks=True)
    return fresh(page)


class TestAPage:
    def test_a_new_draft(self, client, council):
        address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", council.pk])
        data = text_data(Page(slug="uusi"), "Uusi")
        assert said_after(client, address, data) == f"Uusi Luonnos tallennettu. {WHILE_NEW}"

    def test_a_saved_draft_of_a_public_page(self, client, council):
        page = public_page(council)
        said = said_after(client, edit_url(page), text_data(page, "Toinen"))
        day = date_format(timezone.localtime(page.last_published_at), "j.n.Y")
        assert said == f"Toinen Luonnos tallennettu. Lukijat näkevät vielä version {day}."

    def test_a_save_that_changes_nothing(self, client, council):
        page = public_page(council)
        said = said_after(client, edit_url(page), text_data(page, "Julkinen"))
        assert "samanlainen kuin julkaistu versio" in said
        assert said.endswith("Lukijat näkevät tämän version.")

    def test_the_first_sending_of_a_public_page(self, client, council):
        page = public_page(council)
        said = said_after(client, edit_url(page), text_data(page, "Toinen") | SEND)
        assert fresh(page).workflow_in_progress
        assert "Lähetetty puheenjohtajan hyväksyttäväksi." in said
        assert f"Odottaa puheenjohtajaa: Pertti Puhenuija, viimeistään {due_words(page)}. " in said
        assert "Pieni korjaus" not in said

    def test_a_page_sent_as_soon_as_it_is_made(self, client, council):
        address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", council.pk])
        data = text_data(Page(slug="uusi"), "Uusi") | SEND
        said = said_after(client, address, data)
        assert said.startswith("Uusi Lähetetty puheenjohtajan hyväksyttäväksi.")
        assert said.endswith(WHILE_NEW)

    def test_a_second_pair_of_eyes(self, client, council):
        rule(council, "home.StandardPage", Level.SECOND_PAIR)
        page = make_text_page(council, live=False)
        said = said_after(client, edit_url(page), text_data(page, "Toinen") | SEND)
        assert "Lähetetty toisen tarkistettavaksi. Odottaa toista tarkistajaa:" in said

    def test_a_cancelled_approval(self, client, council):
        page = public_page(council)
        client.post(edit_url(page), text_data(page, "Toinen") | SEND)
        said = said_after(client, edit_url(page), CANCEL)
        assert not fresh(page).workflow_in_progress
        assert said.startswith("Toinen Lähetys on peruttu. Voit taas muokata tekstiä.")

    def test_a_correction_and_its_resending(self, client, council, chair):
        page = make_text_page(council, live=False)
        client.post(edit_url(page), text_data(page, "Toinen") | SEND)
        service.request_correction(task_of(page), chair, channel="login", comment="Lyhennä.")
        said = said_after(client, edit_url(page), text_data(page, "Lyhyt") | SEND)
        assert said.startswith("Lyhyt Korjattu ja lähetetty uudelleen. Odottaa puheenjohtajaa:")
        assert asked(page) == {chair}

    def test_a_refused_sending(self, client, council):
        page = make_text_page(council, live=False)
        data = text_data(page, "Toinen") | {"lead": "Tunnus 131052-308T."} | SEND
        said = said_after(client, edit_url(page), data)
        assert not fresh(page).workflow_in_progress
        assert "tallessa luonnoksena, mutta sitä ei lähetetty" in said
        assert said.endswith(WHILE_NEW)
        assert fresh(page).get_latest_revision_as_object().title == "Toinen"

    def test_a_restored_version(self, client, council):
        page = public_page(council)
        old = page.latest_revision
        draft_of(page, title="Uudempi")
        address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old.pk])
        said = said_after(client, address, text_data(page, "Julkinen"))
        assert said.startswith("Julkinen Aiempi versio on palautettu luonnokseksi.")

    def test_what_is_withdrawn(self, client, council):
        page = public_page(council)
        said = said_after(client, reverse("wagtailadmin_pages:unpublish", args=[page.pk]), {})
        assert not fresh(page).live
        assert said == f"Julkinen Julkaisu on peruttu. {WHILE_NEW}"

    def test_an_approval_by_the_editor(self, as_user, council, chair, client):
        page = make_text_page(council, live=False)
        client.post(edit_url(page), text_data(page, "Toinen") | SEND)
        reader = as_user("secretariat")
        reader.force_login(chair, "home.accounts.backends.AccountBackend")
        decide = {"action-workflow-action": "true", "workflow-action-name": "approve"}
        said = said_after(reader, edit_url(page), text_data(page, "Toinen") | decide)
        assert fresh(page).live
        assert said == "Toinen Hyväksytty. Lukijat näkevät tämän version."

    def test_an_approval_of_what_is_scheduled(self, as_user, council, chair, client):
        page = make_text_page(council, live=False)
        later = timezone.now() + datetime.timedelta(days=3)
        draft_of(page, client.user, go_live_at=later)
        service.submit(page, client.user)
        reader = as_user("secretariat")
        reader.force_login(chair, "home.accounts.backends.AccountBackend")
        name = "wagtailadmin_pages:workflow_action"
        address = reverse(name, args=[page.pk, "approve", task_of(page).pk])
        said = said_after(reader, address, {"comment": ""})
        assert not fresh(page).live
        assert f"Julkaistaan {format_weekday_and_date(timezone.localtime(later))} klo" in said

    def test_faults_in_the_form_are_told_alone(self, client, council):
        page = make_text_page(council, live=False)
        said = said_after(client, edit_url(page), text_data(page, ""))
        assert "Luonnos tallennettu" not in said


def bulk(action, *pages):
    ids = "&".join(f"id={page.pk}" for page in pages)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return f"{address}?next={reverse('wagtailadmin_home')}&{ids}"


class TestMovedAndCopied:
    """Actions on whole pages report like the editor: what happened and what readers see."""

    @pytest.fixture
    def home(self, council):
        return make_text_page(council, title="Toinen paikka")

    def test_a_moved_draft(self, client, council, home):
        page = make_text_page(council, title="Luonnos", live=False)
        address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, home.pk])
        said = said_after(client, address, {})
        assert said == f"Luonnos Siirretty sivun ”Toinen paikka” alle. {WHILE_NEW}"
        assert fresh(page).get_parent().pk == home.pk

    def test_several_moved_pages(self, client, council, home):
        pages = [make_text_page(council, title=f"Luonnos {n}", live=False) for n in (1, 2)]
        said = said_after(client, bulk("move", *pages), {"chooser": home.pk})
        expected = "Luonnos 1 ja Luonnos 2 Siirretty sivun ”Toinen paikka” alle."
        assert said == f"{expected} Lukijat eivät näe näitä."

    def test_a_copy(self, client, council):
        page = public_page(council)
        make_text_page(page, title="Alasivu")
        data = {"new_title": "Kopio", "new_slug": "kopio", "new_parent_page": council.pk}
        address = reverse("wagtailadmin_pages:copy", args=[page.pk])
        said = said_after(client, address, data | {"copy_subpages": "on"})
        assert said == f"Kopio Kopio ja 1 alasivu on tallennettu luonnoksina. {WHILE_NEW}"


class TestSeveralPages:
    def test_sent_together_name_who_decides_by_when(self, client, council):
        pages = [make_text_page(council, title=f"Luonnos {n}", live=False) for n in range(7)]
        for page in pages:
            draft_of(page, client.user)
        said = said_after(client, bulk("submit", *pages), {})
        assert said.startswith("Luonnos 0, Luonnos 1, Luonnos 2, Luonnos 3 ja 3 muuta Lähetetty")
        assert (
            f"Odottaa puheenjohtajaa: Pertti Puhenuija, viimeistään {due_words(pages[0])}." in said
        )
        assert said.endswith("Lukijat eivät näe näitä.")

    def test_of_two_levels_are_told_apart(self, client, council):
        rule(council, "home.StandardPage", Level.SECOND_PAIR)
        member(council, "communications", first_name="Vilja", last_name="Viestijä")
        text = make_text_page(council, title="Teksti", live=False)
        meeting = make_meeting(council, live=False)
        for page in (text, meeting):
            draft_of(page, client.user)
        said = said_after(client, bulk("submit", text, meeting), {})
        assert "Teksti Lähetetty toisen tarkistettavaksi." in said
        assert f"{meeting.title} Lähetetty puheenjohtajan hyväksyttäväksi." in said

    def test_withdrawn(self, client, council):
        pages = [make_text_page(council, title=f"Julkinen {n}") for n in (1, 2)]
        said = said_after(client, bulk("unpublish", *pages), {"number": "2"})
        assert said == "Julkinen 1 ja Julkinen 2 Julkaisu on peruttu. Lukijat eivät näe näitä."

    def test_deleted(self, client, council):
        pages = [make_text_page(council, title=f"Luonnos {n}", live=False) for n in (1, 2)]
        said = said_after(client, bulk("delete", *pages), {})
        assert said.startswith("Luonnos 1 ja Luonnos 2 Poistettu. Voit palauttaa ne roskakorista ")


class TestDeleted:
    def test_a_page(self, client, council):
        page = make_text_page(council, title="Luonnos", live=False)
        said = said_after(client, reverse("wagtailadmin_pages:delete", args=[page.pk]), {})
        assert said.startswith("Luonnos Poistettu. Voit palauttaa sen roskakorista ")

    def test_a_file(self, client, council):
        document = make_document(council, title="Liite")
        said = said_after(client, reverse("wagtaildocs:delete", args=[document.pk]), {})
        assert said.startswith("Liite Poistettu. Voit palauttaa sen roskakorista ")


class TestANewVersionOfAFile:
    @pytest.fixture
    def document(self, council):
        return make_document(council, title="Pöytäkirja")

    @pytest.fixture
    def meeting(self, council, document, stored):
        with stored():
            meeting = make_meeting(council, live=False)
            attach(document, meeting)
            mark_read(document)
            meeting = MeetingPage.objects.get(pk=meeting.pk)
            meeting.save_revision().publish(skip_permission_checks=True)
        return fresh(meeting)

    def bring(self, client, document):
        file = SimpleUploadedFile("uusi.pdf", b"%PDF-1.7 uusi", "application/pdf")
        data = {"file": file, "version_note": "Korjattu.", "title": document.title}
        address = reverse("new_version", args=["asiakirja", document.pk])
        return said_after(client, address, data | {"language": "fi"})

    def test_that_was_sent_says_who_decides_and_what_readers_see(self, client, meeting, document):
        said = self.bring(client, document)
        assert said.startswith(f"Pöytäkirja Uusi versio on tallennettu. Sivu ”{meeting.title}”:")
        assert f"Pertti Puhenuija, viimeistään {due_words(meeting)}." in said
        assert said.endswith("Lukijat näkevät vielä edellisen version.")

    def test_that_stays_in_a_draft_says_so(self, client, meeting, document):
        draft_of(meeting, place="Kesken")
        said = self.bring(client, document)
        assert "luonnoksessa. Avaa sivu ja lähetä se hyväksyttäväksi." in said
        assert said.endswith("Lukijat näkevät vielä edellisen version.")

    def test_that_no_page_shows(self, client, document):
        said = self.bring(client, document)
        assert said == "Pöytäkirja Uusi versio on tallennettu. Lukijat eivät näe tiedostoa."


@pytest.mark.parametrize("role", ["", "none"], ids=["anonymous", "without a role"])
def test_nothing_is_said_to_be_saved_that_was_refused(council, chair, role):
    page = make_text_page(council, live=False)
    client = Client()
    if role:
        user = make_user()
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client.force_login(user, "home.accounts.backends.AccountBackend")
    answer = client.post(edit_url(page), text_data(page, "Toinen"))
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert not any("tallennettu" in words.lower() for words in said), said


def test_a_small_correction_is_said_to_be_public(client, council):
    rule(council, "meetings.MeetingPage", Level.CHAIR, small_corrections=True)
    meeting = make_meeting(council, title="Kevätkokous", place="Kotka", state="held")
    meeting.save_revision().publish(skip_permission_checks=True)
    data = filled(client, edit_url(meeting)) | {"place": "Kouvola"} | SEND
    said = said_after(client, edit_url(meeting), data)
    assert list_differing_fields(meeting, fresh(meeting).latest_revision.content) == {"place"}
    assert fresh(meeting).place == "Kouvola", said
    assert "Pieni korjaus on julkaistu." in said
    assert said.endswith("Lukijat näkevät tämän version.")


@pytest.mark.parametrize(
    ("make", "data"),
    [
        (make_person, {"first_name": "Uusi", "last_name": "Nimi"}),
        (make_organisation, {"name": "Uusi yhdistys ry"}),
    ],
    ids=["person", "organisation"],
)
class TestSnippets:
    def draft(self, make):
        snippet = make(live=False)
        snippet.save_revision()
        return snippet

    def test_saved(self, client, make, data):
        snippet = self.draft(make)
        said = said_after(client, edit_url(snippet), filled(client, edit_url(snippet)) | data)
        assert said.endswith(f"Luonnos tallennettu. {WHILE_NEW}")

    def test_sent_and_cancelled(self, client, make, data):
        snippet = self.draft(make)
        said = said_after(
            client, edit_url(snippet), filled(client, edit_url(snippet)) | data | SEND
        )
        assert "Lähetetty puheenjohtajan hyväksyttäväksi." in said
        assert fresh(snippet).workflow_in_progress
        said = said_after(client, edit_url(snippet), CANCEL)
        assert "Lähetys on peruttu." in said
        assert not fresh(snippet).workflow_in_progress
