"""The index terms of single words: base forms, parts of compounds, verbs."""

import pytest

from search.finnish import Lexicon, active_analyser


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("järjestöjen", "järjestö"),
        ("Kymenlaaksossa", "kymenlaakso"),
        ("hyvinvointialueilla", "hyvinvointialue"),
        ("juoksemattomuudesta", "juoksemattomuus"),
        ("parempia", "hyvä"),
        ("vaa’an", "vaaka"),
        ("kahdeksantoista", "kahdeksantoista"),
        ("EU:n", "eu"),
        ("12:ssa", "12"),
        ("kulttuuri\u00adhyvin\u00advointia", "kulttuurihyvinvointi"),
        ("a\u0308idin", "äiti"),
        ("EU-hankkeita", "euhanke"),
        ("kesä-heinäkuussa", "kesäheinäkuu"),
        ("75-vuotiaille", "75vuotias"),
        ("laitok-sen", "laitos"),
        ("suomenkielisille", "suomenkielinen"),
        ("kielinen", "kielinen"),
        ("vuotiaat", "vuotias"),
    ],
)
def test_base_form(analyser, word, lemma):
    assert lemma in analyser.terms(word).lemmas


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        (
            "järjestöneuvottelukunnan",
            {"järjestö", "neuvottelu", "kunta", "neuvottelukunta", "järjestöneuvottelu"},
        ),
        ("hyvinvointialueen", {"hyvinvointi", "alue"}),
        ("maahanmuuttajille", {"maa", "muuttaja"}),
        ("erikoissairaanhoitoa", {"erikoinen", "sairas", "sairaanhoito", "hoito"}),
        ("yleiskokouksessa", {"yleinen", "kokous"}),
        ("kansallispuistossa", {"kansallinen", "puisto"}),
        ("eläinlääkärintarkastus", {"lääkäritarkastus", "eläinlääkäri"}),
        ("täydenkuun", {"täysi", "kuu"}),
        ("kesä-heinäkuussa", {"kesä", "heinäkuu"}),
        ("hyte-työtä", {"hyte", "työ"}),
        ("Agricolatutkimuksen", {"tutkimus"}),
        ("englanninkielinen", {"englanti", "kielinen"}),
    ],
)
def test_parts_of_compounds(analyser, word, parts):
    assert parts <= set(analyser.terms(word).parts)


@pytest.mark.parametrize("word", ["kiskoilta", "odotetuin", "viranomaisilta"])
def test_parts_are_those_of_the_plainest_reading(analyser, word):
    """kisko-ilta and odote-tuki are possible readings that nobody means."""
    assert not {"ilta", "tuki"} & set(analyser.terms(word).parts)


@pytest.mark.parametrize(
    ("word", "verb"),
    [
        ("ikääntyneille", "ikääntyä"),
        ("osallistumisesta", "osallistua"),
        ("jätettävä", "jättää"),
        ("saavansa", "saada"),
        ("tekemänsä", "tehdä"),
        ("laiminlyömistä", "laiminlyödä"),
        ("alueellistuminen", "alueellistua"),
    ],
)
def test_verb_behind_participles_and_nouns_in_minen(analyser, word, verb):
    assert verb in analyser.terms(word).verbs


@pytest.mark.parametrize("word", ["elämän", "tehtävä", "hengitys", "toimivuus", "neuvottelu"])
def test_words_in_their_own_right_have_no_verb(analyser, word):
    assert analyser.terms(word).verbs == ()


def test_a_term_stands_in_one_list_only(analyser):
    for word in ("hyvinvoivien", "laiminlyömistä", "kansainvälistä", "vapaaehtoistyö"):
        terms = analyser.terms(word)
        assert len(set(terms.all)) == len(terms.all)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Schulzin", "Schulzille"),
        ("Trumanilla", "Truman"),
        ("Simonideelle", "Simonides"),
        ("Kalymnokselle", "Kalymnos"),
        ("Arduinossa", "Arduinoon"),
        ("tweeteillä", "tweet"),
        ("smoothieita", "smoothiet"),
        ("H&M:lle", "H&M:n"),
        ("Shakespeare’in", "Shakespeare"),
    ],
)
def test_forms_of_unknown_words_meet(analyser, one, other):
    assert not analyser.known(one)
    assert set(analyser.terms(one).lemmas) & set(analyser.terms(other).lemmas)


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("punanen", "punainen"),
        ("kirjottaa", "kirjoittaa"),
        ("hirvee", "hirveä"),
        ("ymmärtäny", "ymmärtänyt"),
        ("mettässä", "metsä"),
        ("kahen", "kaksi"),
    ],
)
def test_spoken_forms_meet_the_written_ones(analyser, spoken, written):
    assert written in analyser.terms(spoken).lemmas


def test_different_words_stay_apart(analyser):
    pairs = [("kunta", "kunto"), ("talo", "talous"), ("järjestö", "järjestys"), ("vaali", "valta")]
    for one, other in pairs:
        assert not set(analyser.terms(one).all) & set(analyser.terms(other).all)


class TestLexicon:
    """Names inflect like a known word that an editor has added."""

    @pytest.mark.parametrize(
        ("form", "word"),
        [
            ("Klamilassa", "klamila"),
            ("Utissa", "utti"),
            ("Uttiin", "utti"),
            ("Pyhällössä", "pyhältö"),
            ("Heinlahden", "heinlahti"),
            ("Kaipiaisissa", "kaipiainen"),
            ("Kymsotelle", "kymsote"),
            ("hyteä", "hyte"),
            ("STEA:lta", "stea"),
            ("Stealta", "stea"),
        ],
    )
    def test_names(self, analyser, form, word):
        assert analyser.terms(form).lemmas == (word,)

    def test_names_in_compounds(self, analyser):
        assert analyser.terms("Klamilantiellä").lemmas == ("klamilantie",)
        assert {"klamila", "tie"} <= set(analyser.terms("Klamilantiellä").parts)
        assert "klamila" in analyser.terms("itä-Klamilasta").parts

    def test_without_the_lexicon_the_word_is_unknown(self):
        assert not active_analyser().known("Klamilassa")

    def test_the_version_follows_the_words_that_change_terms(self, analyser):
        more = Lexicon(models=(*analyser.lexicon.models, ("hillo", "pillo")))
        assert active_analyser(more, analyser.name).version != analyser.version
        only_synonyms = Lexicon(models=analyser.lexicon.models, synonyms=(("a", "b"),))
        assert active_analyser(only_synonyms, analyser.name).version == analyser.version


class TestWithoutADictionary:
    def test_endings_are_cut(self, stemmer):
        assert stemmer.terms("järjestöissä").lemmas == stemmer.terms("järjestöillä").lemmas
        assert stemmer.terms("järjestöneuvottelukunta").parts == ()
        assert not stemmer.known("järjestö")

    def test_colons_hyphens_and_numbers_are_read_all_the_same(self, stemmer):
        assert stemmer.terms("EU:n").lemmas == stemmer.terms("eu").lemmas
        assert stemmer.terms("13.3.2024").lemmas == ("13.3.2024",)
        assert stemmer.terms("hyte-työ").parts

    def test_the_version_differs_from_that_of_a_dictionary(self, stemmer, analyser):
        assert stemmer.version != analyser.version


def test_an_unknown_dictionary_is_an_error():
    with pytest.raises(LookupError):
        active_analyser(backend="voikko")
