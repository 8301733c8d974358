from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from .access import troubled_for
from .outbox import send


@require_POST
@permission_required("mail.change_outboxmail", raise_exception=True)
def try_again(request, pk):
    """Tries a mail that did not go once more, now."""
    with transaction.atomic():
        mail = get_object_or_404(troubled_for(request.user).select_for_update(of=("self",)), pk=pk)
        mail.ask_again()
    if send(pk):
        messages.success(request, f"Viesti ”{mail.subject}” lähti.")
    else:
        messages.error(request, f"Viesti ”{mail.subject}” ei lähtenyt nytkään.")
    return redirect("wagtailadmin_home")
