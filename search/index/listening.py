"""Changes of which Wagtail notifies no search backend: moves, restrictions, deletions."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from ..store import store
from .indexing import update_below


@receiver(post_page_move)
def update_moved(instance, **kwargs):
    transaction.on_commit(partial(update_below, instance))


@receiver(pre_delete, sender=Page)
def remove_deleted(instance, **kwargs):
    """Remove the page before the database cascades to its passages: term counts stay right."""
    store.remove([instance.pk])


@receiver([post_save, post_delete], sender=PageViewRestriction)
def update_restricted(instance, **kwargs):
    transaction.on_commit(partial(update_below, instance.page))
