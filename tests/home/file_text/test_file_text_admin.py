"""File texts in the admin: what editors see of them, and what they may do about them."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from home.documents.models import CouncilDocument
from home.file_text import queue, worker
from home.file_text.models import FileText
from home.file_text.worker import read_waiting
from tests import papers
from tests.factories import make_document
from tests.papers import LETTER

State = FileText.State
REPORT = reverse("document_texts")


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor(as_user):
    return as_user("communications")


@pytest.fixture
def no_recogniser(monkeypatch):
    monkeypatch.setattr(worker, "get_recogniser", lambda: None)
    monkeypatch.setattr(queue, "get_recogniser", lambda: None)


def panel(client, document):
    page = client.get(reverse("wagtaildocs:edit", args=[document.pk])).content
    return BeautifulSoup(page, "html.parser").find(id="document-text-section")


def words(tag):
    return " ".join(tag.get_text(" ").split())


def dashboard(client):
    page = client.get(reverse("wagtailadmin_home")).content
    return BeautifulSoup(page, "html.parser").find(id="unread-files-section")


class TestOnTheDocument:
    def test_a_new_file_waits_and_says_that_nobody_must(self, editor, council):
        shown = words(panel(editor, make_document(council)))
        assert "Tila odottaa lukemista" in shown
        assert "Lukeminen ei estä työtäsi" in shown
        assert "Yritä uudelleen" not in shown

    def test_a_read_file_shows_how_and_how_it_begins(self, editor, council):
        document = make_document(council, name="a.pdf", content=papers.pdf(LETTER, "Loppu"))
        read_waiting()
        shown = words(panel(editor, document))
        assert "Tila luettu" in shown
        assert "Luettu 2/2" in shown
        assert "tekstikerros 2" in shown
        assert "Neuvottelukunta kokoontui keskiviikkona" in shown
        assert "Yritä uudelleen" in shown

    def test_how_far_the_reading_is(self, editor, council):
        document = make_document(council)
        queue.fill_queue()
        queue.store_progress(queue.take_next(), 3, 12)
        shown = words(panel(editor, document))
        assert "Tila luetaan parhaillaan" in shown
        assert "Luettu 3/12" in shown

    def test_a_scan_without_a_recogniser_tells_what_to_do(self, editor, council, no_recogniser):
        document = make_document(council, name="a.pdf", content=papers.scan("Korjauspaja"))
        read_waiting()
        shown = words(panel(editor, document))
        assert "Ei tekstiä: tekstintunnistus puuttuu palvelimelta." in shown
        assert "tesseract" in shown

    def test_the_words_of_a_file_are_only_words(self, editor, council):
        document = make_document(council, name="a.txt", content=b"<script>alert(1)</script>")
        read_waiting()
        shown = panel(editor, document)
        assert not shown.find("script")
        assert "<script>alert(1)</script>" in words(shown)


class TestAnotherTry:
    def again(self, client, document):
        return client.post(reverse("read_file_again", args=[document.pk]), follow=True)

    def test_puts_the_file_into_the_queue(self, editor, council):
        document = make_document(council, content=b"%PDF-1.7 rikki")
        read_waiting()
        answer = self.again(editor, document)
        assert "Asiakirja luetaan uudelleen." in answer.content.decode()
        row = FileText.objects.get(document=document)
        assert (row.state, row.tries, row.message) == (State.WAITING, 0, "")
        assert read_waiting() == 1

    def test_does_not_disturb_a_reading(self, editor, council):
        document = make_document(council)
        queue.fill_queue()
        queue.take_next()
        self.again(editor, document)
        assert FileText.objects.get(document=document).state == State.RUNNING

    def test_only_by_a_button(self, editor, council):
        address = reverse("read_file_again", args=[make_document(council).pk])
        assert editor.get(address).status_code == 405

    def test_not_by_those_who_may_not_change_the_file(self, as_user, council):
        document = make_document(council)
        read_waiting()
        as_user("chair").post(reverse("read_file_again", args=[document.pk]))
        assert FileText.objects.get(document=document).state != State.WAITING

    def test_of_nothing(self, editor):
        assert editor.post(reverse("read_file_again", args=[0])).status_code == 404


class TestReport:
    @pytest.fixture
    def two(self, council):
        broken = make_document(council, title="Rikki", content=b"%PDF-1.7 rikki")
        make_document(council, title="Ehjä", name="a.txt", content=b"Kokous")
        read_waiting()
        return broken

    def test_lists_every_file_with_its_state(self, editor, two):
        shown = editor.get(REPORT).content.decode()
        assert "Rikki" in shown
        assert "vahingoittunut" in shown
        assert "Ehjä" in shown

    def test_is_filtered_by_state(self, editor, council, two):
        make_document(council, title="Uusi")
        found = editor.get(REPORT, {"text_state": State.DAMAGED}).context["object_list"]
        assert [document.title for document in found] == ["Rikki"]
        found = editor.get(REPORT, {"text_state": State.WAITING}).context["object_list"]
        assert [document.title for document in found] == ["Uusi"]

    def test_can_be_taken_along(self, editor, two):
        table = b"".join(editor.get(REPORT, {"export": "csv"}).streaming_content).decode()
        assert "Asiakirja,Tila,Selitys,Sivuja" in table
        assert "Rikki,vahingoittunut,Tiedosto on vahingoittunut." in table

    def test_shows_each_only_the_files_of_their_own(self, editor, council):
        make_document(title="Toisten")
        assert "Toisten" not in editor.get(REPORT).content.decode()

    def test_is_not_for_those_who_bring_no_files(self, as_user, two):
        chair = as_user("chair")
        assert chair.get(REPORT).status_code == 302
        assert REPORT not in chair.get(reverse("wagtailadmin_home")).content.decode()

    def test_is_in_the_menu(self, editor):
        assert REPORT in editor.get(reverse("wagtailadmin_home")).content.decode()


class TestDashboard:
    def test_says_nothing_when_all_is_read(self, editor, council):
        make_document(council, name="a.txt", content=b"Kokous")
        read_waiting()
        assert dashboard(editor) is None

    def test_leads_to_what_the_search_does_not_find(self, editor, council, no_recogniser):
        make_document(council, content=b"%PDF-1.7 rikki")
        make_document(council, name="a.pdf", content=papers.scan("Korjauspaja"))
        read_waiting()
        links = dashboard(editor).select("a.button")
        assert [words(link) for link in links] == [
            "Vahingoittunut (1)",
            "Tekstintunnistus puuttuu (1)",
        ]
        assert links[0]["href"] == f"{REPORT}?text_state=damaged"

    def test_tells_when_nobody_reads(self, editor, council):
        document = make_document(council)
        assert dashboard(editor) is None
        yesterday = timezone.now() - datetime.timedelta(days=1)
        CouncilDocument.objects.filter(pk=document.pk).update(created_at=yesterday)
        assert "Asiakirjojen lukeminen on pysähtynyt: 1 odottaa." in words(dashboard(editor))

    def test_does_not_trouble_the_chair(self, as_user, council):
        make_document(council, content=b"%PDF-1.7 rikki")
        read_waiting()
        assert dashboard(as_user("chair")) is None
