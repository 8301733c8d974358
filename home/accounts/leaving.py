"""The account of somebody who leaves, on the guided screen. See home/extension_points.py."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.approval.models import ApprovalSettings, Assignment
from home.extension_points import Leaver, ToDo

from .views.people import MAY_CHANGE

APPROVERS = ("chair", "vice_chair", "deputy")


def list_unfinished(leaver: Leaver, user) -> Iterator[ToDo]:
    """Yield what waits for their approval, their place as an approver, and the account itself."""
    account = leaver.account
    if account is None:
        return
    yield from list_approvals(account, user)
    if account == user:
        return
    may_close = user.has_perm(MAY_CHANGE)
    yield ToDo(
        account.display_name,
        _("Käyttäjätili on auki") if may_close else _("Käyttäjätili on auki: ylläpito sulkee sen"),
        reverse("accounts_close", args=[account.pk]) if may_close else "",
        _("Sulje tili"),
    )


def list_approvals(account, user) -> Iterator[ToDo]:
    waiting = Assignment.objects.active().filter(person=account).count()
    if waiting:
        text = ngettext(
            "%(number)s teksti odottaa hänen hyväksyntäänsä: merkitse poissaolo",
            "%(number)s tekstiä odottaa hänen hyväksyntäänsä: merkitse poissaolo",
            waiting,
        ) % {"number": waiting}
        may = user.has_perm("approval.add_absence")
        yield ToDo(
            account.display_name,
            text,
            reverse("poissaolot:add") if may else "",
            _("Merkitse poissaolo"),
        )
    settings = ApprovalSettings.load()
    if any(getattr(settings, f"{name}_id") == account.pk for name in APPROVERS):
        may = user.has_perm("approval.change_approvalsettings")
        yield ToDo(
            account.display_name,
            _("Hän on hyväksyjä: puheenjohtaja tai ylläpito valitsee toisen"),
            reverse("approval_settings") if may else "",
            _("Valitse hyväksyjä"),
        )
