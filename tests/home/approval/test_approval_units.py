"""Bundles are published completely or not at all, and at their scheduled time."""

import datetime
import itertools

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone
from psycopg.sql import SQL, Identifier, Literal
from wagtail.models import Revision

from home.approval import service
from home.approval.bundle import get_bundle
from home.approval.go_live import list_scheduled_jobs
from home.approval.models import Companion
from home.approval.reassigning import reassign
from home.approval.refusal import ApprovalRefused
from home.models import NewsPage, RelatedPage
from networks.models import Person
from tests.approving import (
    COMMENTS,
    asked,
    draft_of,
    edit_url,
    fresh,
    member,
    task_of,
)
from tests.factories import (
    attach,
    make_document,
    make_mandate,
    make_meeting,
    make_news_index,
    make_organisation,
    make_page,
    make_person,
    make_seat,
    make_term,
    make_text_page,
    make_user,
    mark_read,
)

HOUR = datetime.timedelta(hours=1)

pytestmark = pytest.mark.usefixtures("roles")


@pytest.fixture
def chair(council):
    return member(council, "chair")


@pytest.fixture
def writer(council):
    return member(council, "secretariat")


@pytest.fixture
def paper(council):
    document = make_document(council)
    mark_read(document)
    return document


@pytest.fixture
def meeting(council, writer, paper):
    """Return a draft meeting with a document."""
    meeting = make_meeting(council, live=False, summary="<p>Vadelmasuo</p>")
    attach(paper, meeting)
    draft_of(meeting, writer)
    return meeting


@pytest.fixture
def news(council, meeting, writer):
    """Return a draft news page about the meeting."""
    news = make_page(
        NewsPage, make_news_index(council), title="Mitä päätettiin", slug="mita", live=False
    )
    RelatedPage.objects.create(news=news, page=meeting)
    draft_of(news, writer)
    return news


def state(*things):
    return [fresh(thing).live for thing in things]


class TestUnit:
    def test_is_published_by_one_approval(self, meeting, news, paper, writer, chair, stored):
        service.submit(meeting, writer, [news])
        assert state(meeting, news) == [False, False]
        with stored():
            service.approve(task_of(meeting), chair, channel="link")
        assert state(meeting, news) == [True, True]
        assert not Companion.objects.exists()
        for address in (fresh(meeting).url, fresh(news).url, paper.url):
            assert Client().get(address).status_code == 200

    def test_who_wrote_a_member_does_not_approve_it(self, meeting, news, writer, chair, council):
        """Otherwise a chair could have their own news approved by ticking it in a meeting."""
        other_chair = member(council, "chair")
        draft_of(news, chair, lead="Puheenjohtajan omat sanat")
        service.submit(meeting, writer, [news])
        assert asked(meeting) == {other_chair}
        with pytest.raises(ApprovalRefused) as refusal:
            service.approve(task_of(meeting), chair, channel="login")
        assert refusal.value.code == "own_text"
        assert state(meeting, news) == [False, False]
        service.approve(task_of(meeting), other_chair, channel="login")
        assert state(meeting, news) == [True, True]

    def test_whoever_wrote_a_member_and_was_asked_before_is_asked_no_more(
        self, meeting, news, writer, chair, council
    ):
        """Texts that waited when the rule came are asked anew by the scheduled work."""
        other_chair = member(council, "chair")
        service.submit(meeting, writer, [news])
        Revision.objects.filter(pk=fresh(news).latest_revision_id).update(user=chair)
        assert asked(meeting) == {chair, other_chair}
        reassign()
        assert asked(meeting) == {other_chair}

    def test_its_members_are_named(self, meeting, news, writer):
        service.submit(meeting, writer, [news])
        (found,) = get_bundle(task_of(meeting))
        assert found.obj.pk == news.pk
        assert found.revision == fresh(news).latest_revision

    def test_is_sent_anew_when_a_member_is_saved(self, meeting, news, writer, chair):
        service.submit(meeting, writer, [news])
        before = task_of(meeting)
        draft_of(news, writer, lead="Muutettu")
        with pytest.raises(ApprovalRefused) as refusal:
            service.approve(before, chair, channel="link")
        assert refusal.value.code == "changed"
        after = task_of(meeting)
        assert get_bundle(after)[0].revision == fresh(news).latest_revision
        service.approve(after, chair, channel="link")
        assert fresh(news).lead == "Muutettu"

    def test_is_sent_anew_when_the_main_thing_is_saved(self, meeting, news, writer, chair):
        service.submit(meeting, writer, [news])
        before = task_of(meeting)
        draft_of(meeting, writer, place="Muualla")
        with pytest.raises(ApprovalRefused):
            service.approve(before, chair, channel="login")
        assert state(meeting, news) == [False, False]
        service.approve(task_of(meeting), chair, channel="login")
        assert fresh(meeting).place == "Muualla"

    def test_who_saved_it_meanwhile_cannot_approve_it(self, meeting, writer, chair):
        service.submit(meeting, writer)
        draft_of(meeting, chair, place="Muualla")
        with pytest.raises(ApprovalRefused) as refusal:
            service.approve(task_of(meeting), chair, channel="login")
        assert refusal.value.code == "own_text"

    def test_stays_hidden_when_it_is_returned(self, meeting, news, writer, chair):
        service.submit(meeting, writer, [news])
        service.request_correction(task_of(meeting), chair, channel="link", comment="Lisää paikka.")
        assert state(meeting, news) == [False, False]
        assert not fresh(meeting).workflow_in_progress
        assert list(Companion.objects.values_list("draft", flat=True)) == [news.pk]

    def test_takes_no_draft_that_waits_elsewhere(self, meeting, news, writer):
        service.submit(news, writer)
        with pytest.raises(ApprovalRefused) as refusal:
            service.submit(meeting, writer, [news])
        assert refusal.value.code == "bundled"
        assert not fresh(meeting).workflow_in_progress

    def test_a_member_is_not_sent_alone(self, meeting, news, writer):
        service.submit(meeting, writer, [news])
        with pytest.raises(ApprovalRefused) as refusal:
            service.submit(news, writer)
        assert refusal.value.code == "bundled"

    def test_takes_no_unfinished_draft(self, meeting, news, writer):
        unfinished = fresh(news)
        unfinished.date = None
        unfinished.save_revision(user=writer, clean=False)
        with pytest.raises(ApprovalRefused) as refusal:
            service.submit(meeting, writer, [news])
        assert refusal.value.code == "unready"
        assert "Mitä päätettiin" in refusal.value.message

    def test_takes_no_draft_that_the_writer_may_not_edit(self, meeting, news):
        stranger = make_user()
        with pytest.raises(ApprovalRefused):
            service.submit(meeting, stranger, [news])

    def test_cannot_be_edited_in_part(self, meeting, news, writer, client):
        service.submit(meeting, writer, [news])
        client.force_login(writer, backend="home.accounts.backends.AccountBackend")
        html = client.get(edit_url(news)).content.decode()
        assert "Odottaa hyväksyntää samalla kuin" in html
        data = {"title": "Toinen", "slug": "mita", "date": "1.1.2024", "lead": ""}
        empty = {"body-count": "0", "related_pages-TOTAL_FORMS": "0"}
        empty["related_pages-INITIAL_FORMS"] = "0"
        client.post(edit_url(news), data | empty | COMMENTS)
        assert "Toinen" not in fresh(news).get_latest_revision().object_str


class TestEditor:
    """The secretary ticks the bundle's members in the meeting's editor."""

    @pytest.fixture
    def browser(self, client, writer):
        client.force_login(writer, backend="home.accounts.backends.AccountBackend")
        return client

    def send(self, client, meeting, **more):
        formsets = ("documents", "attendances")
        empty = {f"{name}-{part}_FORMS": "0" for name in formsets for part in ("TOTAL", "INITIAL")}
        html = client.get(edit_url(meeting)).context["form"]
        data = {
            name: value
            for name, field in html.fields.items()
            if (value := html.get_initial_for_field(field, name)) not in (None, "")
            and isinstance(value, str | datetime.date)
        }
        data |= {"date": "13.3.2024", "body-count": "0", "summary": "null"}
        return client.post(edit_url(meeting), data | empty | COMMENTS | more)

    def test_the_news_about_the_meeting_comes_first(self, browser, council, meeting, news):
        other = make_text_page(council, title="Muu luonnos", live=False)
        draft_of(other)
        field = browser.get(edit_url(meeting)).context["form"].fields["bundle_drafts"]
        assert [page.pk for page in field.queryset] == [news.pk, other.pk]

    def test_is_not_there_without_drafts(self, browser, meeting):
        assert "bundle_drafts" not in browser.get(edit_url(meeting)).context["form"].fields

    def test_does_not_show_what_waits(self, browser, meeting, news, writer):
        service.submit(news, writer)
        assert "bundle_drafts" not in browser.get(edit_url(meeting)).context["form"].fields

    def test_ticks_are_kept_and_sent(self, browser, meeting, news, chair):
        self.send(browser, meeting, bundle_drafts=[news.pk])
        assert Companion.objects.get().draft_id == news.pk
        self.send(browser, meeting, bundle_drafts=[news.pk], **{"action-submit": "1"})
        assert [m.obj.pk for m in get_bundle(task_of(meeting))] == [news.pk]
        service.approve(task_of(meeting), chair, channel="login")
        assert state(meeting, news) == [True, True]

    def test_a_tick_can_be_taken_away(self, browser, meeting, news):
        self.send(browser, meeting, bundle_drafts=[news.pk])
        self.send(browser, meeting)
        assert not Companion.objects.exists()

    def test_a_refused_sending_keeps_the_text(self, browser, meeting, news, writer):
        Companion.objects.create(page=fresh(meeting).page_ptr, draft=fresh(news).page_ptr)
        unfinished = fresh(news)
        unfinished.date = None
        unfinished.save_revision(user=writer, clean=False)
        answer = self.send(
            browser, meeting, place="Talo", bundle_drafts=[news.pk], **{"action-submit": "1"}
        )
        assert not fresh(meeting).workflow_in_progress
        assert fresh(meeting).get_latest_revision_as_object().place == "Talo"
        assert "tallessa luonnoksena" in browser.get(answer.url).content.decode()


class TestTerm:
    """A change of the roster is approved as one object."""

    def test_brings_its_drafts(self, council, writer, chair):
        person, seat = make_person(live=False), make_seat(council, live=False)
        body = make_organisation(live=False)
        term = make_term(council, live=False)
        make_mandate(term, seat, person, organisation=body)
        service.submit(term, writer)
        assert {member.obj for member in get_bundle(task_of(term))} == {person, seat, body}
        service.approve(task_of(term), chair, channel="login")
        assert state(term, person, seat, body) == [True] * 4

    def test_a_new_person_of_a_public_term_goes_along(self, council, writer, chair):
        term = make_term(council)
        term.save_revision().publish()
        person = make_person(live=False)
        changed = fresh(term)
        changed.mandates.add(make_mandate_in_memory(changed, council, person))
        changed.save_revision(user=writer)
        service.submit(term, writer)
        assert [member.obj for member in get_bundle(task_of(term))] == [person]
        service.approve(task_of(term), chair, channel="login")
        assert Person.objects.get(pk=person.pk).live
        assert term.mandates.get().person == person

    def test_a_person_changed_meanwhile_sends_it_anew(self, council, writer, chair):
        person, term = make_person(live=False), make_term(council, live=False)
        make_mandate(term, make_seat(council), person)
        service.submit(term, writer)
        before = task_of(term)
        draft_of(person, writer, first_name="Toinen")
        with pytest.raises(ApprovalRefused):
            service.approve(before, chair, channel="login")
        assert get_bundle(task_of(term))[0].obj.first_name == "Toinen"


def make_mandate_in_memory(term, council, person):
    model = term.mandates.model
    return model(term=term, seat=make_seat(council), person=person, starts=term.starts)


class TestTime:
    """What was approved for a later time is published then, with its whole bundle."""

    @pytest.fixture
    def scheduled(self, meeting, news, writer, chair):
        draft_of(meeting, writer, go_live_at=timezone.now() + HOUR)
        service.submit(meeting, writer, [news])
        service.approve(task_of(meeting), chair, channel="link")
        return meeting

    def run(self, now):
        items = list(list_scheduled_jobs(now))
        for _, act, _ in items:
            act()
        return len(items)

    def test_nothing_is_public_before(self, scheduled, news):
        assert self.run(timezone.now()) == 0
        assert state(scheduled, news) == [False, False]

    def test_the_unit_is_public_then(self, scheduled, news, monkeypatch):
        later = timezone.now() + 2 * HOUR
        monkeypatch.setattr(timezone, "now", lambda: later)
        assert self.run(later) == 1
        assert state(scheduled, news) == [True, True]
        assert self.run(later) == 0

    def test_never_without_an_approval(self, meeting, writer, monkeypatch):
        revision = draft_of(meeting, writer)
        revision.approved_go_live_at = timezone.now() - HOUR
        revision.save()
        ((_, act, _),) = list_scheduled_jobs(timezone.now())
        with pytest.raises(ApprovalRefused):
            act()
        assert state(meeting) == [False]

    def test_what_was_approved_to_end_ends(self, meeting, writer, chair, monkeypatch):
        draft_of(meeting, writer, expire_at=timezone.now() + HOUR)
        service.submit(meeting, writer)
        service.approve(task_of(meeting), chair, channel="login")
        later = timezone.now() + 2 * HOUR
        assert state(meeting) == [True]
        assert self.run(later) == 1
        assert state(meeting) == [False]
        assert fresh(meeting).expired

    def test_a_scheduled_draft_does_not_go_along(self, meeting, news, writer):
        draft_of(news, writer, go_live_at=timezone.now() + HOUR)
        with pytest.raises(ApprovalRefused) as refusal:
            service.submit(meeting, writer, [news])
        assert refusal.value.code == "unready"


class Broken(Exception):
    """The error that is injected into the middle of publishing."""


class TestFaults:
    """An approval interrupted after any of its writes has changed nothing at all."""

    def test_after_each_write(self, meeting, news, paper, writer, chair):
        service.submit(meeting, writer, [news])
        task_state = task_of(meeting)
        before = everything_stored()
        for number in itertools.count(1):
            try:
                with broken_after(number):
                    service.approve(task_state, chair, channel="link")
            except Broken:
                assert state(meeting, news) == [False, False], number
                assert everything_stored() == before, number
                assert Client().get(paper.url).status_code == 404
            else:
                break
        assert number > 15, "an approval of a unit writes more than that"
        assert state(meeting, news) == [True, True]
        assert Client().get(paper.url).status_code == 200, "without waiting for the index"

    def test_of_the_text_itself(self, meeting, news, writer, chair, monkeypatch):
        service.submit(meeting, writer, [news])

        def full_clean(self, *args, **kwargs):
            raise ValidationError("Ei käy.")

        monkeypatch.setattr(type(meeting), "full_clean", full_clean)
        with pytest.raises(ValidationError):
            service.approve(task_of(meeting), chair, channel="link")
        assert state(meeting, news) == [False, False]
        assert task_of(meeting) is not None


def broken_after(number):
    """Raise once the database has made the write of this number."""
    left = itertools.count(1)

    def run(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and next(left) == number:
            raise Broken
        return result

    return connection.execute_wrapper(run)


def everything_stored() -> dict:
    """Return a fingerprint of every table."""
    with connection.cursor() as cursor:
        tables = [t for t in connection.introspection.table_names(cursor) if "session" not in t]
        cursor.execute(SQL(" UNION ALL ").join(fingerprint(table) for table in tables))
        return dict(cursor.fetchall())


def fingerprint(table):
    """Return a query for the table's name and a digest of its rows."""
    query = "SELECT {}, md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM {} t"
    return SQL(query).format(Literal(table), Identifier(table))
