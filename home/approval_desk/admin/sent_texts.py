"""What the sender of a waiting text may do from the start page: remind, and take it back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import TaskState, WorkflowState

from home.approval.approvers import get_absent_users, get_end_code
from home.approval.waiting import describe_who_decides, plan_assignments
from home.approval.write_lock import lock_writes
from home.mail.gathering import gather_mails
from home.roles import get_duties
from home.scheduling.models import Notice

from ..mails.approval_requests import get_version_heading, send_request
from ..mails.reminders import name_reminder_notice

REMINDED = "approval.remind"
LOOK_AFTER = {"secretariat", "administration"}
STATES = TaskState.objects.select_related("workflow_state", "revision__content_type", "task")


def may_remind(user, task_state) -> bool:
    """Return whether the user sent the text or looks after what nobody answers."""
    is_mine = task_state.workflow_state.requested_by_id == user.pk
    return is_mine or user.is_superuser or bool(get_duties(user) & LOOK_AFTER)


@require_POST
def remind_approvers_view(request, number):
    """Mail everybody who is asked, at most once a day, and say who got a mail."""
    task_state = get_object_or_404(STATES, pk=number)
    if not may_remind(request.user, task_state):
        raise PermissionDenied
    with transaction.atomic():
        lock_writes()
        if get_end_code(task_state):
            messages.warning(request, describe_what_became(task_state))
        else:
            send_reminders(request, task_state)
    return redirect("wagtailadmin_home")


def send_reminders(request, task_state) -> None:
    """Send the reminders that are possible today, and say who got one and who had it already."""
    day = timezone.localdate()
    away = get_absent_users(day)
    asked = [each for each in plan_assignments(task_state, day).kept if each.person_id not in away]
    if not asked:
        messages.warning(request, describe_who_decides(task_state))
        return
    late = [each for each in asked if not was_reminded_on(each, day)]
    with gather_mails():
        for assignment in late:
            Notice.objects.once(name_manual_reminder(assignment, day))
            send_request(assignment, "reminder")
    title = get_version_heading(task_state)
    if not late:
        text = _("%(names)s on jo saanut tänään muistutuksen: ”%(title)s”. Muistuta huomenna.")
        messages.info(request, text % {"names": join_assignee_names(asked), "title": title})
        return
    data = {"people": [assignment.person_id for assignment in late]}
    log(task_state.workflow_state.content_object, REMINDED, user=request.user, data=data)
    text = _("Muistutus lähtee sähköpostina: %(names)s, ”%(title)s”.")
    messages.success(request, text % {"names": join_assignee_names(late), "title": title})


def join_assignee_names(assignments) -> str:
    return _(" ja ").join(each.person.display_name for each in assignments)


def name_manual_reminder(assignment, day) -> str:
    return f"reminder by hand of assignment {assignment.pk} on {day.isoformat()}"


def was_reminded_on(assignment, day) -> bool:
    """Return whether the person was reminded of the version on this day, also by the clock."""
    by_clock = Notice.objects.filter(about=name_reminder_notice(assignment), at__date=day)
    return by_clock.exists() or Notice.objects.given(name_manual_reminder(assignment, day))


@require_POST
def cancel_approval_view(request, number):
    """Take a sent text back; its draft stays as it is."""
    task_state = get_object_or_404(STATES, pk=number)
    with transaction.atomic():
        lock_writes()
        states = WorkflowState.objects.select_for_update(of=("self",))
        state = states.get(pk=task_state.workflow_state_id)
        is_mine = state.requested_by_id == request.user.pk
        if not (is_mine or request.user.is_superuser):
            raise PermissionDenied
        if state.status == WorkflowState.STATUS_IN_PROGRESS:
            state.cancel(user=request.user)
    task_state = STATES.get(pk=number)
    if is_withdrawn(task_state):
        text = _("”%(title)s” ei enää odota hyväksyntää. Luonnos on tallessa.")
        messages.success(request, text % {"title": get_version_heading(task_state)})
    else:
        messages.warning(request, describe_what_became(task_state))
    return redirect("wagtailadmin_home")


def is_withdrawn(task_state) -> bool:
    """Return whether the sending was cancelled and the text was not sent again since."""
    is_cancelled = task_state.workflow_state.status == WorkflowState.STATUS_CANCELLED
    return is_cancelled and not task_state.workflow_state.content_object.workflow_in_progress


def describe_what_became(task_state) -> str:
    """Return a sentence on the state of a text that no longer waits."""
    status = task_state.workflow_state.status
    text = {
        WorkflowState.STATUS_APPROVED: _("”%(title)s” on jo hyväksytty."),
        WorkflowState.STATUS_NEEDS_CHANGES: _("Tekstiin ”%(title)s” on jo pyydetty korjausta."),
    }.get(status, _("”%(title)s” on lähetetty uudelleen. Katso rivi työpöydältä."))
    return text % {"title": get_version_heading(task_state)}
