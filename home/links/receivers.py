"""Who is mailed when: the rows of the outbox are written with what they tell of."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from home.approval.models import Level
from home.approval.signals import decided, handed_over, not_published, task_assigned
from home.privacy.signals import answered, found_late

from . import late, letters
from .models import ApprovalLink
from .parts import later_of


@receiver(task_assigned)
def ask(assignment, **kwargs):
    letters.letter_for(assignment, "deputy" if assignment.on_behalf_of else "asks")


@receiver(handed_over)
def ask_deputy(assignment, from_assignment=None, **kwargs):
    letters.letter_for(assignment, "deputy")
    if from_assignment:
        letters.handed_over(assignment, from_assignment)
    letters.handed_over_to_sender(assignment)


@receiver(decided)
def tell_sender(task_state, actor, action, on_behalf_of=None, comment="", **kwargs):
    """Nobody is told of what they did themselves."""
    if actor == task_state.workflow_state.requested_by:
        return
    if action == "reject":
        letters.correction(task_state, actor, comment)
    elif action == "approve" and task_state.task.specific.level != Level.NONE:
        later = later_of(task_state.revision.as_object())
        letters.approved(task_state, actor, on_behalf_of, comment, later)


@receiver(not_published)
def tell_that_it_failed(task_state, error, **kwargs):
    letters.not_published(task_state, getattr(error, "code", ""))


@receiver(post_save, sender=get_user_model())
def end_links_of_changed_account(instance, **kwargs):
    ApprovalLink.objects.filter(person=instance).end_stale()


@receiver(m2m_changed, sender=get_user_model().groups.through)
@receiver(post_delete, sender=Group)
def end_links_of_changed_roles(**kwargs):
    ApprovalLink.objects.end_stale()


@receiver(found_late)
def tell_what_was_found(task_state, **kwargs):
    late.found_late(task_state)


@receiver(answered)
def tell_the_reason(task_state, **kwargs):
    late.answered(task_state)
