"""The joining link of a remote meeting is never shown to readers at any address."""

import datetime

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowState

from meetings.models import MeetingPage
from search.models import Passage
from tests.approving import edit_url, fresh
from tests.factories import make_meeting, make_user

LINK = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_SALAINEN"
SECRETS = ("SALAINEN", "987 654 321", "meetup-join", "kHt3Xq")
DETAILS = f"{LINK}\nKokouksen tunnus: 987 654 321\nTunnuskoodi: kHt3Xq"


@pytest.fixture
def meeting(council, stored):
    """Publish an upcoming meeting with joining details, and the link by mistake in its place."""
    day = timezone.localdate() + datetime.timedelta(days=10)
    with stored():
        page = make_meeting(
            council,
            day,
            live=False,
            starts_at=datetime.time(13),
            place=f"Kumppanuustalo Hilma, Teams: {LINK}",
            joining_details=DETAILS,
            state="called",
        )
        fresh(page).save_revision().publish()
    return fresh(page)


def addresses(meeting):
    yield from ("/", "/syote.atom", "/sitemap.xml", "/haku/?q=kumppanuustalo", "/haku/?q=SALAINEN")
    yield from (meeting.url, f"{meeting.url}kokous.ics", f"{meeting.url}esityslista.pdf/")
    yield from (f"{meeting.url}esityslista.pdf", f"{meeting.url}poytakirja.pdf")
    index = meeting.get_parent().url
    yield from (index, f"{index}kalenteri.ics", f"{index}paatokset.csv")


def words_of(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if response["Content-Type"] == "application/pdf":
        pages = pypdfium2.PdfDocument(content)
        return "".join(page.get_textpage().get_text_bounded() for page in pages)
    # iCalendar folds long lines.
    return content.decode().replace("\r\n ", "").replace("\n ", "")


def test_no_address_gives_it_to_readers(meeting):
    shown = 0
    for address in addresses(meeting):
        words = words_of(Client().get(address, follow=True))
        for secret in SECRETS:
            # The results page repeats the query.
            assert secret not in words or secret in address, (address, secret)
        shown += "Etäyhteys" in words
    assert shown >= 4


def test_the_search_does_not_know_it(meeting):
    passages = str(list(Passage.objects.values()))
    assert "Kokous" in passages
    assert not any(secret in passages for secret in SECRETS)


def test_the_preview_shows_what_readers_will_see(meeting, as_user):
    client = as_user("secretariat")
    address = reverse("wagtailadmin_pages:view_draft", args=[meeting.pk])
    words = words_of(client.get(address))
    assert "Etäyhteys" in words
    assert not any(secret in words for secret in SECRETS)


def test_staff_find_it_in_the_editor(meeting, as_user):
    assert "SALAINEN" in as_user("secretariat").get(edit_url(meeting)).text


class TestPress:
    """One press moves the link to the field for those invited."""

    @pytest.fixture
    def editor(self, as_user):
        return as_user("secretariat")

    @pytest.fixture
    def draft(self, council, editor):
        summary = f'<p>Liity <a href="{LINK}">tästä</a>.</p>'
        page = make_meeting(
            council, live=False, place=f"Teams: {LINK} Tunnuskoodi: kHt3Xq", summary=summary
        )
        page.save_revision(user=editor.user)
        return page

    def check_url(self, page):
        return reverse("check_privacy", args=["meetings.meetingpage", page.pk])

    def test_the_check_knows_the_link(self, editor, draft):
        shown = editor.get(self.check_url(draft)).text
        assert "Kokouksen liittymislinkki tai tunnus" in shown
        assert "Säilytä linkki kutsutuille" in shown

    def test_moves_everything_out_of_the_texts(self, editor, draft):
        response = editor.post(self.check_url(draft), {"keep_joining": "1"}, follow=True)
        assert "Liittymistiedot kutsutuille" in response.text
        assert response.redirect_chain[-1][0] == edit_url(draft)
        kept = MeetingPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
        assert kept.place == "Etäyhteys"
        assert kept.joining_details.splitlines() == [LINK, "Tunnuskoodi: kHt3Xq"]
        assert LINK not in kept.summary and "Etäyhteys" in kept.summary
        assert "Henkilötietoja ei löytynyt" in editor.get(self.check_url(draft)).text

    def test_what_waits_is_not_changed(self, editor, draft):
        editor.post(self.check_url(draft), {"reason": "Avoin tilaisuus."})
        assert WorkflowState.objects.filter(status="in_progress").exists()
        assert "Säilytä linkki kutsutuille" not in editor.get(self.check_url(draft)).text
        assert editor.post(self.check_url(draft), {"keep_joining": "1"}).status_code in (302, 403)
        assert fresh(draft).get_latest_revision_as_object().joining_details == ""

    def test_is_not_for_those_who_may_not_edit(self, draft):
        client = Client()
        client.force_login(make_user(), backend="home.accounts.backends.AccountBackend")
        client.post(self.check_url(draft), {"keep_joining": "1"})
        assert fresh(draft).get_latest_revision_as_object().joining_details == ""


def test_a_link_in_its_field_is_no_finding(council, as_user):
    editor = as_user("secretariat")
    page = make_meeting(council, live=False, place="Etäyhteys", joining_details=DETAILS)
    page.save_revision(user=editor.user)
    address = reverse("check_privacy", args=["meetings.meetingpage", page.pk])
    assert "Henkilötietoja ei löytynyt" in editor.get(address).text
