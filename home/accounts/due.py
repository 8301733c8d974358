"""Scheduled clean-up of sessions and login attempts. See home/extension_points.py."""

from functools import partial

from django.contrib.sessions.models import Session
from django.db import connection

from home.extension_points import DueItem


def due_items(now):
    over = Session.objects.filter(expire_date__lt=now)
    if over.exists():
        yield DueItem("sessions", "Päättyneiden kirjautumisten poisto", over.delete)
    if has_expired_attempts(now):
        yield DueItem(
            "attempts", "Vanhojen kirjautumisyritysten poisto", partial(delete_attempts, now)
        )


# The table of the cache "accounts" in the settings has no Django model. The cache backend deletes
# expired rows only when the table is full or when the same key is read again.
def has_expired_attempts(now) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM accounts_cache WHERE expires < %s)", [now])
        return cursor.fetchone()[0]


def delete_attempts(now) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_cache WHERE expires < %s", [now])
