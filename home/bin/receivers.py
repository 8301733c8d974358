"""Put everything that staff delete in the admin into the bin, whichever view deletes it."""

from django.db.models import QuerySet
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page

from .deletion_message import note_deletion
from .keeping import put_into_bin
from .kinds import can_be_restored, is_deleted_in_list_view


@receiver(pre_delete)
def keep_deleted_object(sender, instance, origin, **kwargs):
    """Put what staff delete into the bin; deletions by programs have no log user and are final."""
    user = get_active_log_context().user
    if user is None or is_repeated_signal(sender, instance) or is_cascade(sender, instance, origin):
        return
    if can_be_restored(instance):
        note_deletion(put_into_bin(instance, user))


def is_repeated_signal(sender, instance) -> bool:
    """Return whether the signal repeats for a page: Django also sends one for each parent model."""
    return isinstance(instance, Page) and sender is not instance.specific_class


def is_cascade(sender, instance, origin) -> bool:
    """Return whether a list entry is deleted only because another object is."""
    if not is_deleted_in_list_view(sender):
        return False
    return instance is not origin and not (isinstance(origin, QuerySet) and origin.model is sender)
