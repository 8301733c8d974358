"""Who may log in with a name or an address, and a password."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend

TOLD_BY_THE_DEMO = "{username}-demo"


class AccountBackend(ModelBackend):
    """Django's own check; outside a demo, no password that the demo tells everyone is taken."""

    def authenticate(self, request, username=None, password=None, email=None, **kwargs):
        account = find_account(username or email or "")
        if account is None:
            get_user_model()().set_password(password)  # takes as long as checking one
            return None
        is_right = account.check_password(password or "")
        if not is_right or is_told_by_the_demo(account, password):
            return None
        return account if self.user_can_authenticate(account) else None


def find_account(text: str):
    """Return the account of a name or an address, however capital letters are used; or None."""
    accounts, text = get_user_model().objects, text.strip()
    if not text or "\x00" in text:
        return None
    found = accounts.filter(username__iexact=text).first()
    return found or accounts.filter(email__iexact=text).first()


def is_told_by_the_demo(account, password: str) -> bool:
    """Is this the password of the demo, where the site is in real use?"""
    told = TOLD_BY_THE_DEMO.format(username=account.username)
    return not settings.DEMO and password.casefold() == told.casefold()
