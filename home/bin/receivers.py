"""Put everything that staff delete in the admin into the bin, whichever view deletes it."""

from django.db.models import QuerySet
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page

from .deletion_message import note_deletion
from .keeping import put_into_bin
from .kinds import is_kept, is_plain_kind


@receiver(pre_delete)
def keep_for_a_while(sender, instance, origin, **kwargs):
    """Put what staff delete into the bin; deletions by programs have no log user and are final."""
    user = get_active_log_context().user
    if user is None or is_repeated(sender, instance) or is_cascade(sender, instance, origin):
        return
    if is_kept(instance):
        note_deletion(put_into_bin(instance, user))


def is_repeated(sender, instance) -> bool:
    """Return whether the signal repeats for a page: Django also sends one for each parent model."""
    return isinstance(instance, Page) and sender is not instance.specific_class


def is_cascade(sender, instance, origin) -> bool:
    """Return whether a list entry is deleted only because another object is."""
    if not is_plain_kind(sender):
        return False
    return instance is not origin and not (isinstance(origin, QuerySet) and origin.model is sender)
