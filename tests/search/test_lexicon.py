"""The lexicon in the admin, and the field that shows how the search analyses a word."""

import pytest
from bs4 import BeautifulSoup
from django.core.checks import run_checks
from django.core.management import call_command
from django.urls import reverse

from search import checks
from search.admin_views import lexicon as lexicon_views
from search.finnish import active_analyser
from search.index.rebuild import count_outdated, rebuild
from search.models import LexiconEntry
from search.store.lexicon import current_analyser
from tests.factories import make_text_page

Kind = LexiconEntry.Kind
LIST = reverse("lexicon:index")
NEW = reverse("lexicon:add")


def make_entry(word, target, kind=Kind.MODEL, **fields):
    return LexiconEntry.objects.create(kind=kind, word=word, target=target, **fields)


def understood(client, text, address=LIST):
    """Return the table of the trial field: {word: its cells}."""
    soup = BeautifulSoup(client.get(address, {"koe": text}).content, "html.parser")
    rows = soup.select("#understood tbody tr, body > table tbody tr, table.listing tbody tr")
    rows = [row for row in rows if row.select_one("th[scope=row]")]
    return {row.th.text: [cell.text.strip() for cell in row.select("td")] for row in rows}


def fields(**changed):
    return {
        "kind": "model",
        "word": "Hillola",
        "target": "Kouvola",
        "note": "",
    } | changed


class TestRights:
    @pytest.mark.parametrize("role", ["communications", "secretariat", "administration"])
    def test_editors_keep_the_words(self, as_user, role):
        client = as_user(role)
        assert client.get(LIST).status_code == 200
        assert client.post(NEW, fields()).status_code == 302
        entry = LexiconEntry.objects.get()
        assert client.post(reverse("lexicon:edit", args=[entry.pk]), fields(note="kylä")).url
        assert client.post(reverse("lexicon:delete", args=[entry.pk])).status_code == 302
        assert not LexiconEntry.objects.exists()

    def test_the_chair_has_no_access(self, as_user):
        client = as_user("chair")
        for address in (LIST, NEW, reverse("lexicon:try")):
            assert client.get(address).status_code in {302, 403}

    def test_readers_see_nothing(self, client, council):
        assert client.get(reverse("lexicon:try"), {"koe": "kokous"}).status_code == 302


class TestForm:
    @pytest.mark.parametrize(
        ("changed", "name", "message"),
        [
            ({"target": "Kouvolax"}, "target", "ei tunne mallisanaa"),
            ({"target": "Kouvolassa"}, "target", "ei tunne mallisanaa"),
            ({"target": "nalle"}, "target", "samaan kirjaimeen"),
            ({"target": "hillola"}, "target", "sama sana"),
            ({"word": "Uusi Hillola"}, "word", "yksi sana"),
            ({"word": ""}, "word", "pakollinen"),
            ({"kind": "synonym", "target": "Hillola"}, "target", "sama sana"),
        ],
    )
    def test_what_could_not_work_is_refused_with_the_reason(self, as_user, changed, name, message):
        response = as_user("secretariat").post(NEW, fields(**changed))
        assert message in response.context["form"].errors[name][0]

    def test_a_word_has_one_model(self, as_user):
        make_entry("hillola", "Kouvola")
        response = as_user("secretariat").post(NEW, fields(word="HILLOLA", target="turva"))
        assert "Sanalla on jo mallisana." in str(response.context["form"].errors)

    def test_spaces_and_dashes_are_made_plain(self, as_user):
        as_user("secretariat").post(
            NEW, fields(kind="synonym", word=" te\u2011toimisto ", target="työllisyys  palvelu")
        )
        entry = LexiconEntry.objects.get()
        assert (entry.word, entry.target) == ("te-toimisto", "työllisyys palvelu")


class TestTrying:
    def test_how_words_are_understood(self, as_user):
        make_entry("ikäihminen", "ikääntynyt", Kind.SYNONYM)
        words = understood(as_user("communications"), "järjestöneuvottelukunnan ikääntyneet 2024")
        assert words["järjestöneuvottelukunnan"][0] == "järjestöneuvottelukunta"
        assert "neuvottelukunta" in words["järjestöneuvottelukunnan"][1]
        assert words["ikääntyneet"][2:] == ["ikääntyä", "ikäihminen", "tuntee"]
        assert words["2024"][-1] == "tuntee"

    def test_swedish_is_shown(self, as_user):
        words = understood(as_user("communications"), "föreningarna och kommunen")
        assert words["föreningarna"][0].startswith("förening,")
        assert words["föreningarna"][1] == ""
        assert words["föreningarna"][-1] == "ruotsia"

    def test_the_same_answer_alone_for_who_types(self, as_user):
        client = as_user("communications")
        alone = understood(client, "kokoukset", reverse("lexicon:try"))
        assert alone == understood(client, "kokoukset")
        assert alone["kokoukset"][0] == "kokous"

    @pytest.mark.parametrize("text", ["", "\x00", "<script>", "a" * 10_000, "§ - ' \" 😀", "-"])
    def test_any_text(self, as_user, text):
        response = as_user("communications").get(LIST, {"koe": text})
        assert response.status_code in {200, 400}
        assert b"<script>" not in response.content.split(b'id="understood"')[-1][:2000]

    def test_shows_the_dictionary(self, as_user):
        page = as_user("communications").get(LIST)
        assert "Voikko" in page.content.decode()
        assert not page.context["missing"]

    def test_warns_when_there_is_none(self, as_user, monkeypatch):
        bare = active_analyser(backend="snowball")
        monkeypatch.setattr(lexicon_views, "current_analyser", lambda: bare)
        soup = BeautifulSoup(as_user("communications").get(LIST).content, "html.parser")
        assert "ilman sanakirjaa" in soup.select_one("[role=alert] .error").text


class TestCheck:
    """Warnings of `manage.py check --deploy`."""

    def test_says_nothing_when_there_is_a_dictionary(self):
        assert checks.check_dictionary(None) == []

    def test_warns_when_there_is_none(self, monkeypatch):
        bare = active_analyser(backend="snowball")
        monkeypatch.setattr(checks, "active_analyser", lambda: bare)
        found = run_checks(include_deployment_checks=True, tags=["compatibility"])
        assert "search.W001" in {warning.id for warning in found}


class TestEffect:
    def test_a_word_works_at_once(self, as_user):
        client = as_user("communications")
        assert understood(client, "Rapatissa")["Rapatissa"][-1] == "ei tunne"
        client.post(NEW, fields(word="Rapatti", target="Matti"))
        assert understood(client, "Rapatissa")["Rapatissa"][0] == "rapatti"
        entry = LexiconEntry.objects.get()
        client.post(
            reverse("lexicon:edit", args=[entry.pk]), fields(word="Lapatti", target="Matti")
        )
        assert understood(client, "Rapatissa")["Rapatissa"][-1] == "ei tunne"
        client.post(reverse("lexicon:delete", args=[entry.pk]))
        assert understood(client, "Lapatissa")["Lapatissa"][-1] == "ei tunne"

    def test_pages_are_reindexed_and_staff_see_it(self, as_user, client, council, stored):
        with stored():
            make_text_page(council, body=[("text", "<p>Retki Rapatissa</p>")])
        assert b"Retki" not in client.get("/haku/", {"q": "Rapatti"}).content
        make_entry("Rapatti", "Matti")
        assert count_outdated() > 0
        assert "odottaa päivitystä" in as_user("communications").get(LIST).content.decode()
        rebuild()
        assert count_outdated() == 0
        assert b"Retki" in client.get("/haku/", {"q": "Rapatti"}).content

    def test_a_synonym_needs_no_new_index(self, client, council, stored):
        with stored():
            make_text_page(council, body=[("text", "<p>Retki vanhuksille</p>")])
        assert b"Retki" not in client.get("/haku/", {"q": "ikäihmiset"}).content
        make_entry("ikäihminen", "vanhus", Kind.SYNONYM)
        assert count_outdated() == 0
        assert b"Retki" in client.get("/haku/", {"q": "ikäihmiset"}).content


class TestSeed:
    def test_the_first_words_are_there_and_all_pages_know_them(self, seeded):
        assert LexiconEntry.objects.filter(kind=Kind.MODEL, word="Klamila").exists()
        assert current_analyser().known("Klamilassa")
        assert count_outdated() == 0

    def test_what_was_removed_stays_away(self, seeded):
        LexiconEntry.objects.filter(word="Klamila").delete()
        call_command("seed", verbosity=0)
        assert not LexiconEntry.objects.filter(word="Klamila").exists()

    def test_every_model_inflects(self, seeded):
        analyser = current_analyser()
        for entry in LexiconEntry.objects.filter(kind=Kind.MODEL):
            assert analyser.terms(entry.word).lemmas == (entry.word.lower(),), entry
