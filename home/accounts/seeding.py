"""Demo accounts, which are never created on a site that is no demo."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from home.council_content import read_toml
from home.role_rights import apply_roles
from home.roles import get_group

from .models import User

ACCOUNTS = Path(__file__).parent / "content" / "demo.toml"


def seed_demo(content=None) -> str:
    """Create the missing demo accounts, and return the usernames and first passwords of all.

    The accounts are the same for every council.
    """
    if not settings.DEMO:
        raise ImproperlyConfigured("Demo accounts are only for a demo: DEMO is off.")
    accounts = read_toml(ACCOUNTS)["accounts"]
    names = [account["username"] for account in accounts]
    existing = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    if not existing and User.objects.exists():
        return "People have accounts here already, so no demo accounts were made."
    missing = [account for account in accounts if account["username"] not in existing]
    if missing:
        apply_roles()  # creates the groups of the accounts
    for account in missing:
        make_demo_account(**account)
    return format_demo_accounts(accounts)


def make_demo_account(*, role, username, **fields):
    # In the demo, each mail is sent at once, so that people can watch it arrive.
    fields["mail_at_once"] = True
    user = User.objects.create_user(username, f"{username}@example.org", **fields)
    user.groups.add(get_group(role))


def format_demo_accounts(accounts) -> str:
    width = max(len(account["username"]) for account in accounts)
    rows = [f"  {account['username']:<{width}}  {account['password']}" for account in accounts]
    return "\n".join(["Demo accounts and the passwords they were made with:", *rows])
