"""What somebody who leaves has unfinished, on the guided screen. See home/extension_points.py."""

from collections.abc import Iterator

from django.apps import apps
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from home.incoming.text import comparison_key

from .extension_points import Leaver, ToDo, iterate_modules_named
from .models import Approvable
from .todo import list_latest_drafts


def find_account_of(name: str, email: str):
    """Return the open account with the address or, if only one has it, the name; or None."""
    accounts = get_user_model().objects.filter(is_active=True)
    if email and (found := accounts.filter(email__iexact=email).first()):
        return found
    named = [one for one in accounts if comparison_key(one.display_name) == comparison_key(name)]
    return named[0] if len(named) == 1 else None


def gather_unfinished(leaver: Leaver, user) -> list[ToDo]:
    """Return what every app knows to be in the hands of somebody who leaves."""
    return [
        line
        for _app, module in iterate_modules_named("leaving")
        for line in module.list_unfinished(leaver, user)
    ]


def list_unfinished(leaver: Leaver, user) -> Iterator[ToDo]:
    """Yield the drafts that they have not sent, for the user to go on with."""
    if leaver.account is None:
        return
    models = [Page, *(model for model in apps.get_models() if issubclass(model, Approvable))]
    finder = AdminURLFinder(user)
    for model in models:
        for draft in list_latest_drafts(model, leaver.account):
            if address := finder.get_edit_url(draft):
                title = draft.latest_revision.object_str or str(draft)
                text = _("Luonnos, jota hän ei ole lähettänyt")
                yield ToDo(title, text, address, _("Jatka luonnosta"))
