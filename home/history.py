"""What may not be deleted, because something else that is kept refers to it."""

from django.db import DEFAULT_DB_ALIAS
from django.db.models import ProtectedError
from django.db.models.deletion import Collector


def needed_by(thing) -> list:
    """The stored things that refer to it and would forbid to delete it."""
    try:
        Collector(DEFAULT_DB_ALIAS).collect([thing])
    except ProtectedError as error:
        return list(error.protected_objects)
    return []
