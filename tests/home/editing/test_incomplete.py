"""An incomplete form stores nothing, reports this in Finnish and shows what was typed."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from home.models import StandardPage
from tests.approving import edit_url, fresh, text_data
from tests.factories import make_statement, make_text_page, make_user
from tests.house.test_previews import browser_form
from tests.sweep import page_models

SAID = "Lomake ei tullut perille kokonaan, joten mitään ei tallennettu."
TYPED = "Tämän kirjoitin pitkään."
RICH = json.dumps({"blocks": [{"text": "Lihavoitu kohta", "key": "a"}], "entityMap": {}})


def text_block(number=0, value=RICH, **changes):
    parts = {"deleted": "", "order": str(number), "type": "text", "id": "", "value": value}
    return {f"body-{number}-{name}": each for name, each in (parts | changes).items()}


@pytest.fixture
def page(council):
    page = make_text_page(council, title="Ennen", live=False, body=[("text", "<p>Vanha.</p>")])
    page.save_revision()
    return fresh(page)


def without(data, *names):
    return {name: value for name, value in data.items() if name not in names}


BROKEN = {
    "no number of blocks": lambda d: without(d, "body-count"),
    "no number but blocks": lambda d: without(d, "body-count") | text_block(),
    "a number that is none": lambda d: d | {"body-count": "yksi"},
    "an empty number": lambda d: d | {"body-count": ""},
    "a negative number": lambda d: d | {"body-count": "-1"},
    "an endless number": lambda d: d | {"body-count": "9" * 12},
    "a number of thousands of digits": lambda d: d | {"body-count": "9" * 5000},
    "fewer blocks than said": lambda d: d | {"body-count": "2"} | text_block(),
    "more blocks than said": lambda d: d | {"body-count": "0"} | text_block(),
    "a block without its kind": lambda d: without(
        d | {"body-count": "1"} | text_block(), "body-0-type"
    ),
    "a block of no kind": lambda d: d | {"body-count": "1"} | text_block(type="runo"),
    "a block without its place": lambda d: without(
        d | {"body-count": "1"} | text_block(), "body-0-order"
    ),
    "a place that is none": lambda d: d | {"body-count": "1"} | text_block(order="eka"),
    "no number of rows": lambda d: without(d, "comments-TOTAL_FORMS"),
    "no first number of rows": lambda d: without(d, "comments-INITIAL_FORMS"),
    "fewer rows than said": lambda d: d | {"comments-TOTAL_FORMS": "3"},
    "a comment whose key is none": lambda d: (
        d | {"comments-TOTAL_FORMS": "1", "comments-INITIAL_FORMS": "1", "comments-0-id": "1.5"}
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_nothing_is_stored_and_all_is_shown(secretary, page, name):
    data = BROKEN[name](text_data(page, "Uusi otsikko") | {"lead": TYPED})
    answer = secretary.post(edit_url(page), data)
    assert answer.status_code == 400
    assert SAID in answer.text
    shown = [area.text.strip() for area in BeautifulSoup(answer.text, "html.parser")("textarea")]
    assert {"Uusi otsikko", TYPED} <= set(shown)
    assert ("Lihavoitu kohta" in shown) == ("Lihavoitu kohta" in str(data.get("body-0-value")))
    assert "csrf" not in answer.text and "body-count" not in answer.text
    assert fresh(page).latest_revision_id == page.latest_revision_id


def test_a_whole_form_is_stored(secretary, page):
    data = text_data(page, "Uusi otsikko") | {"body-count": "1"} | text_block()
    assert secretary.post(edit_url(page), data).status_code == 302
    assert "Lihavoitu kohta" in str(fresh(page).get_latest_revision_as_object().body)


def test_a_text_that_is_cut_keeps_its_words(secretary, page):
    data = text_data(page, "Uusi") | {"body-count": "1"} | text_block(value="Katkennut {")
    assert secretary.post(edit_url(page), data).status_code == 302
    assert "Katkennut" in str(fresh(page).get_latest_revision_as_object().body)


def test_a_save_by_itself_is_answered_for_the_editor(secretary, page):
    data = without(text_data(page, "Uusi otsikko"), "body-count")
    answer = secretary.post(edit_url(page), data, headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error_message"] == SAID


def test_a_form_from_another_site_is_not_shown(secretary, page):
    data = without(text_data(page, "Uusi otsikko"), "body-count")
    answer = secretary.post(edit_url(page), data, headers={"referer": "https://muualla.example/"})
    assert answer.status_code == 400
    assert "Uusi otsikko" not in answer.text


def test_rows_of_a_statement_are_not_forgotten(secretary, council):
    page = make_statement(council, live=False)
    page.save_revision()
    html = secretary.get(edit_url(page)).text
    data = browser_form(html, type(page))
    rows = [name for name in data if name.endswith("-TOTAL_FORMS")]
    assert len(rows) > 1
    for name in rows:
        assert secretary.post(edit_url(page), without(data, name)).status_code == 400, name
    assert fresh(page).revisions.count() == 1


@pytest.mark.django_db
def test_every_type_of_page_and_entry(seeded):
    """A missing form count is reported; it never causes a server error or an emptied text."""
    client = Client(raise_request_exception=False)
    backend = "home.accounts.backends.AccountBackend"
    client.force_login(make_user(is_superuser=True), backend=backend)
    tried = 0
    for address, model in addresses():
        data = browser_form(client.get(address).text, model)
        numbers = [n for n in data if n.endswith(("-count", "_FORMS")) and "MIN" not in n]
        for name in (n for n in numbers if "MAX" not in n):
            answer = client.post(address, without(data, name))
            assert (answer.status_code, SAID in answer.text) == (400, True), (address, name)
            tried += 1
    assert tried >= 25


NO_KEYS = ["ei numero", "9" * 5000]


@pytest.mark.django_db
def test_a_row_whose_key_is_no_key(seeded, roles):
    """Invalid keys in every inline list of every type: edited, new, saved and previewed."""
    client = Client(raise_request_exception=False)
    backend = "home.accounts.backends.AccountBackend"
    client.force_login(make_user(is_superuser=True), backend=backend)
    tried = 0
    for address, model in addresses():
        data = browser_form(client.get(address).text, model)
        for name in (n for n in data if n.endswith("-INITIAL_FORMS")):
            prefix = name.removesuffix("-INITIAL_FORMS")
            row = {n: v for n, v in data.items() if n.startswith(f"{prefix}-0-")}
            row |= {name: "1", f"{prefix}-TOTAL_FORMS": "1"}
            for key in NO_KEYS:
                sent = data | row | {f"{prefix}-0-id": key, f"{prefix}-0-title": TYPED}
                answer = client.post(address, sent)
                assert (answer.status_code, SAID in answer.text) == (400, True), (address, prefix)
                assert TYPED in answer.text
            answer = client.post(address, without(data | row, f"{prefix}-0-id"))
            assert answer.status_code == 400, (address, prefix)
            tried += 1
    assert tried >= 8


def test_a_new_row_has_no_key_yet(secretary, council):
    page = make_statement(council, live=False)
    page.save_revision()
    data = browser_form(secretary.get(edit_url(page)).text, type(page))
    row = {"links-TOTAL_FORMS": "1", "links-INITIAL_FORMS": "0", "links-0-id": "ei numero"}
    data |= {name.replace("links", "documents"): value for name, value in row.items()}
    answer = secretary.post(edit_url(page), data | {"documents-0-title": TYPED})
    assert answer.status_code == 400
    assert SAID in answer.text and TYPED in answer.text


def addresses():
    for model in (*page_models(), *get_snippet_models()):
        thing = model.objects.first()
        if thing:
            yield edit_url(thing.specific if isinstance(thing, Page) else thing), model
    parent = Page.objects.get(depth=2)
    yield reverse("wagtailadmin_pages:add", args=["home", "standardpage", parent.pk]), StandardPage
    for model in get_snippet_models():
        yield reverse(model.snippet_viewset.get_url_name("add")), model
