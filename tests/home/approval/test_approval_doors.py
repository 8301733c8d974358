"""Channels by which something could be published or deleted without somebody else's approval."""

import datetime

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.models import PageLogEntry, get_page_models

from home.approval import service
from home.approval.approvers import needs_reason
from home.approval.models import CouncilWorkflow, Level
from home.approval.policy import get_kinds, get_level
from home.approval.refusal import ApprovalRefused
from home.approval.signals import withdrawn
from home.models import Approvable, BasePage, NewsPage, StandardPage
from networks.models import Person, Term
from tests.approving import draft_of, edit_url, fresh, member, rule, task_of, text_data
from tests.factories import (
    make_mandate,
    make_meeting,
    make_news_index,
    make_organisation,
    make_page,
    make_person,
    make_seat,
    make_term,
    make_text_page,
)

PUBLISH = {"action-publish": "1"}
SUBMIT = {"action-submit": "1"}
REASON = "Puheenjohtaja pyysi puhelimessa."

pytestmark = pytest.mark.usefixtures("roles")


@pytest.fixture
def page(council):
    return make_text_page(council, title="Uutta", slug="uutta", live=False)


@pytest.fixture
def waiting(page, writer):
    draft_of(page, writer)
    service.submit(page, writer)
    return page


@pytest.fixture
def chair(council):
    return member(council, "chair")


@pytest.fixture
def writer(council):
    return member(council, "secretariat")


@pytest.fixture
def keeper(council, django_user_model):
    """Return a superuser without any role."""
    return django_user_model.objects.create_superuser("ylin", password="kevätsade-12")


def browser(user, client=None):
    client = client or Client()
    client.force_login(user, backend="home.accounts.backends.AccountBackend")
    return client


def action_url(obj, action, task_state):
    args = [obj.pk, action, task_state.pk]
    if hasattr(obj, "snippet_viewset"):
        return reverse(obj.snippet_viewset.get_url_name("workflow_action"), args=args)
    return reverse("wagtailadmin_pages:workflow_action", args=args)


def in_editor(client, page, action, **data):
    """Decide as the editor's own buttons do."""
    data = text_data(page, "Uutta") | data
    return client.post(
        edit_url(page), data | {"action-workflow-action": "1", "workflow-action-name": action}
    )


def live(obj):
    return fresh(obj).live


class TestTable:
    def test_names_every_kind_of_text(self):
        models = [m for m in get_page_models() if issubclass(m, BasePage)]
        models += [m for m in apps.get_models() if issubclass(m, Approvable)]
        assert {model._meta.label for model in models} == get_kinds().keys()

    def test_small_fields_are_fields(self):
        for kind in get_kinds().values():
            model = apps.get_model(kind.label)
            assert {model._meta.get_field(name).name for name in kind.small} == set(kind.small)

    def test_no_kind_may_be_left_without_any_approval(self):
        for kind in get_kinds().values():
            assert kind.default in kind.choices
            assert Level.NONE not in kind.choices

    def test_news_needs_a_second_pair_and_the_rest_a_chair(self, council):
        levels = {kind.label: kind.default for kind in get_kinds().values()}
        assert levels.pop("home.NewsPage") == Level.SECOND_PAIR
        assert set(levels.values()) == {Level.CHAIR}

    def test_a_council_may_choose_within_limits(self, council, page):
        rule(council, "home.StandardPage", Level.SECOND_PAIR)
        assert get_level(page) == Level.SECOND_PAIR
        rule(council, "home.StandardPage", Level.NONE)
        assert get_level(page) == Level.CHAIR


class TestSecondPair:
    @pytest.fixture(autouse=True)
    def second(self, council):
        return member(council, "communications")

    @pytest.fixture
    def news(self, council, writer):
        news = make_page(NewsPage, make_news_index(council), title="Uutinen", live=False)
        draft_of(news, writer)
        service.submit(news, writer)
        return news

    def test_any_second_person_of_the_staff_approves(self, news, second):
        service.approve(task_of(news), second, channel="login")
        assert live(news)
        assert fresh(news).workflow_states.get().current_task_state.finished_by == second

    def test_but_not_the_one_who_sent_it(self, news, writer):
        with pytest.raises(ApprovalRefused) as refusal:
            service.approve(task_of(news), writer, channel="login")
        assert refusal.value.code == "own_text"

    def test_a_council_that_tightens_its_rule_asks_for_the_chair(self, council, news, writer):
        rule(council, "home.NewsPage", Level.CHAIR)
        with pytest.raises(ApprovalRefused):
            draft_of(news, writer, lead="Toinen")


class TestSmallCorrections:
    """A public meeting's time and place, if the council so chooses: at once, but logged."""

    @pytest.fixture
    def meeting(self, council):
        meeting = make_meeting(council, place="Talo", summary="<p>Vanhaa</p>")
        meeting.save_revision().publish()
        rule(council, "meetings.MeetingPage", Level.CHAIR, small_corrections=True)
        return fresh(meeting)

    def test_are_public_at_once_and_written_down(self, meeting, writer):
        draft_of(meeting, writer, place="Kirjasto", starts_at=datetime.time(12))
        service.submit(meeting, writer)
        assert fresh(meeting).place == "Kirjasto"
        state = fresh(meeting).workflow_states.get()
        assert (state.status, state.requested_by) == ("approved", writer)
        assert PageLogEntry.objects.filter(
            page=meeting.pk, action="wagtail.publish", user=writer
        ).exists()

    @pytest.mark.parametrize(
        "changes",
        [
            {"summary": "<p>Uutta</p>"},
            {"place": "Kirjasto", "title": "Toinen nimi"},
            {"place": "Kirjasto", "slug": "toinen"},
            {"date": datetime.date(2025, 1, 1)},
            {"place": "Kirjasto", "expire_at": datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC)},
            {},
        ],
    )
    def test_nothing_more_than_that(self, meeting, writer, changes):
        draft_of(meeting, writer, **changes)
        service.submit(meeting, writer)
        assert fresh(meeting).workflow_in_progress

    def test_not_of_a_draft(self, council, meeting, writer):
        draft = make_meeting(council, date=datetime.date(2024, 5, 5), live=False)
        draft_of(draft, writer, place="Kirjasto")
        service.submit(draft, writer)
        assert not live(draft)

    def test_not_unless_the_council_so_chooses(self, council, meeting, writer):
        rule(council, "meetings.MeetingPage", Level.CHAIR, small_corrections=False)
        draft_of(meeting, writer, place="Kirjasto")
        service.submit(meeting, writer)
        assert fresh(meeting).place == "Talo"

    def test_not_with_other_things_along(self, council, meeting, writer):
        other = make_text_page(council, live=False)
        draft_of(meeting, writer, place="Kirjasto")
        draft_of(other, writer)
        service.submit(meeting, writer, [other])
        assert (live(other), fresh(meeting).place) == (False, "Talo")

    def test_the_step_itself_asks_again(self, meeting, council, writer):
        """A correction that is submitted to the wrong workflow is not published."""
        draft_of(meeting, writer, summary="<p>Uutta</p>")
        flow = CouncilWorkflow.objects.get(level=Level.NONE).workflow
        with pytest.raises(ApprovalRefused):
            flow.start(fresh(meeting), writer)
        assert "Uutta" not in fresh(meeting).summary


class TestOwnText:
    """Submitters do not approve their own texts, through any channel."""

    @pytest.fixture
    def both(self, council):
        return member(council, "chair", "secretariat")

    @pytest.fixture
    def own(self, page, both, chair):
        draft_of(page, both)
        service.submit(page, both)
        return page

    def by_service(self, page, user, door):
        with pytest.raises(ApprovalRefused) as refusal:
            service.approve(task_of(page), user, channel=door)
        assert refusal.value.code == "own_text"

    @pytest.mark.parametrize("door", ["login", "link", "bulk", "command"])
    def test_not_by_the_service(self, own, both, door):
        self.by_service(own, both, door)

    def test_not_by_the_view(self, own, both):
        browser(both).post(action_url(own, "approve", task_of(own)), {"comment": ""})
        assert not live(own)

    def test_not_by_the_editor(self, own, both):
        in_editor(browser(both), own, "approve")
        assert not live(own)

    def test_not_by_the_task(self, own, both):
        task_state = task_of(own)
        with pytest.raises(ApprovalRefused):
            task_state.task.specific.on_action(task_state, both, "approve")

    def test_not_by_the_version_itself(self, own, both):
        with pytest.raises(PermissionDenied):
            task_of(own).approve(user=both)
        assert not live(own)

    def test_not_by_publishing(self, own, both):
        with pytest.raises(PublishPagePermissionError):
            fresh(own).latest_revision.publish(user=both)
        assert not live(own)

    def test_not_in_bulk(self, own, both):
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        browser(both).post(f"{url}?id={own.pk}")
        assert not live(own)

    def test_not_after_another_has_sent_it_anew(self, own, both, chair, writer):
        """Whoever resubmits a returned text counts as its writer."""
        service.request_correction(task_of(own), chair, channel="login", comment="Korjaa.")
        draft_of(own, chair)
        service.submit(own, chair)
        self.by_service(own, chair, "login")

    def test_what_one_saved_but_another_sent_is_ones_own_too(self, page, both, writer):
        draft_of(page, both)
        service.submit(page, writer)
        self.by_service(page, both, "login")

    def test_a_snippet_too(self, council, both):
        seat = make_seat(council, live=False)
        draft_of(seat, both)
        service.submit(seat, both)
        browser(both).post(action_url(seat, "approve", task_of(seat)), {"comment": ""})
        assert not live(seat)


class TestSuperuser:
    """A superuser may, but only with a written reason, which is kept."""

    def test_not_without_a_reason(self, waiting, keeper):
        for reason in ("", "  "):
            with pytest.raises(ApprovalRefused) as refusal:
                service.approve(task_of(waiting), keeper, channel="login", reason=reason)
            assert refusal.value.code == "no_reason"
        assert not live(waiting)

    @pytest.mark.parametrize("action", ["approve", "approve_as_superuser"])
    def test_not_without_a_reason_by_the_view(self, waiting, keeper, action):
        browser(keeper).post(action_url(waiting, action, task_of(waiting)), {"comment": "Hyvä"})
        assert not live(waiting)

    def test_with_a_reason_that_is_shown(self, waiting, keeper):
        client = browser(keeper)
        url = action_url(waiting, "approve_as_superuser", task_of(waiting))
        client.post(url, {"comment": "", "reason": REASON})
        assert live(waiting)
        args = [waiting.pk, fresh(waiting).workflow_states.get().pk]
        history = client.get(reverse("wagtailadmin_pages:workflow_history_detail", args=args))
        assert REASON in history.content.decode()

    def test_even_ones_own_text(self, page, keeper):
        draft_of(page, keeper)
        service.submit(page, keeper)
        with pytest.raises(ApprovalRefused):
            service.approve(task_of(page), keeper, channel="login")
        service.approve(task_of(page), keeper, channel="login", reason=REASON)
        assert live(page)

    def test_who_is_asked_as_a_chair_needs_no_reason(self, council, page, writer):
        chair = member(council, "chair", is_superuser=True)
        draft_of(page, writer)
        service.submit(page, writer)
        assert not needs_reason(chair, task_of(page))
        service.approve(task_of(page), chair, channel="link")
        assert live(page)

    @pytest.mark.parametrize("new", [True, False])
    def test_publishes_nothing_by_a_button(self, council, page, keeper, new):
        client = browser(keeper)
        add = reverse("wagtailadmin_pages:add", args=["home", "standardpage", council.pk])
        url = add if new else edit_url(page)
        assert 'name="action-publish"' not in client.get(url).content.decode()
        data = text_data(page, "Toinen") | ({"slug": "toinen"} if new else {})
        client.post(url, data | PUBLISH)
        assert not StandardPage.objects.filter(live=True).exists()

    def test_publishes_nothing_in_bulk(self, page, keeper):
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        browser(keeper).post(f"{url}?id={page.pk}")
        assert not live(page)

    def test_publishes_no_snippet_by_a_button(self, council, keeper):
        seat = make_seat(council, live=False)
        client = browser(keeper)
        assert 'name="action-publish"' not in client.get(edit_url(seat)).content.decode()
        data = {"title": "Toinen", "group": "networks", "order": "1"}
        client.post(edit_url(seat), data | {"right": "member"} | PUBLISH)
        assert not live(seat)

    @pytest.mark.parametrize("field", ["publish_copies", "alias"])
    def test_makes_no_public_copy(self, council, keeper, field):
        page = make_text_page(council, title="Julkinen", slug="julkinen")
        data = {"new_title": "Kopio", "new_slug": "kopio", "new_parent_page": council.pk}
        url = reverse("wagtailadmin_pages:copy", args=[page.pk])
        browser(keeper).post(url, data | {field: "on"})
        assert not StandardPage.objects.filter(slug="kopio", live=True).exists()

    @pytest.mark.parametrize("way", ["one", "bulk"])
    def test_deletes_nothing_that_was_public(self, council, keeper, way):
        page = make_text_page(council, title="Julkinen", slug="julkinen")
        page.save_revision().publish()
        url = reverse("wagtailadmin_pages:delete", args=[page.pk])
        if way == "bulk":
            bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
            url = f"{bulk}?id={page.pk}"
        browser(keeper).post(url)
        assert StandardPage.objects.filter(pk=page.pk).exists()

    def test_deletes_no_person_that_was_public(self, council, keeper):
        person = make_person()
        name = Person.snippet_viewset.get_url_name("delete")
        browser(keeper).post(reverse(name, args=[person.pk]))
        bulk = reverse("wagtail_bulk_action", args=["networks", "person", "delete"])
        browser(keeper).post(f"{bulk}?id={person.pk}")
        assert Person.objects.filter(pk=person.pk).exists()


class TestWaiting:
    """What is approved is what was submitted: no edits in the admin meanwhile."""

    def test_the_writer_is_told_why_it_is_locked(self, waiting, writer, chair):
        service.ask_next_in_line(task_of(waiting), "approver")
        html = browser(writer).get(edit_url(waiting)).content.decode()
        assert "Odottaa puheenjohtajaa: Kokeilija" in html
        assert "Peru lähetys" in html

    @pytest.mark.parametrize("role", ["secretariat", "chair"])
    def test_no_save_goes_through(self, waiting, council, role):
        before = fresh(waiting).latest_revision
        client = browser(member(council, role))
        client.post(edit_url(waiting), text_data(waiting, "Toinen"))
        answer = client.post(
            edit_url(waiting),
            text_data(waiting, "Toinen"),
            headers={"accept": "application/json"},
        )
        assert answer.status_code == 400
        assert fresh(waiting).latest_revision == before

    def test_nobody_changes_it_and_approves_in_one(self, page, writer, chair):
        draft_of(page, writer)
        service.submit(page, writer)
        before = fresh(page).latest_revision
        data = text_data(page, "Salaa muutettu")
        data |= {"action-workflow-action": "1", "workflow-action-name": "approve"}
        browser(chair).post(edit_url(page), data)
        assert (live(page), fresh(page).latest_revision) == (False, before)

    def test_the_writer_cancels_and_then_edits(self, waiting, writer):
        client = browser(writer)
        data = text_data(waiting, "Korjattu")
        client.post(edit_url(waiting), data | {"action-cancel-workflow": "1"})
        assert not fresh(waiting).workflow_in_progress
        client.post(edit_url(waiting), data)
        assert fresh(waiting).get_latest_revision().object_str == "Korjattu"

    def test_a_cancelled_sending_is_over_for_the_approver(self, page, writer, chair):
        draft_of(page, writer)
        service.submit(page, writer)
        task_state = task_of(page)
        fresh(page).current_workflow_state.cancel(user=writer)
        with pytest.raises(ApprovalRefused) as refusal:
            service.approve(task_state, chair, channel="link")
        assert refusal.value.code == "ended"

    def test_a_decision_is_made_once(self, page, writer, chair):
        draft_of(page, writer)
        service.submit(page, writer)
        task_state = task_of(page)
        service.approve(task_state, chair, channel="link")
        for act in (
            lambda: service.approve(task_state, chair, channel="link"),
            lambda: service.request_correction(task_state, chair, channel="link", comment="Ei."),
        ):
            with pytest.raises(ApprovalRefused) as refusal:
                act()
            assert refusal.value.code == "decided"

    def test_a_correction_needs_words(self, page, writer, chair):
        draft_of(page, writer)
        service.submit(page, writer)
        with pytest.raises(ApprovalRefused) as refusal:
            service.request_correction(task_of(page), chair, channel="link", comment=" ")
        assert refusal.value.code == "no_comment"
        url = action_url(page, "reject", task_of(page))
        browser(chair).post(url, {"comment": ""})
        assert fresh(page).workflow_in_progress


class TestWords:
    """The button names the recipient of the text."""

    @pytest.mark.parametrize(
        ("model", "words"),
        [
            ("home/standardpage", "Lähetä hyväksyttäväksi"),
            ("home/newspage", "Lähetä tarkistettavaksi"),
        ],
    )
    def test_of_a_new_page(self, council, writer, model, words):
        parent = make_news_index(council) if "news" in model else council
        url = reverse("wagtailadmin_pages:add", args=[*model.split("/"), parent.pk])
        assert words in browser(writer).get(url).content.decode()

    def test_of_a_page(self, page, writer):
        html = browser(writer).get(edit_url(page)).content.decode()
        assert "Lähetä hyväksyttäväksi" in html

    def test_of_a_snippet(self, council, writer):
        html = browser(writer).get(edit_url(make_seat(council))).content.decode()
        assert "Lähetä hyväksyttäväksi" in html


class TestWithdrawing:
    """Secretary and chair may withdraw; nobody may delete."""

    @pytest.fixture
    def public(self, council):
        page = make_text_page(council, title="Julkinen", slug="julkinen")
        page.save_revision().publish()
        return page

    def withdraw(self, user, page):
        return browser(user).post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))

    @pytest.mark.parametrize("role", ["secretariat", "chair", "administration"])
    def test_is_done_at_once_and_told(self, council, public, role):
        told, user = [], member(council, role)

        def hear(obj, actor, **kwargs):
            told.append((obj.pk, actor))

        withdrawn.connect(hear)
        try:
            self.withdraw(user, public)
        finally:
            withdrawn.disconnect(hear)
        assert not live(public)
        assert told == [(public.pk, user)]
        assert PageLogEntry.objects.filter(
            page=public.pk, action="wagtail.unpublish", user=user
        ).exists()

    def test_in_bulk_it_is_told_too(self, council, public, writer):
        told = []

        def hear(obj, actor, **kwargs):
            told.append((obj.pk, actor))

        withdrawn.connect(hear)
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
        browser(writer).post(f"{url}?id={public.pk}")
        withdrawn.disconnect(hear)
        assert not live(public)
        assert told == [(public.pk, writer)]

    def test_not_by_communications(self, council, public):
        self.withdraw(member(council, "communications"), public)
        assert live(public)

    def test_what_was_withdrawn_is_not_deleted(self, public, writer):
        self.withdraw(writer, public)
        browser(writer).post(reverse("wagtailadmin_pages:delete", args=[public.pk]))
        assert StandardPage.objects.filter(pk=public.pk).exists()

    def test_a_draft_that_never_was_public_is_deleted(self, page, writer):
        browser(writer).post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        assert not StandardPage.objects.filter(pk=page.pk).exists()

    def test_comes_back_only_by_an_approval(self, public, writer, chair):
        self.withdraw(writer, public)
        browser(writer).post(edit_url(public), text_data(public, "Julkinen") | PUBLISH)
        assert not live(public)
        service.submit(public, writer)
        service.approve(task_of(public), chair, channel="login")
        assert live(public)

    def test_calls_off_what_waits(self, public, writer, chair):
        """A later approval must not bring back what was withdrawn for a reason."""
        draft_of(public, writer, lead="Muutos")
        service.submit(public, writer)
        task_state = task_of(public)
        self.withdraw(writer, public)
        with pytest.raises(ApprovalRefused) as refusal:
            service.approve(task_state, chair, channel="link")
        assert refusal.value.code == "ended"
        assert not live(public)

    def test_of_a_term_but_not_of_those_it_names(self, council, writer):
        term, person, seat = make_term(council), make_person(), make_seat(council)
        body = make_organisation()
        make_mandate(term, seat, person, organisation=body)
        client = browser(writer)
        for named in (person, seat, body):
            client.post(reverse(named.snippet_viewset.get_url_name("unpublish"), args=[named.pk]))
            assert live(named), named
        client.post(reverse(Term.snippet_viewset.get_url_name("unpublish"), args=[term.pk]))
        assert not live(term)
