"""What waits for an approval, on the start page. See home/extension_points.py."""

import datetime
from collections.abc import Iterator

from django.contrib.admin.utils import quote
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, WorkflowState

from home.approval.overview import Overview
from home.approval.titles import name_version
from home.extension_points import Act, Everyday, ToDo, WaitsForOthers
from home.roles import get_duties

from .admin.settings_view import MAY_SEE
from .admin.warnings import list_unpublished_versions, list_warnings
from .mails.approval_requests import get_name, get_version_heading
from .mails.digest import list_watches_for

MAY_SETTLE = "approval.change_approvalsettings"
LONGEST = 120  # letters of a comment


def list_to_do(user, today: datetime.date) -> Iterator[ToDo]:
    overview = Overview(today)
    for state in overview.list_asked_of(user):
        yield make_reading(user, state)
    yield from list_returned(user)
    yield from list_unpublished(user)
    for watch in list_watches_for(user, today):
        if watch.on_dashboard:
            yield ToDo(watch.title, watch.text, watch.address, watch.link_text, due=watch.due)
    if user.has_perm(MAY_SETTLE):
        address = reverse("approval_settings")
        for warning in list_warnings():
            yield ToDo(_("Hyväksyjiä puuttuu"), warning, address, _("Avaa asetukset"))


def make_reading(user, state) -> ToDo:
    """Return the line of a version that the user was asked to decide on."""
    mine = next(each for each in state.open_assignments if each.person_id == user.pk)
    text = _("%(sender)s pyytää hyväksyntääsi") % {
        "sender": get_name(state.workflow_state.requested_by)
    }
    if mine.on_behalf_of:
        text += " " + _("(sijaisena: %(name)s)") % {"name": get_name(mine.on_behalf_of)}
    return ToDo(
        describe_version(state),
        text,
        reverse("approval_logged_in", args=[state.pk]),
        _("Lue ja hyväksy"),
        since=timezone.localdate(mine.assigned_at),
        due=mine.due,
    )


def describe_version(state) -> str:
    """Return the name of the version, and of how many others it is approved with."""
    others = len(state.bundle_members.all())
    if not others:
        return get_version_heading(state)
    more = ngettext("%(title)s ja yksi muu", "%(title)s ja %(number)s muuta", others)
    return more % {"title": get_version_heading(state), "number": others}


def list_returned(user) -> Iterator[ToDo]:
    """Yield the texts that an approver asked the user to correct."""
    states = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=user
    ).select_related(
        "current_task_state__finished_by", "current_task_state__revision__content_type"
    )
    for state in states:
        decision = state.current_task_state
        comment = decision.comment[:LONGEST] + ("…" if decision.comment[LONGEST:] else "")
        text = _("%(name)s pyysi korjausta: %(comment)s")
        yield ToDo(
            get_version_heading(decision),
            text % {"name": get_name(decision.finished_by), "comment": comment},
            get_editor_url(decision.revision),
            _("Korjaa"),
            since=timezone.localdate(decision.finished_at),
        )


def list_unpublished(user) -> Iterator[ToDo]:
    """Yield the user's approved texts whose scheduled publication failed.

    The secretariat corrects those whose writer has no account any longer.
    """
    finder = AdminURLFinder(user)
    failed = list_unpublished_versions()
    looks_after = bool(failed) and "secretariat" in get_duties(user)
    for revision in failed:
        writer = revision.user
        has_left = writer is None or not writer.is_active
        if writer == user or (has_left and looks_after):
            yield ToDo(
                name_version(revision),
                _(
                    "Ajastettu julkaisu ei onnistunut. Avaa teksti, valitse ”Peruuta ajastettu "
                    "julkaisu”, korjaa teksti ja lähetä se uudelleen hyväksyttäväksi."
                ),
                finder.get_edit_url(revision.content_object) or "",
                _("Avaa teksti"),
                due=timezone.localdate(revision.approved_go_live_at),
            )


def list_waiting_for_others(user, today: datetime.date) -> Iterator[WaitsForOthers]:
    """Yield what the user has sent; for those who look after it, also what waits in vain."""
    overview = Overview(today)
    looks_after = user.is_superuser or bool(get_duties(user) & {"secretariat", "administration"})
    mine = Q(workflow_state__requested_by=user)
    for state in overview.list_versions(Q() if looks_after else mine):
        is_mine = state.workflow_state.requested_by_id == user.pk
        is_asked = any(each.person_id == user.pk for each in state.open_assignments)
        if is_mine or (not is_asked and (user.is_superuser or overview.is_late(state))):
            yield make_sent(state, overview, user)
    yield from list_returned_by(user)


def list_returned_by(user) -> Iterator[WaitsForOthers]:
    """Yield the texts that the user returned and nobody has corrected yet."""
    states = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_NEEDS_CHANGES, current_task_state__finished_by=user
    ).select_related("requested_by", "current_task_state__revision__content_type")
    for state in states.exclude(requested_by=user):
        decision = state.current_task_state
        yield WaitsForOthers(
            get_version_heading(decision),
            _("Odottaa korjausta: %(name)s.") % {"name": get_name(state.requested_by)},
            since=timezone.localdate(decision.finished_at),
            sent=False,
        )


def make_sent(state, overview: Overview, user) -> WaitsForOthers:
    is_mine = state.workflow_state.requested_by_id == user.pk
    acts = []
    if overview.list_people(state):
        acts.append(Act(_("Muistuta"), reverse("remind_approvers", args=[state.pk])))
    if is_mine or user.is_superuser:
        acts.append(Act(_("Peru"), reverse("cancel_approval", args=[state.pk])))
    return WaitsForOthers(
        describe_version(state),
        overview.describe(state),
        since=timezone.localdate(state.started_at),
        due=overview.get_due(state),
        address=get_editor_url(state.revision) if is_mine else get_reading_url(state, user),
        acts=tuple(acts),
    )


def get_editor_url(revision) -> str:
    """Return the URL of the editor without a database query."""
    model, key = revision.content_type.model_class(), quote(revision.object_id)
    if issubclass(model, Page):
        return reverse("wagtailadmin_pages:edit", args=[key])
    return reverse(model.snippet_viewset.get_url_name("edit"), args=[key])


def get_reading_url(state, user) -> str:
    """Return the address of the page to read, for superusers, who may decide with a reason."""
    return reverse("approval_logged_in", args=[state.pk]) if user.is_superuser else ""


def list_everyday_acts(user) -> Iterator[Everyday]:
    first = next(iter(Overview(timezone.localdate()).list_asked_of(user)), None)
    if first:
        address = reverse("approval_logged_in", args=[first.pk])
        yield Everyday(_("Lue ja hyväksy"), address, "check", {"chair": 1, "secretariat": 9})
    if user.has_perm("approval.add_absence"):
        roles = {"chair": 2, "administration": 5, "secretariat": 8}
        yield Everyday(_("Merkitse poissaolo"), reverse("poissaolot:add"), "calendar-alt", roles)
    if user.has_perm(MAY_SEE):
        roles = {"chair": 5, "administration": 3}
        yield Everyday(_("Kuka hyväksyy"), reverse("approval_settings"), "cogs", roles)
