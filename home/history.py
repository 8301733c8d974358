"""Objects that may not be deleted because kept objects refer to them."""

from django.db import DEFAULT_DB_ALIAS
from django.db.models import ProtectedError
from django.db.models.deletion import Collector


def list_protecting_objects(obj) -> list:
    """Return the stored objects that protect this one from being deleted."""
    try:
        Collector(DEFAULT_DB_ALIAS).collect([obj])
    except ProtectedError as error:
        return list(error.protected_objects)
    return []
