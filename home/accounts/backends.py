"""Authentication by username or e-mail address, and password."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend

TOLD_BY_THE_DEMO = "{username}-demo"


class AccountBackend(ModelBackend):
    """Django's model backend; outside a demo it refuses the published passwords of the demo."""

    def authenticate(self, request, username=None, password=None, email=None, **kwargs):
        account = find_account(username or email or "")
        if account is None:
            get_user_model()().set_password(password)  # takes as long as checking a password
            return None
        is_right = account.check_password(password or "")
        if not is_right or is_demo_password(account, password):
            return None
        return account if self.user_can_authenticate(account) else None


def find_account(text: str):
    """Return the account with this username or e-mail address, ignoring case; or None."""
    accounts, text = get_user_model().objects, text.strip()
    if not text or "\x00" in text:
        return None
    found = accounts.filter(username__iexact=text).first()
    return found or accounts.filter(email__iexact=text).first()


def is_demo_password(account, password: str) -> bool:
    """Return whether this is the published password of the demo on a site that is no demo."""
    demo_password = TOLD_BY_THE_DEMO.format(username=account.username)
    return not settings.DEMO and password.casefold() == demo_password.casefold()
