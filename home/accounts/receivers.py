"""Signal receivers for logins and for changes of accounts."""

from contextlib import nullcontext

from allauth.account.signals import password_reset
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_used
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone

from home.authentication.sessions import end_sessions
from home.authentication.signals import account_changed
from home.pending_changes.watching import current, report_account_change, watch_account_changes

from . import emails
from .adapter import AccountAdapter
from .models import AddressChange, User


@receiver(user_logged_in)
def note_first_login(user, **kwargs):
    """Start the grace period for the second factor."""
    User.objects.filter(pk=user.pk, first_login_at=None).update(first_login_at=timezone.now())


@receiver(account_changed)
def record_and_notify(account, act, actor=None, **kwargs):
    """Log the change of the account, and notify its owner and the other approvers by mail."""
    if act not in emails.NOTICES:
        return
    account = User.objects.get(pk=account.pk)  # the audit log accepts no lazy request.user
    with nullcontext() if current.get() else watch_account_changes(actor):
        report_account_change(account, [str(emails.NOTICES[act])], {account.email} - {""})


@receiver(account_changed)
def end_other_sessions(account, act, **kwargs):
    """End all other sessions of an account whose e-mail address was changed."""
    if act == "address":
        request = context.request
        is_own = request is not None and request.user.pk == account.pk
        end_sessions(account, but=(request.session.session_key or "") if is_own else "")


@receiver(authenticator_used)
def report_recovery_code(user, authenticator, **kwargs):
    """Log the use of a recovery code and mail its user, who may not be logged in yet."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        with watch_account_changes(user):
            account_changed.send(sender=type(user), account=user, act="recovery_code")


@receiver(password_reset)
def forget_failed_logins(request, user, **kwargs):
    AccountAdapter(request).forget_attempts(request, user)


@receiver(post_save, sender=User)
def end_address_changes(instance, **kwargs):
    """End the pending address changes of an account that was closed."""
    if not instance.is_active:
        AddressChange.objects.filter(account=instance).open().end()
