"""The results page answers any input, and everything public can be found."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import make_meeting, make_text_page

NASTY = [
    "",
    " ",
    "\x00",
    "kokous\x00",
    "\x01\x02\x1b",
    "a" * 10_000,
    "sana " * 2_000,
    "'",
    '"',
    "'' OR 1=1 --",
    "'; DROP TABLE wagtailcore_page; --",
    '"kokous',
    "kokous & | ! ( ) <-> :* <2>",
    "!!kokous",
    "kokous:*A",
    "((((",
    "\\",
    "\\'",
    "%",
    "_%_",
    "🦆 🇫🇮 👩‍👩‍👧",
    "مرحبا שלום",
    "\u202ekokous\u202c",
    "ﷺ" * 200,
    "e\u0301" * 100,
    "<script>alert(1)</script>",
    "{{ 7 }} {% debug %}",
    "kokous AND OR NOT",
    "-kokous",
    "*",
    "a*b?c",
    "\n\t\r",
    "\ud7ff\ue000",
    "10.5.2023",
    "§ 3",
]


@pytest.fixture
def meeting(council, stored):
    with stored():
        return make_meeting(council, title="Kokous Hilmassa", place="Kumppanuustalo")


@pytest.mark.parametrize("query", NASTY, ids=range(len(NASTY)))
def test_any_words_get_an_answer(client, meeting, query):
    response = client.get("/haku/", {"q": query})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
    assert not response.cookies


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(query=st.text(max_size=60) | st.text(alphabet="&|!():*<->'\"\\ abä", max_size=30))
def test_any_text_gets_an_answer(client, meeting, query):
    assert client.get("/haku/", {"q": query.encode("utf-8", "ignore").decode()}).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/haku/",
        "/haku/?q=kokous&sivu=0",
        "/haku/?q=kokous&sivu=-1",
        "/haku/?q=kokous&sivu=999999999999",
        "/haku/?q=kokous&sivu=viimeinen",
        "/haku/?q=kokous&sivu=%00",
        "/haku/?q=%ff%fe",
        "/haku/?q[]=kokous",
        "/haku/?q=kokous&q=muu",
        "/haku/?%00=1",
    ],
)
def test_any_address_gets_an_answer(client, meeting, address):
    assert client.get(address).status_code == 200


def test_searching_changes_nothing(client, meeting):
    assert client.post("/haku/", {"q": "kokous"}).status_code == 405
    assert client.head("/haku/?q=kokous").status_code == 200


def test_what_is_published_is_found(client, meeting):
    html = client.get("/haku/", {"q": "Hilmassa"}).content.decode()
    assert meeting.get_url() in html


def test_the_words_stay_in_the_field(client, meeting):
    html = client.get("/haku/", {"q": 'sana "lainaus" & <b>'}).content.decode()
    assert "sana &quot;lainaus&quot; &amp; &lt;b&gt;" in html


def test_drafts_are_not_found(client, council, meeting, stored):
    with stored():
        meeting.title = "Salainen vadelmasuo"
        meeting.save_revision()
        make_text_page(council, title="Vadelmasuo", slug="vadelmasuo", live=False)
    response = client.get("/haku/", {"q": "vadelmasuo"})
    assert list(response.context["hits"]) == []


def test_many_hits_come_page_by_page(client, council, stored):
    with stored():
        for number in range(23):
            make_text_page(council, title=f"Ruusutarha {number}")
    first = client.get("/haku/", {"q": "ruusutarha"}).context["hits"]
    third = client.get("/haku/", {"q": "ruusutarha", "sivu": 3}).context["hits"]
    assert (len(first), len(third)) == (10, 3)
    assert not {hit.pk for hit in first} & {hit.pk for hit in third}
