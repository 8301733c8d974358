"""What Wagtail does not tell a search backend: pages moved, and closed or opened to readers."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import PageViewRestriction
from wagtail.signals import post_page_move

from .indexing import update_below


@receiver(post_page_move)
def moved(instance, **kwargs):
    transaction.on_commit(partial(update_below, instance))


@receiver([post_save, post_delete], sender=PageViewRestriction)
def closed_or_opened(instance, **kwargs):
    transaction.on_commit(partial(update_below, instance.page))
