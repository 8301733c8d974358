from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from home.documents.access import POLICIES
from home.documents.models import CouncilDocument

from .models import FileText
from .queue import enqueue


@require_POST
def read_again(request, document_id):
    """Queue a file to be read again."""
    document = get_object_or_404(CouncilDocument, pk=document_id)
    policy = POLICIES[CouncilDocument]
    if not policy.user_has_permission_for_instance(request.user, "change", document):
        raise PermissionDenied
    idle = FileText.objects.filter(document=document).exclude(state=FileText.State.RUNNING)
    enqueue(idle)
    messages.success(request, "Asiakirja luetaan uudelleen.")
    return redirect("wagtaildocs:edit", document.pk)
