"""Every permission rule, with a check that fails when the rule is removed.

Each rule has a guard: a scenario that asserts it. The guard passes on the unchanged site, and
fails when the rule is patched away, so that no rule can be lost unnoticed.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ProtectedError
from django.dispatch import Signal
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.models import PageViewRestriction, Revision
from wagtail.permission_policies import ModelPermissionPolicy

from home import role_rights, roles
from home.approval import (
    approvers,
    bulk,
    bundle,
    go_live,
    mixins,
    permissions,
    policy,
    receivers,
    save_bar,
    service,
    wagtail_hooks,
)
from home.approval.approvers import may_decide
from home.approval.guard import checks, middleware
from home.approval.models import (
    Absence,
    ApprovalSettings,
    Assignment,
    CouncilWorkflow,
    Level,
    LoggedOnly,
    tasks,
)
from home.approval.refusal import ApprovalRefused
from home.approval_desk.admin import absences, settings_view
from home.approval_desk.admin.settings_form import ApprovalSettingsForm
from home.approval_desk.models import ApprovalLink
from home.approval_desk.review import refusals
from home.documents import access
from home.documents import views as file_views
from home.documents.models import CouncilDocument
from home.file_lifecycle import admin_views as file_admin
from home.file_lifecycle import forms as file_forms
from home.models import StandardPage
from home.pending_changes import absence_views, account_views, kinds
from home.pending_changes import service as duties
from home.pending_changes.models import PendingChange
from home.privacy import receivers as privacy_receivers
from home.role_rights import apply_roles
from home.web import endpoint_guard
from networks.models import Person, Seat
from tests.approving import COMMENTS, draft_of, edit_url, fresh, member, rule, task_of, text_data
from tests.factories import (
    make_council,
    make_document,
    make_mandate,
    make_meeting,
    make_person,
    make_seat,
    make_term,
    make_text_page,
    make_user,
    pdf_bytes,
)

REASON = "Perusteltu syy."


class Scene:
    """A council with a page that waits for its chair."""

    def __init__(self):
        self.council = make_council()
        apply_roles()
        self.chair = member(self.council, "chair")
        self.writer = member(self.council, "secretariat")
        self.page = make_text_page(self.council, title="Uutta", slug="uutta", live=False)
        draft_of(self.page, self.writer)

    @property
    def is_public(self) -> bool:
        return fresh(self.page).live

    def send(self, user=None):
        service.submit(self.page, user or self.writer)
        return task_of(self.page)

    def superuser(self):
        return get_user_model().objects.create_superuser("ylin", password="kevätsade-12")

    def browser(self, user):
        client = Client()
        client.force_login(user, backend="home.accounts.backends.AccountBackend")
        return client


def refused(act, *args, **options):
    with pytest.raises(ApprovalRefused):
        act(*args, **options)


# The guards


def writer_does_not_approve(scene):
    both = member(scene.council, "chair", "secretariat")
    draft_of(scene.page, both)
    task_state = scene.send(both)
    refused(service.approve, task_state, both, channel="link")
    assert not scene.is_public


def last_editor_does_not_approve(scene):
    both = member(scene.council, "chair", "secretariat")
    draft_of(scene.page, both)
    refused(service.approve, scene.send(), both, channel="link")


def publishing_asks_who_approved(scene):
    with pytest.raises(PermissionDenied):
        scene.send().approve(user=scene.writer)
    assert not scene.is_public


def only_those_asked_decide(scene):
    task_state = scene.send()
    late = member(scene.council, "chair")
    refused(service.approve, task_state, late, channel="link")
    assert not may_decide(late, task_state)


def a_lost_role_takes_the_right(scene):
    task_state = scene.send()
    scene.chair.groups.clear()
    refused(service.approve, task_state, fresh(scene.chair), channel="link")
    assert not scene.is_public


def a_closed_account_takes_the_right(scene):
    task_state = scene.send()
    scene.chair.is_active = False
    scene.chair.save()
    refused(service.approve, task_state, fresh(scene.chair), channel="link")


def a_superuser_gives_a_reason(scene):
    refused(service.approve, scene.send(), scene.superuser(), channel="login")
    assert not scene.is_public


def a_saved_text_is_asked_anew(scene):
    before = scene.send()
    revision = draft_of(scene.page, scene.writer, lead="Toinen")
    assert task_of(scene.page).revision == revision
    assert task_of(scene.page) != before


def nothing_is_approved_that_was_not_read(scene):
    """Whatever changed the text: here, something outside our own code."""
    task_state = scene.send()
    page = fresh(scene.page)
    revision = Revision.objects.create(
        content_object=page, base_content_type=page.get_base_content_type(), content={}
    )
    type(page).objects.filter(pk=page.pk).update(latest_revision=revision)
    refused(service.approve, task_state, scene.chair, channel="link")


def what_waits_is_not_edited(scene):
    scene.send()
    before = fresh(scene.page).latest_revision
    scene.browser(scene.chair).post(edit_url(scene.page), text_data(scene.page, "Toinen"))
    assert fresh(scene.page).latest_revision == before


def nobody_holds_publish(scene):
    with pytest.raises(PermissionDenied):
        fresh(scene.page).latest_revision.publish(user=scene.superuser())
    assert not scene.is_public


def no_page_is_published_by_a_button(scene):
    data = text_data(scene.page, "Uutta") | {"action-publish": "1"}
    scene.browser(scene.superuser()).post(edit_url(scene.page), data)
    assert not scene.is_public


def no_snippet_is_published_by_a_button(scene):
    seat = make_seat(scene.council, live=False)
    data = {"title": "Toinen", "group": "networks", "order": "1"}
    data |= {"right": "member", "starts": "", "ends": "", "action-publish": "1"}
    scene.browser(scene.superuser()).post(edit_url(seat), data | COMMENTS)
    assert not fresh(seat).live


def nothing_is_published_in_bulk(scene):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    scene.browser(scene.superuser()).post(f"{url}?id={scene.page.pk}")
    assert not scene.is_public


def no_role_is_granted_publish(scene):
    group = Group.objects.create(name="Moderators")
    apply_roles()
    assert not Group.objects.filter(pk=group.pk).exists()


def what_was_public_is_not_deleted(scene):
    page = make_text_page(scene.council, title="Julkinen", slug="julkinen")
    url = reverse("wagtailadmin_pages:delete", args=[page.pk])
    scene.browser(scene.superuser()).post(url)
    assert StandardPage.objects.filter(pk=page.pk).exists()


def what_was_public_is_not_deleted_in_bulk(scene):
    page = make_text_page(scene.council, title="Julkinen", slug="julkinen")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    scene.browser(scene.superuser()).post(f"{url}?id={page.pk}")
    assert StandardPage.objects.filter(pk=page.pk).exists()


def no_public_person_is_deleted(scene):
    person = make_person()
    url = reverse(Person.snippet_viewset.get_url_name("delete"), args=[person.pk])
    scene.browser(scene.superuser()).post(url)
    assert Person.objects.filter(pk=person.pk).exists()


def only_secretary_and_chair_withdraw(scene):
    page = make_text_page(scene.council, title="Julkinen", slug="julkinen")
    user = member(scene.council, "communications")
    scene.browser(user).post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    assert fresh(page).live


def whom_a_public_roster_names_is_not_withdrawn(scene):
    seat = make_seat(scene.council)
    make_mandate(make_term(scene.council), seat)
    url = reverse(Seat.snippet_viewset.get_url_name("unpublish"), args=[seat.pk])
    scene.browser(scene.writer).post(url)
    assert fresh(seat).live


def nothing_scheduled_goes_round_the_approval(scene):
    revision = fresh(scene.page).latest_revision
    revision.approved_go_live_at = timezone.now() - timezone.timedelta(hours=1)
    revision.save()
    for _, act, _ in go_live.list_scheduled_jobs(timezone.now()):
        refused(act)
    assert not scene.is_public


def the_open_step_is_only_for_what_needs_nobody(scene):
    flow = CouncilWorkflow.objects.get(level=Level.NONE).workflow
    refused(flow.start, fresh(scene.page), scene.writer)
    assert not scene.is_public


def a_small_correction_is_small(scene):
    meeting = make_meeting(scene.council, place="Talo")
    meeting.save_revision().publish()
    rule(scene.council, "meetings.MeetingPage", Level.CHAIR, small_corrections=True)
    draft_of(meeting, scene.writer, place="Muualla", summary="<p>Uutta</p>")
    service.submit(meeting, scene.writer)
    assert fresh(meeting).place == "Talo"


def a_council_chooses_within_limits(scene):
    rule(scene.council, "home.StandardPage", Level.NONE)
    scene.send()
    assert not scene.is_public


def only_ones_own_drafts_go_along(scene):
    other = make_text_page(scene.council, live=False)
    draft_of(other)
    refused(service.submit, scene.page, make_user(), [other])


def what_waits_elsewhere_does_not_go_along(scene):
    other = make_text_page(scene.council, live=False)
    draft_of(other, scene.writer)
    scene.send()
    refused(service.submit, other, scene.writer, [fresh(scene.page)])


def only_administration_opens_a_closed_page(scene):
    page = make_text_page(scene.council, title="Suljettu", slug="suljettu")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    url = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    scene.browser(scene.writer).post(url, {"restriction_type": "none"})
    assert PageViewRestriction.objects.filter(page=page).exists()


def a_copy_does_not_go_public(scene):
    page = make_text_page(scene.council, title="Julkinen", slug="julkinen")
    data = {"new_title": "Kopio", "new_slug": "kopio", "new_parent_page": str(scene.council.pk)}
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    scene.browser(scene.superuser()).post(url, data | {"publish_copies": "on"})
    assert not StandardPage.objects.filter(slug="kopio", live=True).exists()


def a_withdrawal_ends_what_waits(scene):
    page = make_text_page(scene.council, title="Julkinen", slug="julkinen")
    draft_of(page, scene.writer, lead="Uusi")
    service.submit(page, scene.writer)
    task_state = task_of(page)
    fresh(page).unpublish()
    refused(service.approve, task_state, scene.chair, channel="link")


def an_old_link_opens_nothing(scene):
    token = ApprovalLink.make(scene.chair, scene.send(), days=7)
    then = timezone.now() - timezone.timedelta(days=8)
    ApprovalLink.objects.update(created_at=then, expires_at=then + timezone.timedelta(days=7))
    data = {"paatos": "hyvaksy", "kommentti": ""}
    Client().post(reverse("approval_by_link", args=[token]), data)
    assert not scene.is_public


def accounts_are_not_changed_in_bulk(scene):
    keeper = scene.browser(member(scene.council, "administration"))
    url = reverse("wagtail_bulk_action", args=["accounts", "user", "set_active_state"])
    keeper.post(f"{url}?id={scene.chair.pk}", {"mark_as_active": "False"})
    assert fresh(scene.chair).is_active


def an_identity_code_is_not_sent(scene):
    draft_of(scene.page, scene.writer, lead="010594Y9032")
    refused(scene.send)


def a_secretary_does_not_choose_who_approves(scene):
    deputy = member(scene.council, "communications")
    data = {f"level-{kind.label}": kind.default.value for kind in policy.get_kinds().values()}
    data |= {"silence_days": 3, "reminder_days": 1, "link_days": 7, "minutes_alarm_days": 10}
    data |= {"chair": "", "vice_chair": "", "deputy": deputy.pk}
    scene.browser(scene.writer).post(reverse("approval_settings"), data)
    assert ApprovalSettings.load().deputy is None


def only_the_secretariat_marks_others_away(scene):
    user = member(scene.council, "communications")
    data = {"person": scene.chair.pk, "starts": "1.1.2030", "ends": "2.1.2030", "note": ""}
    scene.browser(user).post(reverse("poissaolot:add"), data)
    assert not Absence.objects.filter(person=scene.chair).exists()


def account_data(user, *groups):
    """Return what the form of an account posts, with these roles."""
    names = ("username", "email", "first_name", "last_name")
    data = {name: getattr(user, name) for name in names}
    return data | {"is_active": "on", "groups": [group.pk for group in groups]}


def nobody_alone_makes_an_account(scene):
    group = roles.get_group("chair")
    user = get_user_model()(username="nukke", email="n@example.org", first_name="N", last_name="N")
    keeper = scene.browser(member(scene.council, "administration"))
    keeper.post(reverse("wagtailusers_users:add"), account_data(user, group))
    assert not get_user_model().objects.filter(username="nukke").exists()


def ask_to_make_a_chair(scene, user):
    """Let the administration request the chair's role for the user; return the request."""
    keeper, group = member(scene.council, "administration"), roles.get_group("chair")
    url = reverse("wagtailusers_users:edit", args=[user.pk])
    scene.browser(keeper).post(url, account_data(user, *user.groups.all(), group))
    return keeper, PendingChange.objects.get()


def try_to_confirm(user, change):
    with suppress(duties.ChangeNotAllowed):
        duties.confirm_change(change, user, REASON)
    assert fresh(change).status == "waiting"


def who_asks_does_not_confirm(scene):
    try_to_confirm(*ask_to_make_a_chair(scene, scene.writer))


def who_gains_does_not_confirm(scene):
    other = member(scene.council, "administration")
    try_to_confirm(other, ask_to_make_a_chair(scene, other)[1])


def nobody_alone_chooses_the_deputy(scene):
    deputy = member(scene.council, "communications")
    data = {f"level-{kind.label}": kind.default.value for kind in policy.get_kinds().values()}
    data |= {"silence_days": 3, "reminder_days": 1, "link_days": 7, "minutes_alarm_days": 10}
    data |= {"chair": "", "vice_chair": "", "deputy": deputy.pk}
    scene.browser(scene.chair).post(reverse("approval_settings"), data)
    assert ApprovalSettings.load().deputy is None


def nobody_alone_marks_another_away(scene):
    data = {"person": scene.chair.pk, "starts": "1.1.2030", "ends": "2.1.2030", "note": ""}
    scene.browser(scene.writer).post(reverse("poissaolot:add"), data)
    assert not Absence.objects.filter(person=scene.chair).exists()


def what_goes_along_needs_its_own_level(scene):
    rule(scene.council, "meetings.MeetingPage", Level.SECOND_PAIR)
    meeting = make_meeting(scene.council, live=False)
    draft_of(meeting, scene.writer)
    service.submit(meeting, scene.writer, [fresh(scene.page)])
    assert task_of(meeting).task.specific.level == Level.CHAIR


def many_are_withdrawn_in_writing(scene):
    pages = [make_text_page(scene.council, title=f"Julkinen {n}") for n in range(2)]
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    scene.browser(scene.writer).post(f"{url}?id={pages[0].pk}&id={pages[1].pk}")
    assert all(fresh(page).live for page in pages)


def a_file_of_a_draft_is_nobodys(scene):
    assert Client().get(make_document(scene.council).url).status_code == 404


def an_account_without_a_role_opens_no_draft_file(scene):
    document = make_document(scene.council)
    assert scene.browser(make_user()).get(document.url).status_code == 404


def public_file(scene):
    document = make_document(scene.council)
    document.first_published_at = timezone.now()
    document.save()
    return document


def only_secretary_and_chair_withdraw_a_file(scene):
    document, user = public_file(scene), member(scene.council, "communications")
    url = reverse("withdraw_file", args=["asiakirja", document.pk])
    scene.browser(user).post(url, {"reason": "Virhe.", "content": "keep"})
    assert fresh(document).withdrawn_at is None


def a_public_file_is_not_swapped(scene):
    document = public_file(scene)
    new = SimpleUploadedFile("uusi.pdf", pdf_bytes("uusi"), "application/pdf")
    data = {"title": document.title, "language": "fi", "tags": "", "file": new}
    data["collection"] = document.collection_id
    url = reverse("wagtaildocs:edit", args=[document.pk])
    scene.browser(scene.superuser()).post(url, data)
    assert fresh(document).sha256 == document.sha256


def a_public_file_is_not_deleted(scene):
    document = public_file(scene)
    with pytest.raises(ProtectedError):
        document.delete()


# The rules: the guard of each, and the patch that removes it

TESTER = permissions.CouncilPagePermissionTester
POLICY = permissions.CouncilPermissionPolicy


@dataclass
class Rule:
    """A rule in words, its guard, and the patches that remove it."""

    words: str
    guard: Callable
    removal: list[tuple] = field(default_factory=list)


def yes(*args, **kwargs):
    return True


def no(*args, **kwargs):
    return False


def nothing(*args, **kwargs):
    return None


def asked_or_not(user, task_state, reason):
    return Assignment(task_state=task_state, person=user)


def everybody(change):
    return list(get_user_model().objects.all())


def nobody_gains(change):
    return replace(kinds.get_change_kind(change), gainers=lambda change: set())


def save_as_wagtail_does(self, user=None, **options):
    return super(mixins.Approved, self).save_revision(user=user, **options)


def active_or_not(level):
    flow = CouncilWorkflow.objects.get(level=level).workflow
    groups = flow.tasks.get().specific.groups.all()
    return list(get_user_model().objects.filter(groups__in=groups))


def whatever_the_council_says(model):
    return Level(policy.get_rule(model).level)


LONG_AGO = SimpleNamespace(now=lambda: datetime(2000, 1, 1, tzinfo=UTC))
SUPERUSERS_PUBLISH = (TESTER, "can_publish", lambda self: self.user.is_superuser)
PUBLISHING_ASKS_NOBODY = (tasks.Approval, "is_rightly_decided", yes)
EVERYBODY_HAS_THE_RIGHT = (service, "get_assignment_to_decide", asked_or_not)
NO_CHECKS = (middleware, "CHECKS", ())
RULES = [
    Rule(
        "Who sent a text does not approve it",
        writer_does_not_approve,
        [
            (approvers, "get_writers", lambda t: set()),
            (service, "get_writers", lambda t: set()),
            PUBLISHING_ASKS_NOBODY,
        ],
    ),
    Rule(
        "Who wrote the version does not approve it",
        last_editor_does_not_approve,
        [
            *(
                (module, "get_writers", lambda t: {t.workflow_state.requested_by_id})
                for module in (approvers, service)
            ),
            PUBLISHING_ASKS_NOBODY,
        ],
    ),
    Rule(
        "Publishing asks once more who approved",
        publishing_asks_who_approved,
        [PUBLISHING_ASKS_NOBODY],
    ),
    Rule(
        "Only those who were asked decide",
        only_those_asked_decide,
        [
            *((module, "get_refusal_code", lambda u, t: "") for module in (approvers, service)),
            EVERYBODY_HAS_THE_RIGHT,
            PUBLISHING_ASKS_NOBODY,
        ],
    ),
    Rule(
        "Who has lost the role decides no more",
        a_lost_role_takes_the_right,
        [(approvers, "has_approver_role", yes)],
    ),
    Rule(
        "Whose account is closed decides no more",
        a_closed_account_takes_the_right,
        [(approvers, "get_level_members", active_or_not)],
    ),
    Rule(
        "A superuser gives a written reason",
        a_superuser_gives_a_reason,
        [EVERYBODY_HAS_THE_RIGHT, PUBLISHING_ASKS_NOBODY],
    ),
    Rule(
        "A text saved while it waits is asked anew",
        a_saved_text_is_asked_anew,
        [(mixins.Approved, "save_revision", save_as_wagtail_does)],
    ),
    Rule(
        "Only the version that was sent is approved",
        nothing_is_approved_that_was_not_read,
        [(approvers, "has_changed", no)],
    ),
    Rule(
        "What waits is not edited in the admin",
        what_waits_is_not_edited,
        [(checks, "is_waiting_for_approval", no)],
    ),
    Rule("Nobody holds the right to publish", nobody_holds_publish, [SUPERUSERS_PUBLISH]),
    Rule(
        "No page is published by a button",
        no_page_is_published_by_a_button,
        [SUPERUSERS_PUBLISH, NO_CHECKS],
    ),
    Rule(
        "No snippet is published by a button",
        no_snippet_is_published_by_a_button,
        [
            (POLICY, "user_has_permission", ModelPermissionPolicy.user_has_permission),
            NO_CHECKS,
        ],
    ),
    Rule(
        "Nothing is published in bulk",
        nothing_is_published_in_bulk,
        [
            SUPERUSERS_PUBLISH,
            (wagtail_hooks, "CLOSED_IN_BULK", set()),
            (endpoint_guard, "OFF", None),
        ],
    ),
    Rule(
        "The groups that Wagtail comes with are taken away",
        no_role_is_granted_publish,
        [(role_rights, "remove_factory_roles", nothing)],
    ),
    Rule(
        "What was public is not deleted",
        what_was_public_is_not_deleted,
        [(TESTER, "can_delete", yes), (checks, "was_public", no)],
    ),
    Rule(
        "What was public is not deleted in bulk",
        what_was_public_is_not_deleted_in_bulk,
        [(wagtail_hooks, "was_public", no), (TESTER, "can_delete", yes)],
    ),
    Rule(
        "No person who was public is deleted",
        no_public_person_is_deleted,
        [(checks, "was_public", no)],
    ),
    Rule(
        "Only the secretariat, the chair and the administration withdraw",
        only_secretary_and_chair_withdraw,
        [(TESTER, "can_unpublish", lambda self: self.page.live)],
    ),
    Rule(
        "Whom a public roster names is not withdrawn",
        whom_a_public_roster_names_is_not_withdrawn,
        [(Seat, "is_named_in_public", no)],
    ),
    Rule(
        "Nothing becomes public in time without an approval",
        nothing_scheduled_goes_round_the_approval,
        [
            (go_live, "find_valid_approval", yes),
            (go_live, "get_bundle", lambda t: []),
            (go_live, "about_to_publish", Signal()),
            (go_live, "remember_publication", nothing),
        ],
    ),
    Rule(
        "The step without approval is only for what needs none",
        the_open_step_is_only_for_what_needs_nobody,
        [
            (tasks.ApprovalTask, "refuse_wrong_way", nothing),
            (LoggedOnly, "is_rightly_decided", yes),
        ],
    ),
    Rule(
        "A small correction changes nothing but small fields",
        a_small_correction_is_small,
        [(policy, "is_small_correction", yes)],
    ),
    Rule(
        "A council chooses only what the table allows",
        a_council_chooses_within_limits,
        [(module, "get_model_level", whatever_the_council_says) for module in (policy, save_bar)],
    ),
    Rule(
        "Only drafts that the sender may edit go along",
        only_ones_own_drafts_go_along,
        [(TESTER, "can_edit", yes)],
    ),
    Rule(
        "What waits elsewhere does not go along",
        what_waits_elsewhere_does_not_go_along,
        [(bundle, "refuse_unready", nothing)],
    ),
    Rule(
        "Only the administration opens a page that was closed",
        only_administration_opens_a_closed_page,
        [(TESTER, "can_set_view_restrictions", yes)],
    ),
    Rule(
        "A copy does not go public",
        a_copy_does_not_go_public,
        [SUPERUSERS_PUBLISH, (TESTER, "can_publish_subpage", yes), NO_CHECKS],
    ),
    Rule(
        "What was withdrawn is not brought back by an approval",
        a_withdrawal_ends_what_waits,
        [(receivers, "get_waiting_states", lambda obj: [])],
    ),
    Rule(
        "A link past its time opens nothing",
        an_old_link_opens_nothing,
        [(refusals, "timezone", LONG_AGO)],
    ),
    Rule(
        "Accounts are not changed in bulk",
        accounts_are_not_changed_in_bulk,
        [(endpoint_guard, "OFF", None)],
    ),
    Rule(
        "An identity code is never sent",
        an_identity_code_is_not_sent,
        [(privacy_receivers, "refuse_submission", nothing)],
    ),
    Rule(
        "A secretary does not choose who approves",
        a_secretary_does_not_choose_who_approves,
        [
            (settings_view, "MAY_CHANGE", settings_view.MAY_SEE),
            (ApprovalSettingsForm, "decides_who_approves", no),
        ],
    ),
    Rule(
        "Only the secretariat marks others away",
        only_the_secretariat_marks_others_away,
        [(absences, "may_manage_all", yes), (absence_views, "is_of_another_user", no)],
    ),
    Rule(
        "Nobody alone makes an account that may approve",
        nobody_alone_makes_an_account,
        [(account_views, "needs_second_person", no)],
    ),
    Rule(
        "Who asks for a change does not confirm it",
        who_asks_does_not_confirm,
        [(duties, "list_confirmers", everybody)],
    ),
    Rule(
        "Who gains by a change does not confirm it",
        who_gains_does_not_confirm,
        [(duties, "get_change_kind", nobody_gains)],
    ),
    Rule(
        "Nobody alone chooses who approves",
        nobody_alone_chooses_the_deputy,
        [(ApprovalSettingsForm, "decides_who_approves", no)],
    ),
    Rule(
        "Nobody alone marks another away",
        nobody_alone_marks_another_away,
        [(absence_views, "is_of_another_user", no)],
    ),
    Rule(
        "A unit needs the approval of its strictest part",
        what_goes_along_needs_its_own_level,
        [(policy, "get_drafts_to_bundle", lambda obj: [])],
    ),
    Rule(
        "Many pages are withdrawn only when their number is written",
        many_are_withdrawn_in_writing,
        [(bulk.WithdrawPages, "form_valid", UnpublishBulkAction.form_valid)],
    ),
    Rule(
        "The file of a draft is nobody's to read",
        a_file_of_a_draft_is_nobodys,
        [(module, "is_public", yes) for module in (access, file_views)],
    ),
    Rule(
        "Only staff read the file of a draft",
        an_account_without_a_role_opens_no_draft_file,
        [(module, "may_see_file", yes) for module in (access, file_views)],
    ),
    Rule(
        "Only the secretariat and the chair withdraw a file",
        only_secretary_and_chair_withdraw_a_file,
        [(file_admin, "may_withdraw_file", yes)],
    ),
    Rule(
        "A file that was public is not swapped",
        a_public_file_is_not_swapped,
        [(file_forms, "check_not_public", nothing)],
    ),
    Rule(
        "A file that was public is not deleted",
        a_public_file_is_not_deleted,
        [(CouncilDocument, "was_published", False)],
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize("one", RULES, ids=lambda one: one.words)
class TestRule:
    def test_holds(self, one):
        one.guard(Scene())

    def test_is_missed_when_it_is_taken_away(self, one, monkeypatch):
        scene = Scene()
        for owner, name, instead in one.removal:
            assert hasattr(owner, name), name
            monkeypatch.setattr(owner, name, instead)
        with pytest.raises((AssertionError, pytest.fail.Exception)):
            one.guard(scene)


def test_every_guard_guards_a_rule():
    guards = [one.guard for one in RULES]
    assert len(set(guards)) == len(guards) == len({one.words for one in RULES})
