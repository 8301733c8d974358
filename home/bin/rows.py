"""Serialise database rows to JSON for the bin, and back."""

import json

from django.core import serializers
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.translation import gettext_lazy as _

IS_THERE = _("Tätä ei voi palauttaa: sama sisältö on jo olemassa.")
NOT_WHOLE = _("Tätä ei voi palauttaa, koska jokin, mihin se viittaa, on poistettu.")


class CannotRestore(Exception):
    """The reason why an object cannot be restored, in Finnish."""


def serialize_row(obj) -> dict:
    return json.loads(serializers.serialize("json", [obj]))[0]


def deserialize_row(content: dict):
    """Return the object as it was, unsaved, with its old primary key."""
    try:
        (stored,) = serializers.deserialize("json", json.dumps([content]))
    except serializers.base.DeserializationError as error:
        raise CannotRestore(str(NOT_WHOLE)) from error
    return stored.object


def restore_row(content: dict, **changes):
    """Restore a list entry, unless another has taken its place meanwhile."""
    row = deserialize_row(content)
    for name, value in changes.items():
        setattr(row, name, value)
    row._state.adding = True
    try:
        row.full_clean()
    except ObjectDoesNotExist as error:
        raise CannotRestore(str(NOT_WHOLE)) from error
    except ValidationError as error:
        lost = "invalid" in {each.code for errors in error.error_dict.values() for each in errors}
        raise CannotRestore(str(NOT_WHOLE if lost else IS_THERE)) from error
    if has_unique_conflict(row):
        raise CannotRestore(str(IS_THERE))
    row.save(force_insert=True)
    return row


def has_unique_conflict(row) -> bool:
    """Return whether another row has the same unique values."""
    return any(
        type(row)._base_manager.filter(**{name: getattr(row, name) for name in together}).exists()
        for together in row._meta.unique_together
    )
