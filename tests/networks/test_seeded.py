"""The seeded representatives of Kymenlaakso, at the dated addresses."""

from functools import partial
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.utils import timezone

from networks.models import Person, Term
from tests.factories import make_user
from tests.networks.reading import main_text, roster, soup_of

OFFICERS_2022 = {
    "Puheenjohtaja": ["Katja Valkeinen"],
    "Varapuheenjohtaja": ["Tuomas Valtonen"],
    "Sihteeri": ["Hanna Pikka"],
    "Viestintävastaava": ["Minna Mänttäri"],
    "Kymen-Karjalan sosiaali- ja terveysturva": ["Henna Hovi", "Arja Kumpu"],
}


@pytest.fixture
def read(client):
    """Return a function that reads a public page: `read("/edustajat/")` gives its soup."""
    return partial(soup_of, client)


def test_the_first_of_march_2022(read, seeded):
    soup = read("/edustajat/2022-03-01/")
    assert soup.h1.get_text() == "Edustajat 1.3.2022"
    assert roster(soup) == OFFICERS_2022
    assert "Kaikkia edustajia ei tiedetä" in main_text(soup)
    assert "täyttämättä" not in main_text(soup)


def test_the_summer_of_2022_has_another_expert(read, seeded):
    experts = roster(read("/edustajat/2022-06-01/"))[list(OFFICERS_2022)[-1]]
    assert experts == ["Arja Kumpu", "Helena Haaja"]


def test_the_first_of_march_2023_and_today(read, seeded):
    then, now = read("/edustajat/2023-03-01/"), read("/edustajat/")
    assert roster(then) == roster(now)
    assert len(roster(then)) == 22
    assert roster(then)["Haminan kaupunki"] == ["Pia Nordman", "Mia Iivonen"]
    assert roster(then)["Kotkan kaupunki"] == ["Hanna Pikka"]
    assert "Varapuheenjohtaja" not in roster(then)
    today = timezone.localdate().isoformat()
    assert roster(read(f"/edustajat/{today}/")) == roster(now)


@pytest.mark.parametrize("address", ["2022-02-17", "2022"])
def test_a_term_by_its_first_day_or_year(read, seeded, address):
    soup = read(f"/edustajat/toimikausi/{address}/")
    everyone = [name for names in roster(soup).values() for name in names]
    assert sorted(everyone) == sorted(
        [name for names in OFFICERS_2022.values() for name in names] + ["Helena Haaja"]
    )
    canonical = soup.find("link", rel="canonical")["href"]
    assert urlsplit(canonical).path == "/edustajat/toimikausi/2022-02-17/"
    assert len(soup.select(".mandate-timeline__row")) == 7


def test_a_person_through_the_years(read, seeded):
    pk = Person.objects.get(last_name="Mänttäri", first_name="Minna").pk
    soup = read("/edustajat/", henkilo=pk)
    assert soup.h1.get_text() == "Minna Mänttäri"
    text = main_text(soup)
    now, before = (
        text[text.index("Viimeksi tiedossa") : text.index("Aiemmin")],
        text[text.index("Aiemmin") :],
    )
    assert "Kumppanuustalojen verkosto" in now
    assert "toimikausi 2023" in now
    assert "viestintävastaava, Kumppanuustalo Hilma" in before


def test_who_stands_for_a_town_a_topic_and_a_name(read, seeded):
    towns = {
        option.get_text(): option["value"]
        for option in read("/edustajat/").select("#rajaa-kunta option")
    }
    assert len(towns) == 7
    assert "Hanna Pikka" in main_text(read("/edustajat/", kunta=towns["Kotka"]))
    assert "Heli Vaija" in main_text(read("/edustajat/", aihe="Mielenterveys"))
    assert "Heli Vaija" in main_text(read("/edustajat/", nimi="vaija heli"))


def test_every_town_is_on_the_map_with_its_people(read, seeded):
    soup = read("/edustajat/kartta/")
    towns = {
        town.h3.get_text(): [name.get_text() for name in town(class_="mandate__name")]
        for town in soup(class_="representatives-map__town")
    }
    assert list(towns) == ["Hamina", "Kotka", "Kouvola", "Miehikkälä", "Pyhtää", "Virolahti"]
    assert towns["Hamina"] == ["Pia Nordman", "Mia Iivonen"]
    assert all(towns.values())
    assert "Maanmittauslaitos, kuntarajat 2024, CC BY 4.0" in main_text(soup)
    assert len(str(soup.find(class_="region-map"))) < 30_000
    links = soup.select(".region-map a")
    assert len(links) == 6
    assert all(soup.find(id=link["href"][1:]) and link["aria-label"] for link in links)


def test_what_was_seeded_without_them_gets_codes_and_gaps(seeded):
    Term.objects.filter(incomplete=True).update(incomplete=False)
    call_command("seed", verbosity=0)
    assert Term.objects.get(name="2022").incomplete


def test_what_a_person_has_edited_stays(seeded):
    term = Term.objects.get(name="2022")
    term.incomplete = False
    term.save_revision(user=make_user()).publish()
    call_command("seed", verbosity=0)
    assert not Term.objects.get(name="2022").incomplete
