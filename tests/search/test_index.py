"""The index follows the pages at once, and never shows more than a reader may see."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from home.file_text.models import FileText, PageText
from home.file_text.pages import report_text_ready
from home.models import StandardPage
from meetings.models import AgendaItem
from search.index.indexing import update_pages
from search.models import Form, IndexedPage, Passage, Term
from tests.factories import attach, make_document, make_meeting, make_text_page


@pytest.fixture
def found(client):
    """Return the titles that a search finds."""
    return lambda query: {hit.title for hit in client.get("/haku/", {"q": query}).context["hits"]}


@pytest.fixture
def page(council, stored):
    with stored():
        return make_text_page(council, title="Retki", lead="Vadelmasuolle rakennetaan pitkospuut.")


def give_text(document, *texts):
    """Store the text of a file's pages, as if it had been extracted."""
    read = FileText.objects.create(
        document=document, state="done", made_of=document.sha256 or document.file.name
    )
    for number, text in enumerate(texts, 1):
        PageText.objects.create(file_text=read, number=number, text=text, source="layer")
    report_text_ready(document)


def test_a_published_page_is_found_by_any_form_of_its_words(found, page):
    for query in ("pitkospuut", "pitkospuiden rakentaminen", "puut", "Vadelmasuo"):
        assert found(query) == {"Retki"}, query


def test_no_search_has_to_look_through_words_that_are_not_sorted_in(page):
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('passage_words')")
        assert cursor.fetchone() == (0,), "pages of the list that every search would read"


def test_the_lexicon_is_asked_once_for_many_pages(council):
    pages = [make_text_page(council, title=f"Retki {n}", lead="Suolle.") for n in range(3)]
    with CaptureQueriesContext(connection) as asked:
        assert update_pages(pages, force=True) == len(pages)
    assert sum("FROM search_lexiconentry" in one["sql"] for one in asked) == 1


def test_a_draft_is_found_once_it_is_published(found, council, stored):
    with stored():
        page = make_text_page(council, title="Kesken", lead="Vadelmasuo", live=False)
    assert found("vadelmasuo") == set()
    with stored():
        page.save_revision().publish()
    assert found("vadelmasuo") == {"Kesken"}


def test_a_draft_change_is_not_found_before_it_is_published(found, page, stored):
    page.lead = "Karpalokangas"
    with stored():
        revision = page.save_revision()
    assert found("karpalokangas") == set()
    with stored():
        revision.publish()
    assert found("karpalokangas") == {"Retki"}
    assert found("vadelmasuolle") == set()


def test_a_withdrawn_page_is_not_found(found, page, stored):
    with stored():
        page.unpublish()
    assert found("vadelmasuo") == set()
    assert not IndexedPage.objects.filter(pk=page.pk).exists()


def test_a_deleted_page_leaves_nothing(found, page, stored):
    with stored():
        page.delete()
    assert found("vadelmasuo") == set()
    assert not Passage.objects.filter(document=page.pk).exists()
    assert not Term.objects.filter(word="pitkospuu").exists()


def test_a_closed_page_and_what_lies_below_is_not_found_until_it_is_opened(found, page, stored):
    with stored():
        make_text_page(page, title="Alla", lead="Vadelmasuon reuna.")
    assert found("vadelmasuo") == {"Retki", "Alla"}
    with stored():
        closed = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert found("vadelmasuo") == set()
    with stored():
        closed.delete()
    assert found("vadelmasuo") == {"Retki", "Alla"}


@pytest.mark.parametrize("change", ["live", "expire_at", "restriction"])
def test_a_stale_index_shows_nothing_that_is_closed(found, page, change):
    """Whether a page is public is read from the page, not from the index."""
    if change == "restriction":
        PageViewRestriction.objects.bulk_create(
            [PageViewRestriction(page=page, restriction_type="login")]
        )
    else:
        past = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
        values = {"live": False} if change == "live" else {"expire_at": past}
        Page.objects.filter(pk=page.pk).update(**values)
    assert IndexedPage.objects.filter(pk=page.pk).exists()
    assert found("vadelmasuo") == set()


def test_a_moved_page_belongs_to_where_it_is(found, client, page, council, stored):
    with stored():
        parent = make_text_page(council, title="Uusi paikka", slug="uusi-paikka")
        Page.objects.get(pk=page.pk).move(Page.objects.get(pk=parent.pk), pos="last-child")
    assert found("vadelmasuo") == {"Retki"}
    assert "/uusi-paikka/" in client.get("/haku/", {"q": "vadelmasuo"}).text


def test_an_agenda_item_is_found_at_its_place(client, council, stored):
    with stored():
        meeting = make_meeting(council, slug="kokous")
        AgendaItem.objects.create(
            meeting=meeting, number=4, title="Pitkospuut", decision="<p>Rakennetaan kaksi.</p>"
        )
        meeting.save_revision().publish()
    html = client.get("/haku/", {"q": "pitkospuiden rakentaminen"}).text
    assert f'href="{meeting.get_url()}#4"' in html


class TestFiles:
    @pytest.fixture
    def meeting(self, council, stored, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        with stored():
            meeting = make_meeting(council, title="Kokous suolla")
            attach(make_document(council), meeting, title="Pöytäkirja", kind="poytakirja")
            meeting.save_revision().publish()
        return meeting

    def test_the_text_of_a_file_is_found_once_it_is_read(self, client, found, meeting):
        assert found("pitkospuut") == set()
        document = meeting.documents.get().document
        give_text(document, "Avaus.", "Pitkospuista päätettiin.")
        assert found("pitkospuut") == {"Kokous suolla"}
        html = client.get("/haku/", {"q": "pitkospuut"}).text
        assert f'href="{document.url}#page=2"' in html
        assert "Pöytäkirja, s. 2" in html
        assert "<mark>Pitkospuista</mark>" in html

    def test_a_meeting_and_its_files_are_one_hit(self, client, meeting):
        give_text(meeting.documents.get().document, "Pitkospuut.", "Pitkospuut taas.")
        assert client.get("/haku/", {"q": "pitkospuut"}).context["count"] == 1

    def test_the_text_of_a_file_that_no_published_page_shows_is_not_found(
        self, client, found, meeting, stored
    ):
        give_text(meeting.documents.get().document, "Pitkospuista päätettiin.")
        with stored():
            meeting.documents.all().delete()
            meeting.save_revision().publish()
        assert found("pitkospuut") == set()
        with stored():
            attach(make_document(), meeting, title="Liite")
            meeting.save_revision().publish()
            give_text(meeting.documents.get().document, "Pitkospuut.")
            meeting.unpublish()
        assert found("pitkospuut") == set()

    def test_a_withdrawn_file_is_not_found(self, client, found, meeting, stored):
        document = meeting.documents.get().document
        give_text(document, "Pitkospuista päätettiin.")
        document.withdrawn_at, document.withdrawal_reason = timezone.now(), "Väärä tiedosto."
        with stored():
            document.save()
        assert found("pitkospuut") == set()
        assert document.url not in client.get("/haku/", {"q": "kokous"}).text

    def test_a_file_of_a_draft_is_not_found(self, found, council, stored):
        with stored():
            draft = make_meeting(council, live=False)
            document = make_document(council)
            attach(document, draft)
            give_text(document, "Pitkospuista päätettiin.")
        assert found("pitkospuut") == set()


def test_what_is_marked_to_be_left_out_is_not_found(client, found, council, stored):
    """Redacted words are neither found nor suggested nor shown in a snippet."""
    hidden = "<p>Avustus myönnettiin <span data-redacted>Karpalokankaan</span> kyläläisille.</p>"
    with stored():
        meeting = make_meeting(council, title="Kokous", summary=hidden)
        AgendaItem.objects.create(meeting=meeting, number=1, title="Avustus", decision=hidden)
        meeting.save_revision().publish()
        make_text_page(council, title="Tukea", body=[("text", hidden)])
    assert found("karpalokangas") == found("karpalokankaan") == set()
    assert found("avustukset") == {"Kokous", "Tukea"}
    assert "Karpalo" not in client.get("/haku/", {"q": "avustus"}).text
    assert client.get("/haku/ehdotukset/", {"q": "karpal"}).json() == {"suggestions": []}


class TestCounts:
    """The document frequencies follow the pages, so that rare words keep their weight."""

    def number(self, word):
        return dict(Term.objects.values_list("word", "passages")).get(word, 0)

    def test_counts_rise_and_fall_with_the_pages(self, council, page, stored):
        assert self.number("pitkospuu") == 1
        with stored():
            other = make_text_page(council, lead="Pitkospuut ovat märät.")
        assert self.number("pitkospuu") == 2
        with stored():
            other.save_revision().publish()
        assert self.number("pitkospuu") == 2, "storing the same again counts nothing twice"
        with stored():
            other.unpublish()
        assert self.number("pitkospuu") == 1

    def test_a_word_that_is_nowhere_is_forgotten(self, page, stored):
        with stored():
            page.unpublish()
        assert not Term.objects.filter(word="pitkospuu").exists()


class TestCommand:
    @pytest.fixture(autouse=True)
    def up_to_date(self, page):
        self.run()

    def run(self, *options):
        out = StringIO()
        call_command("search_index", *options, verbosity=2, stdout=out)
        return out.getvalue()

    def test_it_stores_what_is_missing_and_only_that(self, found, page):
        assert ": 0 pages" in self.run()
        IndexedPage.objects.filter(pk=page.pk).delete()
        assert ": 1 pages" in self.run()
        assert found("vadelmasuo") == {"Retki"}

    def test_it_forgets_what_is_no_longer_public(self, page):
        Page.objects.filter(pk=page.pk).update(live=False)
        assert ": 1 pages" in self.run()
        assert not IndexedPage.objects.filter(pk=page.pk).exists()

    def test_it_stores_everything_anew_when_asked(self, council, page):
        pages = Page.objects.live().descendant_of(council, inclusive=True).count()
        assert f": {pages} pages" in self.run("--all")

    def test_it_stores_anew_what_another_analyser_has_looked_at(self, page):
        IndexedPage.objects.filter(pk=page.pk).update(analysis="0/snowball-0-")
        assert ": 1 pages" in self.run()

    def test_it_says_which_analyser_is_at_work(self, council):
        assert "Analyser: " in self.run()


def test_a_long_text_is_stored_in_passages(found, council, stored):
    text = "Vadelmasuo. " * 5_000 + "Lopussa on karpalokangas."
    with stored():
        page = make_text_page(council, title="Pitkä", body=[("text", f"<p>{text}</p>")])
    assert 30 < Passage.objects.filter(document=page.pk).count() < 50
    assert found("karpalokangas") == {"Pitkä"}


def test_what_cannot_be_indexed_does_not_hinder_a_save(council, stored, monkeypatch, caplog):
    def fails(page):
        raise RuntimeError("broken")

    monkeypatch.setattr(StandardPage, "findable", fails)
    with stored():
        page = make_text_page(council)
    assert StandardPage.objects.filter(pk=page.pk).exists()
    assert "broken" in caplog.text


def test_a_misspelt_word_that_only_a_title_holds_is_mended(found, council, stored):
    with stored():
        page = make_text_page(council, title="Vadelmasuonretki", lead="Pitkospuut ovat kunnossa.")
    assert found("vadelmsuonretki") == {"Vadelmasuonretki"}
    with stored():
        page.title = "Karpalokangas"
        page.save_revision().publish()
    assert not Form.objects.filter(word="vadelmasuonretki").exists()
