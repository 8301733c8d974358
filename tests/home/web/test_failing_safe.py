"""When a part of the machine fails, the rest goes on, and users get a message in Finnish."""

import json
import pickle

import pytest
from django.core.cache import caches
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from home.models import StandardPage
from home.richtext_editor import drop_strange_references
from home.web import cache
from home.web.cache import SharedFileCache
from home.web.middleware import add_security_headers
from home.web.outage import is_database_away
from home.web.rate_limits import is_too_often
from tests.approving import edit_url, fresh, text_data
from tests.factories import make_text_page

AUTOSAVE = {"accept": "application/json"}


@pytest.fixture
def files(tmp_path, monkeypatch):
    """The cache of production; `files.break_it()` removes its folder for good."""
    shared = SharedFileCache(str(tmp_path / "counters"), {})
    monkeypatch.setattr(caches._connections, "shared", shared, raising=False)

    def break_it():
        shared.clear()
        (tmp_path / "counters").rmdir()
        (tmp_path / "counters").write_text("not a folder")

    shared.break_it = break_it
    return shared


class TestCache:
    def test_works_as_a_cache(self, files):
        files.set("a", [1], 60)
        assert (files.get("a"), files.has_key("a"), files.touch("a", 60)) == ([1], True, True)
        assert files.delete("a")
        assert files.get("a", "none") == "none"
        assert files.add("b", 2) and not files.add("b", 3)

    def test_without_its_folder_each_process_counts_for_itself(self, files):
        files.break_it()
        assert [is_too_often("key", 2) for _ in range(4)] == [False, False, True, True]
        assert files.add("b", 2) and not files.add("b", 3)
        assert files.delete("b") and files.get("b") is None

    def test_goes_on_with_the_files_when_they_are_back(self, files, monkeypatch):
        def fail(*args, **kwargs):
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as full:
            full.setattr(SharedFileCache.__mro__[1], "set", fail)
            files.set("a", 1, 60)
            assert files.get("a") == 1
        files.set("a", 2, 60)
        assert files.get("a") == 2
        assert cache.get_own_cache().get("a") is None

    def test_a_file_that_was_cut_short_is_no_value(self, files, tmp_path):
        files.set("a", 1, 60)
        for file in (tmp_path / "counters").iterdir():
            file.write_bytes(pickle.dumps(9_999_999_999.0) + b"broken")
        assert files.get("a") is None

    def test_a_process_starts_where_the_folder_cannot_be_made(self, tmp_path):
        (tmp_path / "data").write_text("not a folder")
        assert SharedFileCache(str(tmp_path / "data" / "counters"), {}).get("a") is None

    def test_a_page_is_saved_and_a_link_is_answered(self, files, as_user, council):
        files.break_it()
        client = as_user("secretariat")
        url = reverse("wagtailadmin_pages:add", args=["home", "standardpage", council.pk])
        data = text_data(StandardPage(slug="uusi"), "Uusi") | {"csrfmiddlewaretoken": "x" * 64}
        assert client.post(url, data).status_code == 302
        assert StandardPage.objects.filter(title="Uusi").exists()
        assert Client().get("/hyvaksy/vaara/").status_code < 500


class TestDatabaseAway:
    @pytest.fixture
    def away(self, council):
        """Return a context manager in which the database refuses every query: `with away():`."""
        return lambda: connection.execute_wrapper(refuse)

    @pytest.mark.parametrize(
        "path", ["/", "/haku/?q=a", "/syote.atom", "/sitemap.xml", "/kuvat/a.png", "/hyvaksy/abc/"]
    )
    def test_every_address_says_so_and_when_to_come_back(self, away, path):
        with away():
            answer = Client(raise_request_exception=False).get(path)
        assert (answer.status_code, answer["Retry-After"]) == (503, "30")
        assert "Sivusto on hetken poissa käytöstä" in answer.text
        assert "Traceback" not in answer.text

    def test_so_does_the_admin_in_the_editors_own_form(self, as_user, away, council):
        client = as_user("secretariat")
        client.raise_request_exception = False
        with away():
            assert client.get("/hallinta/").status_code == 503
            told = client.post(edit_url(council), {"title": "A"}, headers=AUTOSAVE)
        assert (told.status_code, told["Retry-After"]) == (503, "30")
        assert "Sivusto on hetken poissa" in told.json()["error_message"]

    def test_it_is_well_again_by_itself(self, away):
        with away():
            assert Client(raise_request_exception=False).get("/").status_code == 503
        assert Client().get("/").status_code == 200

    def test_a_fault_of_ours_is_no_outage(self, council, monkeypatch):
        monkeypatch.setattr("home.web.views.sitemap", lambda request: 1 / 0)
        answer = Client(raise_request_exception=False).get("/sitemap.xml")
        assert answer.status_code == 500
        assert "Retry-After" not in answer

    @pytest.mark.parametrize(
        ("state", "expected"),
        [("57P01", True), ("53300", True), ("08006", True), ("40P01", False), (None, True)],
    )
    def test_what_is_an_outage(self, state, expected):
        error = OperationalError()
        error.__cause__ = type("Cause", (Exception,), {"sqlstate": state})()
        assert is_database_away(error) is expected


def refuse(execute, sql, params, many, context):
    if "SAVEPOINT" in sql:  # the test's own transaction, not the site's
        return execute(sql, params, many, context)
    raise OperationalError("connection refused")


class TestOneFormOnePage:
    """Two forms with one token, as after going back, never delete each other's page."""

    @pytest.fixture
    def add(self, as_user, council):
        client = as_user("secretariat")
        url = reverse("wagtailadmin_pages:add", args=["home", "standardpage", council.pk])

        def post(title, slug, headers=None, **changes):
            data = text_data(StandardPage(slug=slug), title) | {"csrfmiddlewaretoken": "t" * 64}
            return client.post(url, data | changes, headers=headers)

        return post

    def titles(self):
        return sorted(StandardPage.objects.values_list("title", flat=True))

    def test_two_texts_that_were_sent_are_two_pages(self, add):
        for number in range(5):
            assert add(f"Kokous {number}", f"kokous-{number}").status_code == 302
        assert self.titles() == [f"Kokous {number}" for number in range(5)]

    def test_the_same_title_with_another_text_is_another_page(self, add):
        add("Kokous", "kokous")
        add("Kokous", "kokous-2", lead="Toinen.")
        assert self.titles() == ["Kokous", "Kokous"]

    def test_what_was_saved_by_itself_of_another_text_stays(self, add):
        add("Kevätretki", "kevatretki", AUTOSAVE)
        add("Syyskokous", "syyskokous")
        assert self.titles() == ["Kevätretki", "Syyskokous"]

    def test_what_was_saved_by_itself_half_typed_gives_way(self, add):
        add("Kevätr", "kevatr", AUTOSAVE)
        add("Kevätretki", "kevatretki")
        assert self.titles() == ["Kevätretki"]

    def test_a_second_press_makes_no_second_page(self, add):
        add("Kokous", "kokous")
        add("Kokous", "kokous")
        assert self.titles() == ["Kokous"]


@pytest.mark.parametrize("method", ["get", "head", "options", "put", "delete"])
def test_only_a_press_logs_out(as_user, method):
    client = as_user("secretariat")
    answer = getattr(client, method)("/hallinta/logout/")
    assert answer.status_code < 500
    assert client.get("/hallinta/").status_code == 200


STRANGE = ["abc", "", "1.5", "-1", "99999999999999999999", "1' or '1"]


@pytest.mark.parametrize("kind", ["LINK", "DOCUMENT", "IMAGE"])
@pytest.mark.parametrize("number", [*STRANGE, None])
def test_a_reference_to_no_number_breaks_no_form(as_user, council, kind, number):
    assert "sana" in saved_words(as_user, council, contentstate(kind, number)) or kind == "IMAGE"


@pytest.mark.parametrize("state", ["sana", "[]", '{"blocks": [{"text": "sana"}]}'])
def test_a_state_that_no_editor_writes_keeps_its_words(as_user, council, state):
    assert state == "[]" or "sana" in saved_words(as_user, council, state)


def saved_words(as_user, council, state):
    """Save this state of the rich text editor as a draft, and open it again."""
    page = make_text_page(council, slug="teksti", title="Teksti", live=False)
    client = as_user("secretariat")
    data = text_data(page, "Teksti") | {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "text",
        "body-0-id": "",
        "body-0-value": state,
    }
    assert client.post(edit_url(page), data).status_code == 302
    assert client.get(edit_url(page)).status_code == 200
    return str(fresh(page).get_latest_revision_as_object().body)


def contentstate(kind, number):
    entity = {"type": kind, "mutability": "MUTABLE", "data": {"id": number, "format": "left"}}
    block = {
        "key": "a",
        "text": "sana",
        "type": "atomic" if kind == "IMAGE" else "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [{"key": 0, "offset": 0, "length": 4}],
    }
    return json.dumps({"entityMap": {"0": entity}, "blocks": [block]})


def test_a_row_that_holds_such_a_reference_keeps_its_words():
    old = '<p><a linktype="document" id="abc">sana</a> <a linktype="page" id="12">toinen</a></p>'
    assert drop_strange_references(old) == (
        '<p><a>sana</a> <a linktype="page" id="12">toinen</a></p>'
    )
    assert drop_strange_references('<embed embedtype="image" id="x" format="left"/>') == ""
    assert drop_strange_references('<a id="kohta" href="/a/">sana</a>') != "<a>sana</a>"


@pytest.mark.parametrize("status", [429, 503])
def test_who_is_refused_for_a_while_is_told_when_to_come_back(status):
    answer = add_security_headers(lambda request: HttpResponse(status=status))(None)
    assert int(answer["Retry-After"]) > 0


def test_what_the_view_says_of_it_stays():
    said = HttpResponse(status=429, headers={"Retry-After": "900"})
    assert add_security_headers(lambda request: said)(None)["Retry-After"] == "900"
