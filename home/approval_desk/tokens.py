"""The secret of a link: random, signed, and never stored."""

import hashlib
import secrets

from django.core import signing

SALT = "home.links"  # the links in mails that were sent are signed with it
BYTES = 24


def signer() -> signing.Signer:
    # A full stop: a colon ends the address in some mail programs.
    return signing.Signer(salt=SALT, sep=".")


def new_token() -> tuple[str, str]:
    """A new token and its fingerprint."""
    token = signer().sign(secrets.token_urlsafe(BYTES))
    return token, fingerprint(token)


def hash_of(token: str) -> str:
    """The fingerprint of a token that we have signed; "" of any other."""
    try:
        signer().unsign(token)
    except signing.BadSignature:
        return ""
    return fingerprint(token)


def fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def seal_of(person) -> str:
    """The fingerprint of an account as it is now: its address, password, roles and activity.

    Read from the database, so that no stale object in memory vouches for it.
    """
    account = type(person)._default_manager.get(pk=person.pk)
    roles = sorted(account.groups.values_list("pk", flat=True))
    facts = [account.email.casefold(), account.password, account.is_active, account.is_superuser]
    return fingerprint(repr([*facts, roles]))
