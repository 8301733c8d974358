"""After a decision the next text, and in a second round what changed since the first."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.urls import reverse

from home.approval import service
from home.approval.models import Assignment
from home.approval_desk.models import ApprovalLink
from meetings.models import AgendaItem
from tests.approving import away, fresh, member, named, task_of
from tests.factories import make_meeting, make_statement, make_text_page

LINK = re.compile(r"http://127\.0\.0\.1:8000(/hyvaksy/\S+/)")


@pytest.fixture
def writer(as_user):
    return as_user("communications").user


@pytest.fixture
def chair(as_user):
    """Return a client logged in as the chair; `.user` is the chair."""
    return as_user("chair")


@pytest.fixture
def submit(stored, writer, chair):
    def send(obj):
        with stored():
            obj.save_revision(user=writer)
            service.submit(obj, writer)
        return task_of(obj)

    return send


def link_of(chair):
    mails = [m for m in mail.outbox if m.to == [chair.user.email] and LINK.search(m.body)]
    return LINK.search(mails[-1].body)[1]


def decide(client, address, decision="hyvaksy", comment=""):
    return client.post(address, {"paatos": decision, "kommentti": comment})


def words(answer):
    return " ".join(BeautifulSoup(answer.content, "html.parser").main.get_text(" ").split())


def next_address(answer):
    link = BeautifulSoup(answer.content, "html.parser").find("a", string="Seuraava odottava")
    return link and link["href"]


@pytest.fixture
def two(council, submit):
    """Return two waiting texts, the second of which is the more urgent."""
    calm = make_text_page(council, title="Rauhallinen", live=False)
    urgent = make_text_page(council, title="Kiireinen", live=False)
    for page in (calm, urgent):
        submit(page)
    early = task_of(urgent).assignments.get()
    Assignment.objects.filter(pk=early.pk).update(due=early.due.replace(year=2020))
    return calm, urgent


class TestWhatWaitsNext:
    def test_by_link_one_decision_leads_to_the_next(self, council, submit, two, chair):
        third = make_text_page(council, title="Kolmas", live=False)
        submit(third)
        answer = decide(Client(), link_of(chair))
        assert "Sinua odottaa vielä 2 tekstiä" in words(answer)
        assert "Tekstisivu ”Kiireinen”" in words(answer)
        assert "Voit sulkea tämän sivun" not in answer.text
        answer = decide(Client(), next_address(answer), "korjaus", "Lyhennä.")
        assert "Sinua odottaa vielä 1 teksti" in words(answer)
        assert not fresh(two[1]).live
        answer = decide(Client(), next_address(answer))
        assert fresh(two[0]).live
        assert next_address(answer) is None
        assert "Voit sulkea tämän sivun" in answer.text

    def test_logged_in_it_is_the_page_of_that_text(self, two, chair):
        calm, urgent = two
        answer = decide(chair, reverse("approval_logged_in", args=[task_of(urgent).pk]))
        assert next_address(answer) == reverse("approval_logged_in", args=[task_of(calm).pk])
        assert ApprovalLink.objects.count() == 2  # those that were mailed

    def test_the_new_link_is_for_one_person_and_version_and_dies_soon(self, two, chair):
        answer = decide(Client(), link_of(chair))
        link = ApprovalLink.objects.order_by("pk").last()
        assert link.person == chair.user
        assert link.revision.object_str == "Rauhallinen"
        assert (link.expires_at - link.created_at).total_seconds() <= 3600
        assert Client().get(next_address(answer)).status_code == 200
        decide(Client(), next_address(answer))
        assert Client().get(next_address(answer)).status_code == 410

    def test_reading_makes_no_link(self, two, chair):
        before = ApprovalLink.objects.count()
        Client().get(link_of(chair))
        assert ApprovalLink.objects.count() == before

    def test_what_waits_for_others_is_not_offered(self, council, submit, two, chair, writer):
        statement = make_statement(council, live=False)
        submit(statement)
        task_of(statement).assignments.end()
        answer = decide(chair, reverse("approval_logged_in", args=[task_of(two[1]).pk]))
        assert "Sinua odottaa vielä 1 teksti" in words(answer)


class TestTheSecondRound:
    @pytest.fixture
    def returned(self, council, submit, chair):
        page = make_text_page(council, title="Ohje", lead="Ensimmäinen johdanto.", live=False)
        page.save_revision().publish(skip_permission_checks=True)
        page = fresh(page)
        page.title, page.lead = "Uusi ohje", "Toinen johdanto."
        decide(Client(), self.sent(submit, page, chair), "korjaus", "Lyhennä johdantoa.")
        return fresh(page)

    def sent(self, submit, page, chair):
        submit(page)
        return link_of(chair)

    def test_first_the_comment_then_what_changed_since_then_all(self, returned, submit, chair):
        page = returned.get_latest_revision_as_object()
        page.lead = "Kolmas johdanto."
        said = words(Client().get(self.sent(submit, page, chair)))
        parts = [
            "Pyysit korjausta",
            "Lyhennä johdantoa.",
            "Mikä on muuttunut sen jälkeen",
            "Mikä muuttuu julkiseen tekstiin verrattuna",
            "Näin lukijat näkevät sen",
        ]
        places = [said.index(part) for part in parts]
        assert places == sorted(places)
        since, against_public = said[places[2] : places[3]], said[places[3] : places[4]]
        assert "Kolmas" in since
        assert "Uusi" not in since
        assert "Uusi" in against_public

    def test_the_mail_says_it_too(self, returned, submit, chair):
        page = returned.get_latest_revision_as_object()
        page.lead = "Kolmas johdanto."
        submit(page)
        body = [m.body for m in mail.outbox if m.to == [chair.user.email]][-1]
        assert "Pyysit korjausta: Lyhennä johdantoa." in body
        assert "Sen jälkeen on muuttunut: " in body
        assert "Julkisesta tekstistä muuttuu: Otsikko, " in body

    def test_that_nothing_changed_is_said(self, returned, submit, chair):
        page = returned.get_latest_revision_as_object()
        said = words(Client().get(self.sent(submit, page, chair)))
        assert "Mikään ei ole muuttunut: teksti on sama, jonka luit viimeksi." in said

    def test_another_sees_the_comment_but_not_the_version_that_was_returned(
        self, council, returned, submit, chair
    ):
        vice = member(council, "chair", first_name="Vappu", last_name="Varahenkilö")
        named(council, chair=chair.user, vice_chair=vice)
        away(council, chair.user)
        page = returned.get_latest_revision_as_object()
        page.lead = "Kolmas johdanto."
        submit(page)
        deputy = Client()
        deputy.force_login(vice)
        said = words(deputy.get(reverse("approval_logged_in", args=[task_of(page).pk])))
        assert f"{chair.user.display_name} pyysi korjausta" in said
        assert "Lyhennä johdantoa." in said
        assert "Mikä on muuttunut sen jälkeen" not in said

    def test_an_approved_text_begins_anew(self, returned, submit, chair):
        page = returned.get_latest_revision_as_object()
        decide(Client(), self.sent(submit, page, chair))
        page = fresh(returned)
        page.lead = "Neljäs johdanto."
        said = words(Client().get(self.sent(submit, page, chair)))
        assert "Pyysit korjausta" not in said

    def test_new_agenda_items_are_told_apart(self, council, submit, chair):
        """Items that no version has published have no keys of their own."""
        meeting = make_meeting(council, live=False)
        meeting.save_revision().publish(skip_permission_checks=True)
        meeting = fresh(meeting)
        titles = ("Avaus", "Talous", "Päätös")
        meeting.agenda_items.add(*(AgendaItem(title=title) for title in titles))
        decide(Client(), self.sent(submit, meeting, chair), "korjaus", "Nimeä talous.")
        page = fresh(meeting).get_latest_revision_as_object()
        page.agenda_items.all()[1].title = "Talousarvio"
        said = words(Client().get(self.sent(submit, page, chair)))
        since = said[said.index("Mikä on muuttunut") : said.index("Mikä muuttuu julkiseen")]
        assert "Talousarvio" in since
        assert "Avaus" not in since
        assert "Päätös" not in since
