from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.http import Http404
from wagtail import hooks

from .access import may_read, pages_showing
from .models import CouncilDocument, CouncilImage


@hooks.register("before_serve_document")
def only_what_is_published(document, request):
    """A file that no published page shows does not exist for the reader."""
    if not may_read(request.user, document):
        raise Http404


# A signal, because the admin deletes several files at once without asking the model.
@receiver(pre_delete, sender=CouncilDocument)
@receiver(pre_delete, sender=CouncilImage)
def keep_what_is_shown(instance, **kwargs):
    """A file stays as long as a published page shows it, also where no foreign key holds it."""
    if pages := pages_showing(instance):
        raise ProtectedError("A published page shows this file.", set(pages))
