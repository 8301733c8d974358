"""A call that waits is dropped when its approval is cancelled, so that nothing sends it later."""

from django.dispatch import receiver
from wagtail.models import Page

from home.approval.signals import decided

from ..models import MeetingCall


@receiver(decided)
def drop_call_of_cancelled_approval(task_state, action, **kwargs):
    obj = task_state.workflow_state.content_object
    if action == "cancel" and isinstance(obj, Page):
        MeetingCall.objects.filter(meeting=obj.pk, waits=True).update(waits=False)
