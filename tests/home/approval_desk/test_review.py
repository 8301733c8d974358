"""The approver's page behind a mailed link: who may read and decide what, and for how long."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from home.approval import service
from home.approval.approvers import add_working_days
from home.approval.models import ApprovalSettings, Assignment, Companion
from home.approval_desk.models import ApprovalLink
from home.approval_desk.review import views
from home.approval_desk.review.newer_versions import OpenedLink
from home.dates import format_on_day
from home.documents.models import CouncilDocument
from home.models import NewsPage, StandardPage
from home.privacy.check import check_versions, store_reason
from home.roles import get_group
from home.scheduling.running import run_due
from networks.models import Term
from tests.dashboard import for_you, main_of
from tests.factories import (
    attach,
    make_document,
    make_image,
    make_mandate,
    make_meeting,
    make_news_index,
    make_page,
    make_person,
    make_seat,
    make_statement,
    make_term,
    make_text_page,
    make_user,
    mark_read,
    pdf_bytes,
)
from tests.house.test_html import messages, write
from tests.sweep import every_block

MARK = "kätkösana"
LINK = re.compile(r"http://127\.0\.0\.1:8000(/hyvaksy/\S+/)")


@pytest.fixture
def people(as_user):
    """Return the writers and approvers, only as users, because a link needs no login."""
    return {"writer": as_user("communications").user, "chair": as_user("chair").user}


@pytest.fixture
def page(council):
    return make_text_page(council, title="Uutta", slug="uutta", lead="Johdanto.", live=False)


@pytest.fixture
def submit(people, stored):
    """Submit an object for approval; return the task state and the path of the mailed link."""

    def send(thing, person="chair"):
        with stored():
            thing.save_revision(user=people["writer"])
            state = service.submit(thing, people["writer"])
        return state.current_task_state, link_to(people[person])

    return send


def link_to(user):
    """Return the newest link that was mailed to the user."""
    links = [
        LINK.search(m.body)[1] for m in mail.outbox if m.to == [user.email] and LINK.search(m.body)
    ]
    return links[-1]


def post(address, decision="hyvaksy", **data):
    return Client().post(address, {"paatos": decision, "kommentti": "", **data})


def is_live(page):
    return StandardPage.objects.get(pk=page.pk).live


def refused(address, status, words, method="get"):
    """Every request is refused alike, and nothing of the version is shown."""
    answers = [Client().get(address)]
    if method == "post":
        answers.append(post(address))
    for answer in answers:
        assert answer.status_code == status
        assert words in answer.text
        assert MARK not in answer.text
    return answers[0]


class TestFromMailToPublished:
    def test_two_presses_publish(self, submit, page, people):
        task_state, address = submit(page)
        html = Client().get(address).text
        assert "Johdanto." in html
        assert "Vahvista" in html
        assert "teksti tulee heti julkiseksi" in html
        assert not is_live(page)
        answer = post(address)
        assert "on nyt julkinen" in answer.text
        assert "http://localhost/uutta/" in answer.text
        assert is_live(page)
        task_state.refresh_from_db()
        assert task_state.finished_by == people["chair"]

    def test_the_mail_says_what_and_by_when(self, submit, page, people):
        submit(page)
        (message,) = [m for m in mail.outbox if m.to == [people["chair"].email]]
        assert re.fullmatch(
            r"Hyväksyttäväksi viimeistään (ma|ti|ke|to|pe) \d+\.\d+\.: Uutta", message.subject
        )
        assert "Tekstisivu ”Uutta”" in message.body
        assert people["writer"].get_full_name() in message.body
        assert "Lue ja hyväksy" in message.alternatives[0][0]

    def test_its_text_tells_the_day_and_its_link_is_a_button(self, submit, page, people):
        task_state, _address = submit(page)
        (message,) = [m for m in mail.outbox if m.to == [people["chair"].email]]
        due = format_on_day(task_state.assignments.active().get().due)
        html = BeautifulSoup(message.alternatives[0][0], "html.parser")
        assert f"Vastaa viimeistään {due}." in message.body
        assert f"Vastaa viimeistään {due}." in html.get_text(" ")
        button = html.select_one("a.button")
        assert button.get_text(strip=True) == "Lue ja hyväksy"
        assert button["href"] in message.body

    def test_no_day_ends_in_two_full_stops(self, submit, page, people, stored):
        _task_state, address = submit(page)
        with stored():
            post(address, "korjaus", kommentti="Tarkista päivä 2.12.")
        texts = [m.subject for m in mail.outbox]
        texts += [text for m in mail.outbox for text in (m.body, m.alternatives[0][0])]
        assert len(texts) >= 6
        assert not [text for text in texts if ".." in text]

    def test_a_correction_of_a_statement_leads_to_the_statement(
        self, submit, council, people, stored
    ):
        statement = make_statement(council, title="Lausunto bussista", live=False)
        _task_state, address = submit(statement)
        mail.outbox.clear()
        with stored():
            post(address, "korjaus", kommentti="Lyhennä.")
        (message,) = [m for m in mail.outbox if m.subject.startswith("Korjattavaksi")]
        assert reverse("wagtailadmin_pages:edit", args=[statement.pk]) in message.body
        assert "Avaa teksti" in message.body and "Avaa työpöytä" not in message.body

    def test_a_term_is_called_by_more_than_its_year(self, submit, council, people):
        submit(make_term(council, live=False))
        (message,) = [m for m in mail.outbox if m.to == [people["chair"].email]]
        assert message.subject.endswith(": Toimikausi 2024")

    def test_the_sender_is_told_that_it_is_public(self, submit, page, people, stored):
        _, address = submit(page)
        mail.outbox.clear()
        with stored():
            post(address, kommentti="Hyvä teksti.")
        (message,) = [m for m in mail.outbox if m.to == [people["writer"].email]]
        assert message.to == [people["writer"].email]
        assert message.subject == "Hyväksytty ja julkaistu: Uutta"
        assert "Hyvä teksti." in message.body
        assert "http://localhost/uutta/" in message.body

    def test_a_correction_goes_back_with_the_comment(self, submit, page, people, stored):
        task_state, address = submit(page)
        mail.outbox.clear()
        with stored():
            answer = post(address, "korjaus", kommentti="Päivä on väärin.\n\nTarkista.")
        assert "Kiitos, pyysit korjausta" in answer.text
        assert not is_live(page)
        (message,) = mail.outbox
        assert message.to == [people["writer"].email]
        assert message.subject == "Korjattavaksi: Uutta"
        assert "Päivä on väärin." in message.body
        task_state.refresh_from_db()
        assert task_state.status == TaskState.STATUS_REJECTED

    def test_a_press_without_a_choice_decides_nothing(self, submit, page):
        """A mail guard that opens the link and presses every button finds nothing selected."""
        task_state, address = submit(page)
        soup = BeautifulSoup(Client().get(address).text, "html.parser")
        assert [field["value"] for field in soup.select("[name=paatos]")] == ["hyvaksy", "korjaus"]
        assert not soup.select("[name=paatos][checked], button[name], input[type=submit]")
        for form in soup.select("form[method=post]"):
            typed = {field["name"]: field.text.strip() for field in form.select("textarea")}
            for _ in form.select("button"):
                answer = Client().post(form.get("action") or address, typed)
                assert answer.status_code == 422
                assert "Valitse, hyväksytkö tekstin vai pyydätkö korjausta." in answer.text
        task_state.refresh_from_db()
        assert task_state.status == TaskState.STATUS_IN_PROGRESS
        assert ApprovalLink.objects.get().used_at is None

    def test_a_correction_needs_words(self, submit, page):
        task_state, address = submit(page)
        answer = post(address, "korjaus")
        assert answer.status_code == 422
        assert "Kirjoita, mitä pitäisi korjata." in answer.text
        task_state.refresh_from_db()
        assert task_state.status == TaskState.STATUS_IN_PROGRESS

    def test_what_was_typed_stays_when_something_is_missing(self, submit, page):
        _, address = submit(page)
        answer = post(address, "jotain muuta", kommentti="Pitkä kommentti")
        assert answer.status_code == 422
        assert "Pitkä kommentti" in answer.text
        assert not is_live(page)

    def test_wagtail_sends_no_mail_of_its_own(self, submit, page, people):
        make_user(is_superuser=True)
        submit(page)
        assert [m.to for m in mail.outbox] == [[people["chair"].email]]

    def test_who_stands_in_is_told_for_whom(self, submit, page, people):
        _, address = submit(page)
        absent = make_user(first_name="Veikko", last_name="Poissa")
        Assignment.objects.update(on_behalf_of=absent, why="absence")
        html = Client().get(address).text
        assert "Hyväksyt sijaisena: Veikko Poissa" in html


def another_address(person, council):
    person.email = f"muu-{person.email}"
    person.save()


def another_password(person, council):
    person.set_password("uusi salasana 123")
    person.save()


def another_role_too(person, council):
    person.groups.add(get_group("secretariat"))


def a_role_through_the_group(person, council):
    get_group("communications").user_set.add(person)


CHANGES_OF_ACCOUNT = (
    another_address,
    another_password,
    another_role_too,
    a_role_through_the_group,
)


class TestRefusals:
    """Each refusal has its reason and what to do, and nothing of the text."""

    @pytest.fixture
    def page(self, council):
        return make_text_page(council, title=MARK, slug="uutta", lead=MARK, live=False)

    def test_used_again(self, submit, page):
        _, address = submit(page)
        post(address, "korjaus", kommentti="Ei vielä.")
        refused(address, 410, "Linkki on jo käytetty", "post")
        refused(address, 410, "Pyysit tekstiin korjausta")
        assert not is_live(page)

    def test_after_an_edit(self, submit, page, people):
        _, address = submit(page)
        page.title = f"{MARK} 2"
        page.save_revision(user=people["writer"])
        refused(address, 410, "Tekstiä on muutettu", "post")
        assert not is_live(page)

    def test_after_expiry(self, submit, page):
        _, address = submit(page)
        ApprovalLink.objects.update(
            created_at=timezone.now() - timedelta(days=8),
            expires_at=timezone.now() - timedelta(seconds=1),
        )
        answer = refused(address, 410, "Linkki on vanhentunut", "post")
        assert "Pyydä uusi linkki" in answer.text
        assert not is_live(page)

    def test_it_lasts_as_long_as_the_council_says(self, submit, page):
        submit(page)
        link = ApprovalLink.objects.get()
        asked_on = timezone.localdate(link.created_at)
        last = timezone.localdate(link.expires_at - timedelta(seconds=1))
        assert last == add_working_days(asked_on + timedelta(days=6), 1)

    @pytest.mark.parametrize("method", ["get", "head", "options"])
    def test_reading_changes_nothing(self, submit, page, method):
        """Mail programs and their guards open every link, some with an added query string."""
        task_state, address = submit(page)
        for path in (address, f"{address}?paatos=hyvaksy", f"{address}uusi/"):
            getattr(Client(), method)(path, headers={"Purpose": "prefetch"})
        task_state.refresh_from_db()
        assert task_state.status == TaskState.STATUS_IN_PROGRESS
        assert ApprovalLink.objects.get().used_at is None
        assert len(mail.outbox) == 1

    @pytest.mark.parametrize("method", ["put", "patch", "delete"])
    def test_other_methods_are_not_known(self, submit, page, method):
        _, address = submit(page)
        assert getattr(Client(), method)(address).status_code == 405

    def test_tampered(self, submit, page):
        _, address = submit(page)
        token = address.split("/")[2]
        middle = token.index(".")
        for wrong in (
            token[:-1] + ("a" if token[-1] != "a" else "b"),
            ("a" if token[0] != "a" else "b") + token[1:],
            token[:middle],
            token[middle:],
            token + "a",
            "a",
            "ä" * 500,
        ):
            refused(f"/hyvaksy/{wrong}/", 404, "Linkki ei toimi", "post")
        assert not is_live(page)

    def test_signed_by_another_key(self, submit, page, settings):
        _, address = submit(page)
        settings.SECRET_KEY = "another"
        refused(address, 404, "Linkki ei toimi", "post")

    def test_a_stored_fingerprint_is_no_key(self, submit, page):
        submit(page)
        refused(
            f"/hyvaksy/{ApprovalLink.objects.get().token_hash}/", 404, "Linkki ei toimi", "post"
        )

    def test_for_another_revision(self, submit, page, people):
        """The link names its version too, whatever becomes of the task."""
        task_state, address = submit(page)
        revision = page.save_revision(user=people["writer"])
        TaskState.objects.filter(pk=task_state.pk).update(
            revision=revision, status=TaskState.STATUS_IN_PROGRESS
        )
        refused(address, 410, "Tekstiä on muutettu", "post")
        assert not is_live(page)

    def test_for_another_person(self, submit, page, people):
        """The assignment was cancelled: the former assignee's link opens nothing any more."""
        task_state, address = submit(page)
        task_state.assignments.end()
        refused(address, 403, "ei ole enää sinun tehtäväsi", "post")
        assert not is_live(page)

    def test_after_the_role_is_lost(self, submit, page, people, council):
        _, address = submit(page)
        people["chair"].groups.remove(get_group("chair"))
        refused(address, 403, "ei ole enää oikeutta", "post")
        assert not is_live(page)

    def test_after_the_account_is_closed(self, submit, page, people):
        _, address = submit(page)
        people["chair"].is_active = False
        people["chair"].save()
        refused(address, 403, "ei ole enää oikeutta", "post")
        assert not is_live(page)

    def test_the_power_of_a_superuser_does_not_go_by_link(self, submit, page, people, council):
        _, address = submit(page)
        people["chair"].is_superuser = True
        people["chair"].save()
        people["chair"].groups.remove(get_group("chair"))
        refused(address, 403, "ei ole enää oikeutta", "post")
        assert not is_live(page)

    @pytest.mark.parametrize("change", CHANGES_OF_ACCOUNT, ids=lambda change: change.__name__)
    def test_after_the_account_changed(self, submit, page, people, council, stored, change):
        """A lost mailbox or password keeps no access, even if the account is restored."""
        _, address = submit(page)
        chair = people["chair"]
        before = chair.email, chair.password
        change(chair, council)
        answer = refused(address, 410, "Tilisi sähköpostiosoite, salasana tai rooli", "post")
        assert "Pyydä uusi linkki" in answer.text
        chair.email, chair.password = before
        chair.save()
        refused(address, 410, "Tilisi sähköpostiosoite, salasana tai rooli", "post")
        assert not is_live(page)
        with stored():
            assert Client().post(f"{address}uusi/").status_code == 200
        post(link_to(chair))
        assert is_live(page)

    def test_after_the_account_was_closed_and_opened_again(self, submit, page, people):
        _, address = submit(page)
        for is_active in (False, True):
            people["chair"].is_active = is_active
            people["chair"].save()
        refused(address, 410, "Tilisi sähköpostiosoite, salasana tai rooli", "post")

    def test_a_change_past_the_forms_ends_it_too(self, submit, page, people):
        _, address = submit(page)
        get_user_model().objects.filter(pk=people["chair"].pk).update(email="muu@example.org")
        refused(address, 410, "Tilisi sähköpostiosoite, salasana tai rooli", "post")

    def test_a_log_in_or_a_new_name_ends_nothing(self, submit, page, people):
        _, address = submit(page)
        people["chair"].last_name = "Uusinimi"
        people["chair"].save()
        Client().force_login(people["chair"], backend="home.accounts.backends.AccountBackend")
        assert Client().get(address).status_code == 200

    def test_after_the_sending_is_cancelled(self, submit, page, people):
        task_state, address = submit(page)
        task_state.workflow_state.cancel(user=people["writer"])
        refused(address, 410, "Lähettäjä on perunut lähetyksen", "post")
        assert not is_live(page)

    def test_after_another_decided(self, submit, page, as_user, people):
        deputy = as_user("chair").user
        task_state, address = submit(page)
        service.request_correction(task_state, deputy, channel="login", comment="Ei vielä.")
        refused(address, 410, f"{deputy.get_full_name()} pyysi tekstiin korjausta", "post")
        assert not is_live(page)

    def test_when_another_decides_in_between(self, submit, page, as_user, monkeypatch):
        """The page was open when somebody else decided: this decision comes too late."""
        deputy = as_user("chair").user
        task_state, address = submit(page)
        monkeypatch.setattr(views, "open_link", lambda link: OpenedLink(link.task_state))
        service.request_correction(task_state, deputy, channel="login", comment="Ei vielä.")
        answer = post(address)
        assert answer.status_code == 410
        assert deputy.get_full_name() in answer.text
        assert not is_live(page)

    def test_ones_own_text(self, submit, page, people, council):
        people["writer"].groups.add(get_group("chair"))
        task_state, _ = submit(page)
        Assignment.objects.create(task_state=task_state, person=people["writer"])
        token = ApprovalLink.make(people["writer"], task_state, 7)
        refused(f"/hyvaksy/{token}/", 403, "Omaa tekstiä ei voi hyväksyä", "post")
        assert not is_live(page)


class TestRenewal:
    """A new link goes to the same person by mail, never onto the screen."""

    def expire(self):
        ApprovalLink.objects.update(
            created_at=timezone.now() - timedelta(days=9),
            expires_at=timezone.now() - timedelta(days=1),
        )

    def test_a_fresh_link_is_mailed(self, submit, page, people, stored):
        _, address = submit(page)
        self.expire()
        with stored():
            answer = Client().post(f"{address}uusi/")
        assert "Uusi linkki on lähetetty" in answer.text
        assert "/hyvaksy/" not in answer.text
        fresh = link_to(people["chair"])
        assert fresh != address
        post(fresh)
        assert is_live(page)

    def test_after_an_edit_it_opens_the_new_version(self, submit, page, people, stored):
        _, address = submit(page)
        page.title = "Toinen otsikko"
        with stored():
            page.save_revision(user=people["writer"])
            Client().post(f"{address}uusi/")
        assert "Toinen otsikko" in Client().get(link_to(people["chair"])).text

    def test_not_when_it_is_no_more_yours(self, submit, page, people, council, stored):
        _, address = submit(page)
        people["chair"].groups.remove(get_group("chair"))
        with stored():
            assert Client().post(f"{address}uusi/").status_code == 403
        assert len(mail.outbox) == 1

    def test_not_when_it_is_decided(self, submit, page, stored):
        _, address = submit(page)
        post(address)
        with stored():
            assert Client().post(f"{address}uusi/").status_code == 410

    def test_three_in_an_hour(self, submit, page, stored):
        _, address = submit(page)
        self.expire()
        statuses = [Client().post(f"{address}uusi/").status_code for _ in range(4)]
        assert statuses == [200, 200, 200, 429]


class TestSecrecy:
    def test_headers(self, submit, page):
        _, address = submit(page)
        for answer in (Client().get(address), post(address), Client().get(address)):
            assert answer["Cache-Control"] == "no-store"
            assert answer["Referrer-Policy"] == "no-referrer"
            assert "noindex" in answer["X-Robots-Tag"]
            assert "default-src 'none'" in answer["Content-Security-Policy"]
            assert "unsafe" not in answer["Content-Security-Policy"]
            assert not answer.cookies

    def test_no_cookie_is_needed_nor_believed(self, submit, page, as_user):
        """Another site cannot post the form without the token; the token needs no cookie."""
        _, address = submit(page)
        assert (
            Client(enforce_csrf_checks=True).post(address, {"paatos": "hyvaksy"}).status_code == 200
        )
        assert is_live(page)

    def test_the_token_is_nowhere_but_in_the_mail(self, submit, page, caplog, council):
        with caplog.at_level("DEBUG"):
            _, address = submit(page)
            token = address.split("/")[2]
            Client().get(address)
            Client().get(f"/hyvaksy/{token}a/")
            Client().get(f"{address}ei-ole/")
            post(address)
            Client().get(address)
        assert token not in " ".join(str(vars(link)) for link in ApprovalLink.objects.all())
        assert any("/hyvaksy/…" in record.getMessage() for record in caplog.records)

    def test_guessing_is_slowed_down(self, council):
        statuses = [
            Client().get(f"/hyvaksy/{n}/").status_code for n in range(views.WRONG_LINKS + 1)
        ]
        assert set(statuses[:-1]) == {404}
        assert statuses[-1] == 429

    def test_pressing_without_end_is_slowed_down(self, submit, page):
        _, address = submit(page)
        statuses = [post(address, "korjaus").status_code for _ in range(views.ACTS + 1)]
        assert set(statuses[:-1]) == {422}
        assert statuses[-1] == 429


class TestWhatIsShown:
    def test_the_page_as_readers_see_it(self, submit, council):
        meeting = make_meeting(council, live=False, title="Kokous", summary="<p>Päätettiin.</p>")
        _, address = submit(meeting)
        html = Client().get(address).text
        assert "Päätettiin." in html
        assert html.count("<h1") == 1
        assert "Uusi:" in html

    def test_marked_words_are_left_out(self, submit, council):
        hidden = f"<p>Paikalla <span data-redacted>{MARK}</span>.</p>"
        _, address = submit(make_meeting(council, live=False, summary=hidden))
        html = Client().get(address).text
        assert "[poistettu]" in html
        assert MARK not in html

    def test_what_changes_is_told(self, submit, council):
        meeting = make_meeting(council, place="Kylätalo")
        meeting.place = "Seurantalo"
        _, address = submit(meeting)
        html = Client().get(address).text
        assert re.search(r"<del><span[^>]*>poistettu </span>Kylätalo</del>", html)
        assert re.search(r"<ins><span[^>]*>lisätty </span>Seurantalo</ins>", html)

    def test_a_term_is_told_seat_by_seat(self, submit, council):
        term = make_term(council, live=True)
        make_mandate(term, make_seat(council, title="Kylät"), make_person())
        term = Term.objects.get(pk=term.pk)
        new = make_person(first_name="Saimi", last_name="Uusi")
        mandate = term.mandates.all()[0]
        term.mandates = [mandate, type(mandate)(seat=mandate.seat, person=new, starts=term.starts)]
        _, address = submit(term)
        html = Client().get(address).text
        assert "Saimi Uusi" in html
        assert 'class="change__group">Kylät</li>' in html

    def test_what_has_no_page_shows_its_facts(self, submit, people):
        person = make_person(first_name="Lempi", last_name="Esimerkki", live=False)
        _, address = submit(person)
        html = Client().get(address).text
        assert "Sukunimi" in html
        assert "Lempi" in html

    def test_no_stranger_in_the_page(self, submit, page):
        """It is rendered as for a reader without an account."""
        _, address = submit(page)
        html = Client().get(address).text
        assert "/hallinta/" not in html
        assert str(AnonymousUser()) not in html


class TestDates:
    """A text that is approved for a later time says so, before and after."""

    def test_later(self, submit, page, people, stored):
        page.go_live_at = timezone.now() + timedelta(days=400)
        _, address = submit(page)
        html = Client().get(address).text
        assert "teksti julkaistaan" in html
        with stored():
            answer = post(address)
        assert f"julkaistaan {timezone.localtime(page.go_live_at):%-d.%-m.%Y}" in answer.text
        assert "on nyt julkinen" not in answer.text
        assert not is_live(page)
        (told,) = [m for m in mail.outbox if m.subject.startswith("Hyväksytty")]
        assert told.subject == "Hyväksytty: Uutta"


class TestBundle:
    """A bundle is read together and changes together."""

    @pytest.fixture
    def meeting(self, council):
        meeting = make_meeting(council, live=False, title="Kokous")
        news = make_page(NewsPage, make_news_index(council), live=False, title="Uutinen", lead=MARK)
        news.save_revision()
        Companion.objects.create(page=meeting, draft=news)
        self.news = news
        return meeting

    def test_all_of_it_is_shown_and_published(self, submit, meeting, stored, council):
        _, address = submit(meeting)
        html = Client().get(address).text
        assert "Samalla hyväksytään ja julkaistaan" in html
        assert "Tiedote: Uutinen" in html
        assert MARK in html
        assert "”Uutinen”" in mail.outbox[-1].body
        with stored():
            answer = post(address)
        assert NewsPage.objects.get(pk=self.news.pk).live
        assert "Samalla julkaistiin ”Uutinen”." in answer.text
        assert council.title in answer.text
        assert "Samalla julkaistiin ”Uutinen”." in mail.outbox[-1].body

    def test_it_is_void_when_a_part_changes(self, submit, meeting, people):
        _, address = submit(meeting)
        NewsPage.objects.get(pk=self.news.pk).save_revision(user=people["writer"])
        refused(address, 410, "Tekstiä on muutettu", "post")


class TestPersonalData:
    """What the privacy check found is shown, masked, before the decision."""

    def test_what_was_found_and_why_it_stays(self, submit, council, people):
        meeting = make_meeting(council, live=False, summary="<p>Soita 044 123 4567.</p>")
        meeting.save_revision(user=people["writer"])
        store_reason(meeting, people["writer"], "Se on palvelunumero.", check_versions([meeting]))
        _, address = submit(meeting)
        html = Client().get(address).text
        told = html[html.index("Tarkista nämä") : html.index("Näin lukijat näkevät sen")]
        assert "Puhelinnumero 04…67" in told
        assert "123" not in told
        assert "Se on palvelunumero." in told

    def test_a_file_that_is_still_being_read(self, submit, council, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        meeting = make_meeting(council, live=False)
        attach(make_document(council, title="Skannattu"), meeting)
        _, address = submit(meeting)
        html = Client().get(address).text
        assert "Näitä tiedostoja luetaan vielä" in html

    def test_nothing_found_says_nothing(self, submit, page):
        _, address = submit(page)
        assert "Tarkista nämä" not in Client().get(address).text


class TestLettersOfDeputies:
    def test_each_is_told_their_part(self, submit, page, people, council, as_user, stored):
        deputy = as_user("chair").user
        ApprovalSettings.objects.create(chair=people["chair"], vice_chair=deputy)
        task_state, _ = submit(page)
        mail.outbox.clear()
        with stored():
            service.ask_next_in_line(task_state, "silence")
        subjects = {m.to[0]: m for m in mail.outbox}
        assert subjects[deputy.email].subject.startswith("Hyväksyttäväksi sijaisena viimeistään")
        assert "ei ole vastannut määräajassa" in subjects[deputy.email].body
        assert subjects[people["chair"].email].subject == "Hyväksyntä siirtyi sijaiselle: Uutta"
        assert "Ensimmäinen päätös jää voimaan." in subjects[people["chair"].email].body
        assert subjects[people["writer"].email].subject == "Hyväksyntä siirtyi sijaiselle: Uutta"
        post(link_to(deputy))
        assert is_live(page)


def test_old_links_are_forgotten(submit, page):
    _, address = submit(page)
    ApprovalLink.objects.update(created_at=timezone.now() - timedelta(days=91))
    run_due(timezone.now(), only="old_links")
    refused(address, 404, "Linkki ei toimi")


@pytest.mark.needs("vnu")
def test_every_state_of_the_page_is_valid(submit, council, tmp_path, page, settings):
    settings.MEDIA_ROOT = tmp_path
    meeting = make_meeting(
        council, place="Kylätalo", body=every_block(make_document(), make_image())
    )
    attach(make_document(council), meeting)
    mark_read(*CouncilDocument.objects.all())
    meeting.place = "Seurantalo"
    shown = [submit(meeting)[1], submit(page)[1], submit(make_person(live=False))[1]]
    answers = [Client().get(address) for address in shown]
    answers += [post(shown[0], "korjaus"), post(shown[0]), Client().get(shown[0])]
    answers.append(Client().get("/hyvaksy/arvaus/"))
    ApprovalLink.objects.update(
        created_at=timezone.now() - timedelta(days=9), expires_at=timezone.now()
    )
    answers += [Client().get(shown[1]), Client().post(f"{shown[1]}uusi/")]
    assert [a.status_code for a in answers] == [200, 200, 200, 422, 200, 410, 404, 410, 200]
    files = [write(tmp_path, n, answer.text) for n, answer in enumerate(answers)]
    assert [f"{m['message']} {m.get('extract')}" for m in messages(files)] == []


class TestFiles:
    """The files of the version, and no others, are open to whoever has the link."""

    @pytest.fixture
    def files(self, council, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        return [
            make_document(council, name=f"a{n}.pdf", content=pdf_bytes(f"{MARK} {n}"))
            for n in range(2)
        ]

    @pytest.fixture
    def address(self, submit, council, files):
        meeting = make_meeting(council, live=False)
        attach(files[0], meeting)
        other = make_meeting(council, live=False, title="Toinen")
        attach(files[1], other)
        submit(other)
        return submit(meeting)[1]

    def body(self, response):
        return b"".join(response) if response.streaming else response.content

    def test_a_file_of_the_version_is_listed_and_opens(self, address, files):
        html = Client().get(address).text
        path = f"{address}tiedosto/{files[0].pk}/"
        assert html.count(f'href="{path}"') == 2
        assert "PDF" in html
        answer = Client().get(path)
        assert answer.status_code == 200
        assert self.body(answer) == pdf_bytes(f"{MARK} 0")
        assert answer["Cache-Control"] == "no-store"
        assert "noindex" in answer["X-Robots-Tag"]

    def test_a_file_of_another_draft_does_not(self, address, files):
        answer = Client().get(f"{address}tiedosto/{files[1].pk}/")
        assert answer.status_code == 404
        assert MARK not in answer.text

    def test_what_was_withdrawn_is_not_listed_as_public(self, address, files):
        CouncilDocument.objects.filter(pk=files[0].pk).update(
            withdrawn_at=timezone.now(), withdrawal_reason="Virhe."
        )
        path = f"{address}tiedosto/{files[0].pk}/"
        html = Client().get(address).text
        assert path not in html
        assert "Nämä ovat julkisia" not in html
        assert Client().get(path).status_code == 404

    def test_nor_anything_after_the_link_is_used(self, address, files):
        post(address, "korjaus", kommentti="Ei.")
        assert Client().get(f"{address}tiedosto/{files[0].pk}/").status_code == 410

    def test_pictures_too(self, submit, council, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        image, other = make_image(council), make_image(council)
        value = {
            "image": {"image": image.pk, "alt_text": "Joki", "decorative": False},
            "caption": "",
        }
        page = make_text_page(council, live=False, body=[{"type": "picture", "value": value}])
        _, address = submit(page)
        html = Client().get(address).text
        (path,) = set(re.findall(rf'src="({re.escape(address)}kuva/[^"]+)"', html))
        answer = Client().get(path)
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith("image/")
        wrong = other.get_rendition("width-32").file.name
        assert Client().get(f"{address}kuva/{wrong}").status_code == 404
        assert Client().get(f"/kuva/{wrong}").status_code == 404


class TestLoggedIn:
    """The same page from the dashboard, for the assignee."""

    @pytest.fixture
    def chair(self, as_user):
        return as_user("chair")

    def path(self, task_state):
        return f"/hallinta/hyvaksy/{task_state.pk}/"

    def test_the_dashboard_leads_to_it(self, chair, submit, page):
        task_state, _ = submit(page)
        (line,) = for_you(chair)
        assert "pyytää hyväksyntääsi" in line and "Viimeistään" in line
        assert main_of(chair).find("a", href=self.path(task_state), string=re.compile("Lue ja"))

    def test_reads_and_approves(self, chair, submit, page):
        task_state, _ = submit(page)
        assert "Johdanto." in chair.get(self.path(task_state)).text
        answer = chair.post(self.path(task_state), {"paatos": "hyvaksy", "kommentti": ""})
        assert "on nyt julkinen" in answer.text
        assert is_live(page)

    def test_the_editor_leads_to_it_whoever_was_asked(self, chair, as_user, submit, page):
        task_state, _ = submit(page)
        editor = f"/hallinta/pages/{page.pk}/edit/"
        assert self.path(task_state) in chair.get(editor).text
        assert self.path(task_state) not in as_user("secretariat").get(editor).text

    def test_so_does_the_editor_of_a_snippet(self, chair, submit, council):
        term = make_term(council, live=False)
        task_state, _ = submit(term)
        editor = reverse(Term.snippet_viewset.get_url_name("edit"), args=[term.pk])
        assert self.path(task_state) in chair.get(editor).text

    def test_the_editor_says_what_to_correct_until_it_is_sent(self, as_user, submit, page):
        _, address = submit(page)
        editor, writer = f"/hallinta/pages/{page.pk}/edit/", as_user("secretariat")
        assert "pyysi korjausta" not in writer.get(editor).text
        post(address, "korjaus", kommentti="Lisää <b>päivä</b>.")
        assert "pyysi korjausta: Lisää &lt;b&gt;päivä&lt;/b&gt;." in writer.get(editor).text
        submit(StandardPage.objects.get(pk=page.pk))
        assert "pyysi korjausta" not in writer.get(editor).text

    def test_is_guarded_against_forged_forms(self, chair, submit, page):
        task_state, _ = submit(page)
        client = Client(enforce_csrf_checks=True)
        client.force_login(chair.user, backend="home.accounts.backends.AccountBackend")
        assert client.post(self.path(task_state), {"paatos": "hyvaksy"}).status_code == 403
        assert not is_live(page)
        # A browser that may not send its origin sends "null", which Django treats as foreign.
        assert chair.get(self.path(task_state))["Referrer-Policy"] == "same-origin"

    @pytest.mark.parametrize("role", ["communications", "secretariat", "administration"])
    def test_is_not_there_for_others(self, as_user, submit, page, role):
        task_state, _ = submit(page)
        other = as_user(role)
        for answer in (other.get(self.path(task_state)), other.post(self.path(task_state))):
            assert answer.status_code == 404
            assert "Johdanto." not in answer.text
        assert not is_live(page)

    def test_a_superuser_gives_a_reason(self, as_user, submit, page):
        task_state, _ = submit(page)
        keeper = as_user("")
        assert "Perustelu" in keeper.get(self.path(task_state)).text
        data = {"paatos": "hyvaksy", "kommentti": "", "perustelu": ""}
        assert keeper.post(self.path(task_state), data).status_code == 422
        assert not is_live(page)
        keeper.post(self.path(task_state), data | {"perustelu": "Puheenjohtaja on sairaana."})
        assert is_live(page)

    def test_what_is_decided_says_so(self, chair, submit, page):
        task_state, address = submit(page)
        post(address)
        answer = chair.get(self.path(task_state))
        assert answer.status_code in (404, 410)
        assert "Vahvista" not in answer.text
