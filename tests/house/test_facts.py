"""Every known fact of the council is on the public page where it belongs."""

import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.utils.formats import date_format
from wagtail.models import Page

FACTS = tomllib.loads(Path(__file__).with_name("facts.toml").read_text(encoding="utf-8"))
MEETINGS = {meeting["date"].isoformat(): meeting for meeting in FACTS["meetings"]}
NO_FILE = "Tiedostoa ei ole verkossa"
CONTACTS = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|mailto:|tel:|\+358|\b0\d{1,2}[\s-]?\d{3}[\s-]?\d{3,4}\b"
)

pytestmark = pytest.mark.usefixtures("seeded")


class Main(HTMLParser):
    """The words of a page between <main> and </main>."""

    def __init__(self):
        super().__init__()
        self.inside, self.words = False, []

    def handle_starttag(self, tag, attrs):
        self.inside = self.inside or tag == "main"

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "main"

    def handle_data(self, data):
        if self.inside:
            self.words += data.split()


@pytest.fixture
def read(client):
    """Return a function that reads a page: `read("/tavoitteet/")` gives the content's words."""

    def words(address):
        page = client.get(address)
        assert page.status_code == 200, address
        main = Main()
        main.feed(page.content.decode())
        assert main.words, f"{address} has no <main>"
        return re.sub(r" (?=[,.;:])", "", " ".join(main.words))

    return words


def missing(facts, text):
    return [fact for fact in facts if fact.casefold() not in text.casefold()]


def lost(ideas, text):
    """Return the ideas that no word of the text expresses."""
    return [idea for idea in ideas if not re.search(rf"\b(?:{idea})", text, re.IGNORECASE)]


def divided(text, titles):
    """Split the text at its titles, which must occur in this order."""
    places, place = [], 0
    for title in titles:
        assert title in text[place:], f"{title} is missing or out of order"
        place = text.index(title, place)
        places.append(place)
        place += len(title)
    return [text[start:end] for start, end in zip(places, [*places[1:], None], strict=True)]


def finnish(date):
    return date_format(date, "j.n.Y")


def test_the_list_of_facts_is_whole():
    people = [person for seat in FACTS["seats"] for person in seat["people"]]
    assert (len(FACTS["seats"]), len(people), len(set(people))) == (22, 24, 24)
    counts = [len(FACTS[name]) for name in ("goals", "tasks", "networks", "municipalities")]
    assert counts == [5, 7, 11, 6]
    assert len(MEETINGS) == 6
    assert sum(len(meeting["papers"]) for meeting in FACTS["meetings"]) == 12


def test_front_page_tells_what_the_council_is_for(client, read, seeded):
    assert FACTS["name"] in client.get("/").content.decode()
    assert seeded.mission in read("/")
    assert lost(FACTS["mission"], seeded.mission) == []


@pytest.mark.parametrize(("kind", "address"), [("goals", "/tavoitteet/"), ("tasks", "/tehtavat/")])
def test_goals_and_tasks_say_what_they_said(kind, address, read, seeded):
    index = Page.objects.get(url_path=f"{seeded.url_path}{address[1:]}")
    titles = [page.title for page in index.get_children()]
    assert len(titles) == len(FACTS[kind])
    items = divided(read(address), titles)
    for title, item, ideas in zip(titles, items, FACTS[kind], strict=True):
        assert lost(ideas, item.removeprefix(title)) == [], title


def test_every_seat_holds_its_people(read):
    text = read("/edustajat/")
    now, *_ = text.split("Aiemmat toimikaudet")
    assert "Toimikausi 2023: 22 paikkaa, 24 edustajaa" in now
    titles = [seat["title"] for seat in FACTS["seats"]]
    beginning = now.index("Toimihenkilöt")
    for seat, words in zip(FACTS["seats"], divided(now[beginning:], titles), strict=True):
        assert missing(seat["people"], words) == []
        assert words.count("2023–") == len(seat["people"]), seat["title"]


def test_roles_that_nobody_knows_are_not_made_up(read):
    now, *_ = read("/edustajat/").split("Aiemmat toimikaudet")
    hamina = now[now.index("Haminan kaupunki") : now.index("Kouvolan kaupunki")]
    assert "Pia Nordman" in hamina
    assert "varajäsen" not in hamina
    assert " jäsen" not in hamina


def test_first_officers_stand_among_the_past(read):
    past = read("/edustajat/").split("Aiemmat toimikaudet")[1]
    for officer in FACTS["first_officers"]:
        assert " ".join(officer[key] for key in ("person", "role")) in past
        assert f"{officer['organisation']}, 17.2.2022–2022" in past
    for expert in FACTS["first_experts"]:
        assert f"{expert['person']} asiantuntija, {expert['period']}" in past
    assert "15.5.2022" not in past, "nobody has told the last day of Henna Hovi"
    assert "se on päätelty siitä, että Helena Haaja aloitti hänen jälkeensä 16.5.2022" in past


def test_networks_are_listed_with_a_page_and_a_representative(read, client):
    text = read("/verkostot/")
    assert missing(FACTS["networks"], text) == []
    people = {seat["title"]: seat["people"] for seat in FACTS["seats"]}
    for name in FACTS["networks"]:
        page = Page.objects.live().get(title=name)
        assert missing([name, *people[name]], read(page.url)) == []


def test_municipalities_are_named(read):
    towns = FACTS["municipalities"]
    assert missing([town["name"] for town in towns], read("/edustajat/")) == []
    assert missing([town["place"] for town in towns], read("/tietoa-sivustosta/")) == []


def test_meetings_are_listed_newest_first(read):
    text = read("/kokoukset/")
    for title, meeting in zip(
        divided(text, [f"Kokous {finnish(m['date'])}" for m in reversed(FACTS["meetings"])]),
        reversed(FACTS["meetings"]),
        strict=True,
    ):
        assert meeting["place"] in title


@pytest.mark.parametrize("day", MEETINGS)
def test_meeting_lists_every_paper(day, read):
    meeting, text = MEETINGS[day], read(f"/kokoukset/{day}/")
    assert missing([finnish(meeting["date"]), meeting["place"], "Pidetty"], text) == []
    assert len(divided(text, meeting["papers"])) == len(meeting["papers"])
    assert text.count(NO_FILE) == len(meeting["papers"])
    assert "hyväksytty" not in text  # the state of these minutes is not known


def test_papers_on_one_line_can_each_be_found(client):
    for word in ("nimeämispyyntö", "eduskuntavaalipaneelin", "sote-muutostuen"):
        found = client.get("/haku/", {"q": word}).content.decode()
        assert "/kokoukset/2023-02-08/" in found, word


def test_papers_on_one_line_are_not_counted(read):
    """The source does not show whether the line is one file or several."""
    text = read("/kokoukset/2023-02-08/")
    assert "yksi tiedosto vai useampia" in text
    assert "neljä asiakirjaa" not in text


def test_statement_tells_what_is_known_and_what_is_not(read):
    statement = FACTS["statement"]
    assert missing(statement["words"], read(statement["address"])) == []
    assert "Yhteistyöehdotus HYTE-lautakunnalle" in read("/lausunnot/")


def test_founding_is_told(read):
    assert missing(FACTS["founding"]["words"], read(FACTS["founding"]["address"])) == []


def test_dated_events_stand_in_the_timeline(client):
    source = client.get("/historia/").content.decode()
    told = re.findall(r'<time[^>]* datetime="([^"]+)">.*?</time>(.*?)</li>', source, re.DOTALL)
    days = [day for day, _ in told]
    assert days == sorted(days)
    for event in FACTS["founding"]["timeline"]:
        assert event["words"] in dict(told)[event["date"].isoformat()], event["date"]


def test_nothing_tells_how_to_reach_a_person(client):
    assert CONTACTS.search("etunimi.sukunimi@example.org")
    assert CONTACTS.search("p. 050 123 4567")
    swept = 0
    for page in Page.objects.live().public().filter(depth__gt=1):
        found = CONTACTS.search(client.get(page.url).content.decode())
        assert not found, f"{page.url}: {found and found[0]}"
        swept += 1
    assert swept > 40
