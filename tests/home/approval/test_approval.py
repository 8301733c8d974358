"""From a draft to the public: only with somebody else's approval."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import WorkflowState

from home.approval.refusal import ApprovalRefused
from home.models import StandardPage
from home.roles import get_group
from networks.models import Person, Term
from tests.factories import (
    make_mandate,
    make_organisation,
    make_person,
    make_seat,
    make_term,
    make_text_page,
)
from tests.home.test_roles import COMMENTS

ADDRESS = "/uutta/"


@pytest.fixture
def page(council):
    return make_text_page(council, title="Uutta", slug="uutta", live=False)


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def submit(client, page, title="Uutta"):
    data = {"title": title, "slug": page.slug, "lead": "", "body-count": "0"} | COMMENTS
    return client.post(edit_url(page), data | {"action-submit": "1"})


def act(client, page, action="approve"):
    task_state = page.current_workflow_task_state
    args = [page.pk, action, task_state.pk]
    return client.post(
        reverse("wagtailadmin_pages:workflow_action", args=args), {"comment": "Hyvä."}
    )


def state_of(page):
    return StandardPage.objects.get(pk=page.pk)


def test_an_approved_page_is_published(writer, chair, page):
    assert submit(writer, page).status_code == 302
    assert not state_of(page).live
    act(chair, page)
    assert state_of(page).live
    assert "Uutta" in Client().get(ADDRESS).content.decode()


def test_the_chair_sees_what_waits_and_how_to_approve(writer, chair, page):
    submit(writer, page)
    assert "Uutta" in chair.get(reverse("wagtailadmin_home")).content.decode()
    html = chair.get(edit_url(page)).content.decode()
    assert 'data-workflow-action-name="approve"' in html


def test_approving_a_change_of_a_public_page(writer, chair, council):
    page = make_text_page(council, title="Vanhaa", slug="uutta")
    submit(writer, page, title="Muutettu")
    assert "Muutettu" not in Client().get(ADDRESS).content.decode()
    act(chair, state_of(page))
    assert "Muutettu" in Client().get(ADDRESS).content.decode()


def test_a_returned_page_stays_hidden(writer, chair, page):
    submit(writer, page)
    act(chair, page, "reject")
    assert not state_of(page).live
    assert state_of(page).workflow_states.get().status == WorkflowState.STATUS_NEEDS_CHANGES


@pytest.mark.parametrize("role", ["communications", "secretariat", "administration"])
def test_only_the_chair_approves(as_user, writer, page, role):
    submit(writer, page)
    other = as_user(role)
    assert 'data-workflow-action-name="approve"' not in other.get(edit_url(page)).content.decode()
    act(other, page)
    assert not state_of(page).live


class TestOwnText:
    """Nobody approves what they themselves submitted."""

    @pytest.fixture
    def both(self, writer, council):
        writer.user.groups.add(get_group("chair"))
        return writer

    @pytest.mark.parametrize("way", ["action", "form"])
    def test_not_by_a_member_of_both_groups(self, both, page, way):
        submit(both, page)
        html = both.get(edit_url(page)).content.decode()
        assert 'data-workflow-action-name="approve"' not in html
        if way == "action":
            act(both, page)
        else:
            data = {"title": "Uutta", "slug": page.slug, "lead": "", "body-count": "0"} | COMMENTS
            act_in_form = {"action-workflow-action": "1", "workflow-action-name": "approve"}
            both.post(edit_url(page), data | act_in_form)
        assert not state_of(page).live
        assert state_of(page).workflow_in_progress

    def test_not_by_any_other_way_to_the_task(self, both, page):
        """The task itself refuses too, whichever form or view calls it."""
        submit(both, page)
        state = page.current_workflow_task_state
        with pytest.raises(ApprovalRefused):
            state.task.specific.on_action(state, both.user, "approve")
        assert not state_of(page).live
        assert state_of(page).workflow_in_progress

    def test_the_publishing_itself_asks_who_approved(self, both, page):
        submit(both, page)
        workflow_state = page.current_workflow_state
        with pytest.raises(PermissionDenied):
            workflow_state.finish(user=both.user)
        assert not state_of(page).live

    def test_it_does_not_wait_in_ones_own_list(self, both, chair, page):
        submit(both, page)
        task = page.current_workflow_task_state.task.specific
        assert not task.get_task_states_user_can_moderate(both.user).exists()
        assert task.get_task_states_user_can_moderate(chair.user).exists()

    def test_another_chair_approves_it(self, both, chair, page):
        submit(both, page)
        act(chair, page)
        assert state_of(page).live

    def test_one_may_approve_what_another_asked(self, writer, as_user, council, page):
        both = as_user("communications")
        both.user.groups.add(get_group("chair"))
        submit(writer, page)
        act(both, page)
        assert state_of(page).live


class TestTerms:
    """A term is approved as a whole, like a page."""

    @pytest.fixture
    def term(self, council):
        return make_term(council, live=False)

    def address(self, name, *args):
        return reverse(Term.snippet_viewset.get_url_name(name), args=args)

    def submit(self, client, term, **action):
        data = {
            "name": "2024",
            "starts": "1.1.2024",
            "starts_precision": "day",
            "ends": "",
            "ends_precision": "day",
            "note": "",
        }
        empty = {f"mandates-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
        action = action or {"action-submit": "1"}
        return client.post(self.address("edit", term.pk), data | empty | COMMENTS | action)

    def act(self, client, term):
        args = [term.pk, "approve", term.current_workflow_task_state.pk]
        return client.post(self.address("workflow_action", *args), {"comment": ""})

    def test_is_published_by_the_chairs_approval(self, as_user, chair, term):
        assert self.submit(as_user("secretariat"), term).status_code == 302
        assert not Term.objects.get().live
        self.act(chair, term)
        assert Term.objects.get().live

    def test_brings_those_it_names_out_of_their_drafts(self, as_user, chair, council, term):
        """Left as drafts, they could be renamed on the public page without an approval."""
        secretary = as_user("secretariat")
        entries = [make_person(live=False), make_seat(council, live=False)]
        body = make_organisation(live=False)
        make_mandate(term, entries[1], entries[0], organisation=body)
        term.publish(term.save_revision(user=secretary.user), skip_permission_checks=True)
        for entry in [*entries, body]:
            entry.refresh_from_db()
            assert entry.live
        edit = reverse(Person.snippet_viewset.get_url_name("edit"), args=[entries[0].pk])
        names = {"first_name": "Toinen", "last_name": "Nimi"}
        secretary.post(edit, names | {"contact_email": "", "contact_consent_on": ""})
        person = Person.objects.get(pk=entries[0].pk)
        assert person.get_latest_revision().content["first_name"] == "Toinen"
        assert person.first_name != "Toinen"

    def test_is_not_published_by_its_writer(self, as_user, term):
        secretary = as_user("secretariat")
        self.submit(secretary, term, **{"action-publish": "1"})
        assert not Term.objects.get().live
        assert (
            'name="action-publish"'
            not in secretary.get(self.address("edit", term.pk)).content.decode()
        )

    def test_is_not_approved_by_who_asked(self, as_user, council, term):
        both = as_user("secretariat")
        both.user.groups.add(get_group("chair"))
        self.submit(both, term)
        self.act(both, term)
        assert not Term.objects.get().live
        assert Term.objects.get().workflow_in_progress


def test_a_person_too(as_user, chair):
    secretary = as_user("secretariat")
    url = reverse(Person.snippet_viewset.get_url_name("add"))
    name = {"first_name": "Aino", "last_name": "Esimerkki"}
    data = name | {"contact_email": "", "contact_consent_on": ""} | COMMENTS
    secretary.post(url, data | {"action-submit": "1"})
    person = Person.objects.get()
    assert not person.live
    args = [person.pk, "approve", person.current_workflow_task_state.pk]
    action = reverse(Person.snippet_viewset.get_url_name("workflow_action"), args=args)
    chair.post(action, {"comment": ""})
    assert Person.objects.get().live
