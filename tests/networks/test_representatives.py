"""The representatives' pages: on a day, in a term, by search, and in pictures."""

import datetime
import re
from functools import partial

import pytest
from django.utils import timezone

from home.models import ContactPage
from networks.models import NetworkMember, RepresentativesPage, Succession
from tests.factories import (
    index_of,
    make_mandate,
    make_meeting,
    make_network,
    make_organisation,
    make_person,
    make_representatives_page,
    make_seat,
    make_statement,
    make_term,
)
from tests.networks.reading import main_text, roster, soup_of

D = datetime.date


@pytest.fixture
def read(client):
    """Return a function that reads a public page: `read("/edustajat/")` gives its soup."""
    return partial(soup_of, client)


def facts(soup):
    return [" ".join(entry.get_text(" ").split()) for entry in soup(class_="mandate__facts")]


@pytest.fixture
def page(council):
    index_of(ContactPage, council)
    return make_representatives_page(council)


@pytest.fixture
def term(council, page):
    return make_term(council, D(2024, 1, 1), live=True)


class TestDays:
    @pytest.mark.parametrize("written", ["2024-03-01", "1.3.2024", "01.03.2024"])
    def test_a_day_leads_to_its_address(self, client, page, written):
        response = client.get(page.url, {"paiva": written})
        assert (response.status_code, response["Location"]) == (302, f"{page.url}2024-03-01/")

    @pytest.mark.parametrize(
        ("written", "message"),
        [
            ("", "Kirjoita päivä muodossa 1.3.2022."),
            ("\x00", "Kirjoita päivä muodossa 1.3.2022."),
            ("eilen", "Kirjoita päivä numeroin."),
            ("30.2.2024", "Päivää 30.2. ei ole: helmikuussa 2024 on 29 päivää. Tarkista päivä."),
            ("2024-13-01", "Kuukautta 13 ei ole. Kirjoita ensin päivä ja sitten kuukausi"),
            ("maaliskuu 2024", "Kirjoita myös päivä"),
            ("1.3.2999", "Vuosi 2999 ei voi pitää paikkaansa."),
            ("joskus", "”joskus” ei ole päivä."),
        ],
    )
    def test_what_is_no_day_is_reported(self, read, page, written, message):
        soup = read(page.url, 400, paiva=written)
        assert soup.h1.get_text() == "Päivä ei kelpaa"
        assert message in soup.find(class_="errorlist").get_text()

    @pytest.mark.parametrize(
        ("address", "words"),
        [
            ("2024-02-30", "Päivää 30.2.2024 ei ole"),
            ("0000-01-01", "Päivää 1.1.0 ei ole"),
            ("1990-01-01", "Kokoonpano 1.1.1990 ei ole tiedossa"),
        ],
    )
    def test_a_day_that_is_not_there_shows_those_that_are(self, read, page, term, address, words):
        make_mandate(term)
        soup = read(f"{page.url}{address}/", 404)
        assert soup.h1.get_text() == words
        assert soup.find("a", href=f"{page.url}toimikausi/{term.address}/")
        assert soup.find("input", attrs={"type": "date"})

    @pytest.mark.parametrize("rest", ["24-01-01/", "2024-01/", "toimikausi/", "kartta/x/"])
    def test_other_addresses_are_not_found(self, read, page, term, rest):
        assert read(page.url + rest, 404).h1.get_text() != "Edustajat"

    def test_the_day_of_change(self, read, page, term):
        seat = make_seat(term.body, title="Vaihtuva")
        make_mandate(term, seat, make_person(last_name="Mennyt"), ends=D(2024, 5, 1))
        make_mandate(term, seat, make_person(last_name="Tuleva"), starts=D(2024, 5, 2))
        before, after = (roster(read(f"{page.url}2024-05-0{day}/"))["Vaihtuva"] for day in (1, 2))
        assert "Mennyt" in before[0]
        assert "Tuleva" in after[0]

    def test_a_vacant_seat_is_shown_on_its_days(self, read, page, term):
        make_mandate(term)
        make_seat(term.body, title="Tyhjä", starts=D(2024, 2, 1))
        assert "Tyhjä" not in roster(read(f"{page.url}2024-01-31/"))
        soup = read(f"{page.url}2024-02-01/")
        assert "Paikka on täyttämättä" in soup.find(class_="seat-list__vacant").get_text()
        assert "täyttämättä 1." in main_text(soup)

    def test_robots_leave_days_and_people_alone_but_not_terms(self, read, page, term):
        person = make_mandate(term).person
        for address, left_alone in (
            (page.url, False),
            (f"{page.url}toimikausi/2024/", False),
            (f"{page.url}2024-02-01/", True),
            (f"{page.url}?henkilo={person.pk}", True),
        ):
            assert bool(read(address).find("meta", attrs={"name": "robots"})) == left_alone

    def test_a_draft_of_a_term_has_no_address(self, read, page, council):
        draft = make_term(council, D(2024, 1, 1), live=False)
        make_mandate(draft)
        read(f"{page.url}2024-02-01/", 404)
        read(f"{page.url}toimikausi/2024-01-01/", 404)

    def test_terms_before_the_last_two_are_only_links(self, read, page, council):
        for year in (2019, 2020, 2021):
            old = make_term(council, D(year, 1, 1), ends=D(year, 12, 31), live=True)
            make_mandate(old, person=make_person(last_name=f"Vuodelta{year}"))
        text = main_text(read(page.url))
        assert "Vuodelta2021" in text
        assert "Vuodelta2020" in text
        assert "Vuodelta2019" not in text
        assert "Vuodelta2019" in main_text(read(f"{page.url}toimikausi/2019-01-01/"))


class TestDeputies:
    def test_a_personal_deputy_is_shown_with_the_member(self, read, page, term):
        seat = make_seat(term.body)
        member = make_mandate(term, seat, make_person(first_name="Lempi", last_name="Varsinainen"))
        make_mandate(term, seat, role="deputy", deputy_of=member)
        assert any(
            "varajäsen, varsinainen edustaja Lempi Varsinainen" in words
            for words in facts(read(page.url))
        )

    def test_shared_deputies_stand_with_their_group(self, read, page, term):
        make_mandate(term)
        pool = make_seat(term.body, title="Yhteiset varajäsenet", right="pool")
        make_mandate(term, pool, role="deputy")
        soup = read(page.url)
        assert "Sijaistavat ryhmän kaikkia jäseniä." in main_text(soup)
        assert "1 paikka, 2 edustajaa" in main_text(soup)
        assert len(soup.select(".council-picture__drawing [role=listitem]")) == 1


class TestFinder:
    def names(self, soup):
        return {name.get_text(strip=True) for name in soup(class_="mandate__name")}

    def test_by_network(self, read, page, term):
        network = make_network(term.body)
        own = make_mandate(term, make_seat(term.body, network=network))
        make_mandate(term)
        assert self.names(read(page.url, verkosto=network.pk)) == {str(own.person)}

    def test_an_association_is_represented_by_its_network(self, read, page, term):
        network, member = make_network(term.body), make_organisation()
        NetworkMember.objects.create(network=network, organisation=member)
        by_network = make_mandate(term, make_seat(term.body, network=network))
        from_it = make_mandate(term, organisation=member)
        make_mandate(term)
        found = self.names(read(page.url, yhteiso=member.pk))
        assert found == {str(by_network.person), str(from_it.person)}

    def test_everything_that_is_asked_must_hold(self, read, page, term):
        network = make_network(term.body, themes="Kylät\nNuoret")
        seat = make_seat(term.body, network=network)
        wanted = make_mandate(term, seat, make_person(last_name="Etsitty"))
        make_mandate(term, seat)
        make_mandate(term, person=make_person(last_name="Etsittyinen"))
        soup = read(page.url, aihe="Nuoret", nimi="etsit")
        assert self.names(soup) == {str(wanted.person)}
        text = main_text(soup)
        assert "Aihe Nuoret" in text
        assert "Edustajan nimi etsit" in text

    def test_now_to_come_and_before_stand_apart(self, read, page, council):
        today = timezone.localdate()
        day = datetime.timedelta(1)
        past = make_term(council, D(2020, 1, 1), ends=D(2020, 12, 31), live=True)
        present = make_term(council, D(2021, 1, 1), live=True)
        seat = make_seat(council)
        for person, mandate in {
            "Ennen": {"term": past},
            "Asti": {"term": present, "ends": today - day},
            "Nyt": {"term": present, "starts": today, "ends": today},
            "Sitten": {"term": present, "starts": today + day},
        }.items():
            make_mandate(seat=seat, person=make_person(last_name=person), **mandate)
        parts = {
            section.h2.get_text(): " ".join(sorted(n.split()[-1] for n in self.names(section)))
            for section in read(page.url, paikka=seat.pk)("section")
            if section.find(class_="mandate__name")
        }
        assert parts == {"Nyt": "Nyt", "Tulossa": "Sitten", "Aiemmin": "Asti Ennen"}

    def test_nothing_found_is_said(self, read, page, term):
        make_mandate(term)
        assert "Yksikään edustus ei vastaa" in main_text(read(page.url, nimi="Olematon"))

    @pytest.mark.parametrize("written", [" ", "\x00", "\u200b"])
    def test_a_name_that_nobody_sees_narrows_nothing(self, read, page, term, written):
        make_mandate(term, person=make_person(last_name="Näkyvä"))
        assert "Näkyvä" in main_text(read(page.url, nimi=written))

    @pytest.mark.parametrize("query", [{"kunta": "999999"}, {"verkosto": "x"}])
    def test_what_cannot_be_asked_is_refused(self, read, page, term, query):
        soup = read(page.url, 400, **query)
        assert soup.find(class_="errorlist")
        assert soup.find("details").has_attr("open")

    @pytest.mark.parametrize("query", [{"henkilo": 999_999}, {"paikka": 999_999}])
    def test_nobody_is_not_found(self, read, page, term, query):
        read(page.url, 404, **query)

    def test_nothing_unpublished_can_be_chosen_or_found(self, read, page, council, term):
        hidden = make_network(council, title="Kätköverkosto", live=False)
        make_mandate(term, make_seat(council, network=hidden, title="Julkinen"))
        body = make_organisation(name="Kätköyhdistys", live=False)
        make_mandate(term, organisation=body)
        draft = make_term(council, D(2019, 1, 1), ends=D(2019, 12, 31), live=False)
        secret = make_mandate(draft, person=make_person(last_name="Kätkönimi"))
        assert "Kätköverkosto" not in main_text(read(page.url))
        assert "Kätköyhdistys" not in str(read(page.url).find(class_="finder"))
        assert "Kätkönimi" not in main_text(read(page.url, nimi="nimi"))
        read(page.url, 400, verkosto=hidden.pk)
        read(page.url, 404, henkilo=secret.person.pk)


class TestSuccessions:
    """The page of an organisation shows its splits, mergers and renamings with their years."""

    def changes(self, read, page, body):
        rows = read(page.url, yhteiso=body.pk).select(".facts__row")
        words = {row.dt.get_text(strip=True): row.dd.get_text(" ", strip=True) for row in rows}
        words.pop("Yhteisö")
        return words

    def bodies(self, term, *names):
        for name in names:
            body = make_organisation(name=name)
            make_mandate(term, organisation=body)
            yield body

    def follow(self, predecessor, successor, **fields):
        fields = {"date": D(2021, 1, 20)} | fields
        Succession.objects.create(predecessor=predecessor, successor=successor, **fields)

    def test_a_new_name(self, read, page, term):
        old, new = self.bodies(term, "Vanha ry", "Uusi ry")
        self.follow(old, new)
        assert self.changes(read, page, old) == {"Jatkaa nimellä": "Uusi ry (20.1.2021)"}
        assert self.changes(read, page, new) == {"Aiempi nimi": "Vanha ry (20.1.2021)"}

    def test_a_merger(self, read, page, term):
        one, other, whole = self.bodies(term, "Ensi ry", "Toinen ry", "Yhdessä ry")
        for body in (one, other):
            self.follow(body, whole, date=D(2022, 1, 1), precision="year")
        assert self.changes(read, page, one) == {"Yhdistyi, jatkaja": "Yhdessä ry (2022)"}
        assert self.changes(read, page, whole) == {
            "Syntyi yhdistymisestä": "Ensi ry , Toinen ry (2022)"
        }

    def test_a_split(self, read, page, term):
        whole, one, other = self.bodies(term, "Koko ry", "Osa A ry", "Osa B ry")
        for body in (one, other):
            self.follow(whole, body, date=None)
        assert self.changes(read, page, whole) == {"Jakautui, jatkajat": "Osa A ry , Osa B ry"}
        assert self.changes(read, page, other) == {"Syntyi jakautumisesta": "Koko ry"}

    def test_a_body_that_is_a_draft_is_not_shown(self, read, page, term):
        (old,) = self.bodies(term, "Vanha ry")
        self.follow(old, make_organisation(name="Kätkö ry", live=False))
        assert self.changes(read, page, old) == {}


class TestMap:
    @pytest.fixture
    def council(self, council):
        council.region = "Kymenlaakso"
        council.save()
        return council

    def towns(self, read, page):
        soup = read(f"{page.url}kartta/")
        return {
            town.h3.get_text(): " ".join(town.get_text(" ").split())
            for town in soup(class_="representatives-map__town")
        }

    def seat(self, council, **fields):
        body = make_organisation(kind="municipality", **fields)
        return make_seat(council, group="municipalities", organisation=body)

    def test_each_town_shows_what_is_known(self, read, page, term):
        make_mandate(term, self.seat(term.body, municipality_code="285"))
        make_mandate(term, self.seat(term.body, place_name="Hamina"))
        self.seat(term.body, municipality_code="286")
        towns = self.towns(read, page)
        assert "jäsen" in towns["Kotka"]
        assert "jäsen" in towns["Hamina"]
        assert "Paikka on täyttämättä." in towns["Kouvola"]
        assert "edustaja" not in towns["Pyhtää"]

    def test_a_town_of_another_region_that_has_a_seat_is_drawn_too(self, read, page, term):
        make_mandate(term, self.seat(term.body, municipality_code="142"))
        assert "Iitti" in self.towns(read, page)

    def test_a_region_that_is_on_no_map_has_none(self, read, page, council, term):
        council.region = "Mallimaa"
        council.save()
        make_mandate(term)
        read(f"{page.url}kartta/", 404)
        assert not read(page.url).find("a", href=f"{page.url}kartta/")

    def test_gaps_in_what_is_known_are_no_gaps_in_the_council(self, read, page, council):
        term = make_term(council, live=True, incomplete=True)
        make_mandate(term)
        self.seat(council, municipality_code="286")
        assert "Edustaja ei ole tiedossa." in self.towns(read, page)["Kouvola"]


def test_the_picture_leads_to_every_seat(read, page, term):
    for group in ("officers", "networks", "municipalities"):
        make_mandate(term, make_seat(term.body, group=group))
    make_seat(term.body)
    soup = read(page.url)
    links = soup.select(".council-picture__drawing a")
    assert len(links) == 4
    assert all(soup.find(id=link["href"].removeprefix("#")) for link in links)
    assert sum(link["aria-label"].endswith(": täyttämättä") for link in links) == 1
    shapes = {re.sub(r"\s", "", mark["d"]) for mark in soup.select(".council-picture__key path")}
    assert len(shapes) == 3


class TestNetworkPage:
    def test_seats_now_and_before_and_what_concerns_it(self, read, council, term, stored):
        with stored():
            network = make_network(council)
            seat = make_seat(council, network=network)
            make_mandate(term, seat, make_person(last_name="Nykyinen"), starts=D(2024, 5, 2))
            make_mandate(term, seat, make_person(last_name="Entinen"), ends=D(2024, 5, 1))
            link = f'<p><a linktype="page" id="{network.pk}">Verkosto</a></p>'
            make_meeting(council, D(2024, 3, 13), title="Kokous verkostosta", summary=link)
            make_statement(council, title="Lausunto verkosta", body=[("text", link)])
            make_meeting(
                council, D(2024, 4, 1), title="Luonnos verkostosta", summary=link
            ).unpublish()
            make_meeting(council, D(2024, 5, 1), title="Muu kokous")
        text = main_text(read(network.url))
        now, before = text.split("Aiemmat edustajat")
        assert "Nykyinen" in now
        assert "Entinen" not in now
        assert "Entinen" in before
        concerning = before.split("Kokouksissa ja lausunnoissa")[1]
        assert "Kokous verkostosta" in concerning
        assert "Lausunto verkosta" in concerning
        assert "Muu kokous" not in text
        assert "Luonnos" not in text


def test_the_preview_of_the_page_is_the_page_of_today(as_user, page, term):
    make_mandate(term, person=make_person(last_name="Esikatseltu"))
    request = page.make_preview_request()
    assert request.status_code == 200
    assert "Esikatseltu" in request.render().content.decode()
    assert isinstance(page, RepresentativesPage)
