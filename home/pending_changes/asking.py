"""Messages of the views after a change was requested, also when nobody can confirm it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from . import service
from .words import get_name_of_user


def ask_and_redirect(request, kind, **change):
    """Store a change that waits for a second person, add a message and redirect to its page."""
    pending = service.propose_change(request.user, kind, **change)
    people = [get_name_of_user(user) for user in service.list_confirmers(pending)]
    if people:
        words = _("Muutos odottaa toisen vahvistusta. Pyyntö lähti: {}.").format(", ".join(people))
        messages.success(request, words)
    else:
        messages.warning(
            request,
            _(
                "Muutos odottaa toisen vahvistusta, mutta vahvistajaa ei ole. Pyydä palvelimen "
                "ylläpitäjää nimeämään puheenjohtaja."
            ),
        )
    return redirect("pending_change", pending.pk)
