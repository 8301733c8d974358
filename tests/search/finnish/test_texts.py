"""Analysis of texts: positions of words, and terms that several words give together."""

import sys
from concurrent.futures import ThreadPoolExecutor
from subprocess import run

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.finnish import active_analyser, normalise, query_groups, tokenise

ANY_TEXT = st.text(max_size=200) | st.text(
    alphabet="aäoöbkst- ':.§/,\u00ad\u0301\u200b\u2019–12\n", max_size=200
)


def terms_of(analyser, text, word):
    return next(t for t in analyser.analyse(text) if t.token.text == word)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kokous 13.3.2024 klo 12.30.", ["Kokous", "13.3.2024", "klo", "12.30"]),
        ("STEA:n ja vaa’an", ["STEA:n", "ja", "vaa'an"]),
        ("sosiaali- ja terveys", ["sosiaali-", "ja", "terveys"]),
        ("palvelut ja -neuvonta", ["palvelut", "ja", "-neuvonta"]),
        ("Pyhtää/Pyttis x_y", ["Pyhtää", "Pyttis", "x", "y"]),
        ("2022–2026, 10-12, 2024-03-13", ["2022", "2026", "10", "12", "2024-03-13"]),
        ("12 §:n mukaan", ["12", "§:n", "mukaan"]),
        ("hyvin\u00advointi - ”lainaus”", ["hyvinvointi", "lainaus"]),
        ("matti.meikalainen@esimerkki.fi", ["matti", "meikalainen", "esimerkki", "fi"]),
        ("", []),
        ("– … ! 😀", []),
    ],
)
def test_words_of_a_text(text, words):
    assert [token.text for token in tokenise(text)] == words


@given(ANY_TEXT)
def test_words_stand_where_they_are_said_to(text):
    end = 0
    for token in tokenise(text):
        assert end <= token.start < token.end <= len(text)
        assert normalise(text[token.start : token.end]) == token.text
        end = token.end


@settings(deadline=None)
@given(ANY_TEXT, st.sampled_from([None, "fi", "sv", ""]))
def test_any_text_is_analysed(text, language):
    analyser = active_analyser()
    found = analyser.analyse(text, language)
    assert [terms.position for terms in found] == list(range(1, len(found) + 1))
    assert all(terms.lemmas for terms in found if any(c.isalnum() for c in terms.token.text))
    assert all(len(term) < 300 for terms in found for term in terms.all)
    query_groups(analyser, text)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000,
        "järjestö" * 1_250,
        "a-" * 5_000,
        "ab:" * 3_000 + "n",
        "\u00ad" * 10_000,
        "sosiaali- " * 1_000,
        "12 § " * 2_000,
        "å och " * 1_500,
        "kunta" * 19,
        "-".join(["järjestö"] * 12),
    ],
    ids=lambda text: text[:10],
)
def test_long_texts_take_no_longer_than_their_length(analyser, text):
    """No time is asserted, but with quadratic work this test would not end."""
    found = analyser.analyse(text)
    assert sum(len(terms.all) for terms in found) < 20_000


class TestSuspendedCompounds:
    def test_the_part_stands_for_the_whole(self, analyser):
        text = "sosiaali- ja terveyspalvelut"
        assert {"sosiaali", "sosiaalipalvelu"} <= set(terms_of(analyser, text, "sosiaali-").lemmas)

    def test_a_list_of_them(self, analyser):
        text = "Sosiaali-, terveys- ja pelastustoimen palvelut"
        assert "sosiaalitoimi" in terms_of(analyser, text, "Sosiaali-").lemmas
        assert "terveystoimi" in terms_of(analyser, text, "terveys-").lemmas

    def test_with_the_part_behind(self, analyser):
        text = "terveyspalvelut ja -neuvonta"
        found = terms_of(analyser, text, "-neuvonta")
        assert {"neuvonta", "terveysneuvonta"} <= set(found.lemmas)

    def test_a_lonely_one_is_only_itself(self, analyser):
        assert terms_of(analyser, "sosiaali- ja talo", "sosiaali-").lemmas == ("sosiaali",)


class TestNumbers:
    def test_a_section(self, analyser):
        for text in ("lain 12 § mukaan", "§ 12 lain mukaan", "lain 12 §:n mukaan"):
            assert "§12" in terms_of(analyser, text, "12").lemmas

    @pytest.mark.parametrize("text", ["13.3.2024", "13.03.2024", "2024-03-13"])
    def test_a_day_however_it_is_written(self, analyser, text):
        found = analyser.analyse(text)[0]
        assert found.lemmas == ("13.3.2024",)
        assert {"2024", "maaliskuu"} <= set(found.parts)

    def test_a_day_with_its_month_in_words(self, analyser):
        assert "13.3.2024" in terms_of(analyser, "13. maaliskuuta 2024", "13").lemmas

    def test_what_is_no_day(self, analyser):
        assert analyser.analyse("45.13.2024")[0].parts == ()


class TestSwedish:
    TEXT = "Föreningarna i Pyttis\nVi vill att föreningarna deltar i mötet för kommunen.\n"

    def test_stems_stand_beside_the_words(self, analyser):
        found = {t.token.text: t for t in analyser.analyse(self.TEXT)}
        assert "sv:förening" in found["föreningarna"].lemmas
        assert "sv:kommun" in found["kommunen"].lemmas

    def test_finnish_paragraphs_have_none(self, analyser):
        text = self.TEXT + "Järjestöt kokoontuvat Kotkassa ja haluavat kunnan mukaan kokoukseen."
        found = [t for t in analyser.analyse(text) if t.token.start > len(self.TEXT)]
        assert not [term for t in found for term in t.lemmas if term.startswith("sv:")]

    def test_parts_of_compounds(self, analyser):
        text = "Vi söker bidrag för patientföreningarnas möten."
        found = terms_of(analyser, text, "patientföreningarnas")
        assert {"sv~patient", "sv~förening"} <= set(found.parts)

    def test_names_keep_their_finnish(self, analyser):
        text = "Mötet hålls i Kotka och alla är välkomna till det."
        assert "kotka" in terms_of(analyser, text, "Kotka").lemmas

    def test_the_language_may_be_given(self, analyser):
        assert "sv:förening" in analyser.analyse("föreningar", "sv")[0].lemmas
        assert "sv:förening" not in analyser.analyse(self.TEXT, "fi")[0].lemmas


def test_threads_get_the_same_answers(lexicon):
    texts = [f"Järjestöneuvottelukunnan {n}. kokous Klamilassa, ikääntyneet {n}" for n in range(40)]
    alone = [active_analyser(lexicon).analyse(text) for text in texts]
    active_analyser.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: active_analyser(lexicon).analyse(text), texts * 5))
    assert together == alone * 5


def test_the_dictionary_is_loaded_when_it_is_first_asked():
    """Importing the search loads no dictionary; the first use does."""
    code = (
        "import sys, search.finnish as f; before = set(sys.modules);"
        "assert not {'libvoikko', 'pyvoikko', 'kfst', 'kfst_rs'} & before, before;"
        "assert f.active_analyser().terms('kokouksen').lemmas == ('kokous',)"
    )
    run([sys.executable, "-c", code], check=True)
