from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .access import list_troubled_for


@require_POST
@permission_required("mail.change_outboxmail", raise_exception=True)
def try_again(request, pk):
    """Retry a mail that could not be sent; the mail sender takes it within seconds."""
    with transaction.atomic():
        mail = get_object_or_404(
            list_troubled_for(request.user).select_for_update(of=("self",)), pk=pk
        )
        mail.retry()
    said = _("Viestiä ”%(subject)s” yritetään lähettää nyt uudelleen.") % {"subject": mail.subject}
    messages.success(request, said)
    return redirect("wagtailadmin_home")
