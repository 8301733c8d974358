from django.http import Http404
from wagtail import hooks

from .access import may_read


@hooks.register("before_serve_document")
def only_what_is_published(document, request):
    """A file that no published page shows does not exist for the reader."""
    if not may_read(request.user, document):
        raise Http404
