"""Whatever door a draft is deleted by in the admin, it goes into the bin first."""

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page

from home.approval.mixins import Approved
from home.approval.permissions import was_public
from home.documents.models import KeptFile

from .keeping import put_into_bin


@receiver(pre_delete)
def keep_for_a_while(sender, instance, **kwargs):
    """Keep what somebody of the staff deletes; programs know what they do."""
    user = get_active_log_context().user
    if user is None or not is_kept(sender, instance):
        return
    put_into_bin(instance, user)


def is_kept(sender, instance) -> bool:
    """Is it a draft or a file that readers have never seen, told once for each thing?"""
    if isinstance(instance, KeptFile):
        return not instance.was_published and not instance.erased
    if not isinstance(instance, Approved):
        return False
    if isinstance(instance, Page):
        return sender is instance.specific_class and not was_public(instance)
    return not was_public(instance)
