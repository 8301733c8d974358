"""Suggestions during typing, with and without JavaScript."""

import pytest

from tests.factories import make_text_page


@pytest.fixture
def suggested(client, council, stored):
    with stored():
        make_text_page(council, title="Vadelmasuon retki", lead="Pitkospuut ovat kunnossa.")
        make_text_page(council, title="Pitkospuutalkoot", lead="Talkoot pidetään suolla.")

    def ask(query):
        return client.get("/haku/ehdotukset/", {"q": query}).json()["suggestions"]

    return ask


def texts(suggestions):
    return [one["text"] for one in suggestions]


def test_words_are_completed_as_they_are_written(suggested):
    assert "pitkospuut" in texts(suggested("pitko"))


def test_the_words_before_stay_and_must_be_met_too(suggested):
    assert "retki pitkospuut" in texts(suggested("retki pitk"))
    assert not any(text.startswith("talkoot vad") for text in texts(suggested("talkoot vad")))


@pytest.fixture
def asked(suggested, council, stored):
    """Ask for suggestions where a text has names, words of one stem and a year."""
    with stored():
        make_text_page(
            council,
            title="Ketkä",
            lead="Puheenjohtaja Katja Valkeinen valmistelee. Seuraava kokous, pöytäkirja 2023. "
            "Kokoavat ja koskevat asiat. Vuonna seuraava.",
        )
    return suggested


@pytest.mark.needs("voikko")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("katja v", ["Katja Valkeinen"]),
        ("katja va", ["Katja Valkeinen"]),
        ("kuka on puhee", ["kuka on puheenjohtaja"]),
        ("pöytäk 2023", ["pöytäkirja 2023"]),
        ("poyt", ["pöytäkirja"]),
        ("seuraava ko", ["seuraava kokous"]),
    ],
)
def test_what_people_mean_is_offered_as_it_is_written(asked, typed, offered):
    assert texts(asked(typed)) == offered


def test_pages_come_before_words(suggested):
    assert ["url" in one for one in suggested("pitko")] == [True, False, False]


def test_titles_lead_to_their_pages(suggested, council):
    page = next(one for one in suggested("vadel") if "url" in one)
    assert page["text"] == "Vadelmasuon retki"
    assert page["url"].startswith("/vadelmasuon-retki")


@pytest.mark.parametrize("query", ["", " ", "v", "\x00", "'", '"', "%", "xyzzy", "a" * 9_999, "-*"])
def test_there_may_be_nothing_to_offer(suggested, query):
    assert suggested(query) == []


def test_nothing_is_offered_of_what_is_closed(suggested, council, stored):
    with stored():
        page = make_text_page(council, title="Karpalokangas", lead="Karpalotalkoot.")
    assert suggested("karp")
    type(page).objects.filter(pk=page.pk).update(live=False)
    assert suggested("karp") == []


def test_it_may_be_kept_for_a_while_and_sets_no_cookie(client, council):
    response = client.get("/haku/ehdotukset/", {"q": "ko"})
    assert "max-age=60" in response["Cache-Control"]
    assert not response.cookies


def test_the_field_works_without_a_script(client, council):
    html = client.get("/haku/").text
    assert 'data-suggest="/haku/ehdotukset/"' in html
    assert 'role="combobox"' not in html, "only the script makes a combobox of the field"


def test_the_script_is_small(settings):
    assert (settings.BASE_DIR / "static" / "js" / "suggest.js").stat().st_size <= 3_000
