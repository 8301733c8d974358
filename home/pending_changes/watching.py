"""Log and mail every account change within a request, whichever view made it."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context

from home.audit_log.models import ApprovalRecord
from home.audit_log.writing import write

from . import emails
from .accounts import list_first_approvers
from .words import get_name_of_user, shorten_addresses


@dataclass
class AccountWatch:
    """Who makes the current changes, and why."""

    request: object = None
    actor: object = None
    reason: str = ""
    # The confirmed pending change that is being stored: it has mails of its own.
    change: object = None
    # The management command that makes the changes.
    command: str = ""

    def get_actor(self):
        """Return the acting user, or None if somebody acts without logging in."""
        user = self.actor or get_active_log_context().user or getattr(self.request, "user", None)
        return user if user and user.is_authenticated else None

    def get_channel(self):
        """Return the channel through which the account was changed."""
        if self.get_actor():
            return ApprovalRecord.Channel.LOGIN
        return ApprovalRecord.Channel.LINK if self.request else ApprovalRecord.Channel.COMMAND


current = ContextVar("account_watch", default=None)


def watch_accounts(get_response):
    """Middleware that watches for account changes during a request."""

    def middleware(request):
        token = current.set(AccountWatch(request=request))
        try:
            return get_response(request)
        finally:
            current.reset(token)

    return middleware


@contextmanager
def watch_account_changes(actor, change=None, reason="", command=""):
    """Context manager that watches for account changes, for commands and confirmed changes."""
    around = current.get()
    request = around.request if around else None
    token = current.set(AccountWatch(request, actor, reason, change, command))
    try:
        yield
    finally:
        current.reset(token)


def report_account_change(user, lines, addresses=()) -> None:
    """Log what was changed in an account and mail those concerned."""
    watch = current.get()
    if watch is None or not lines:
        return
    actor = watch.get_actor()
    if watch.command:
        lines = [*lines, _("Palvelimen komento: {}").format(watch.command)]
    write(
        ApprovalRecord.Action.ACCOUNT,
        user,
        actor=actor,
        channel=watch.get_channel(),
        on_behalf_of=watch.change.requested_by if watch.change else None,
        comment=" ".join(f"{shorten_addresses(line)}." for line in lines),
        reason=watch.reason,
    )
    if watch.change:
        return
    lines = emails.add_origin(lines, actor, watch.reason)
    emails.notify_account(user, lines, addresses)
    if actor != user:
        for person in list_first_approvers():
            if person not in (user, actor):
                emails.notify_approver(person, get_name_of_user(user), lines)
