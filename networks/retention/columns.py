"""Every text column of the database, of whatever model.

New models need no registration: a text is found by the type of its column. A model may set
`made_from_pages = True` if its rows are derived from pages when they are indexed.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, models, transaction

from home.extension_points import DerivedFromPages

# Apps that are not searched: log-ins, and tables of the frameworks.
NOT_OURS = {"account", "auth", "contenttypes", "mfa", "sessions", "usersessions"}
# Evidence of what was done, which nobody can change. See docs/decisions.md.
PROOF = {"record.approvalrecord"}
TEXTS = ("varchar", "text", "citext", "jsonb")
# Addresses and files: a change would break links, so they are reported but left as they are.
ADDRESSES = (models.SlugField, models.FileField, models.URLField)
ADDRESS_NAMES = {"url_path", "old_path", "redirect_link"}


@dataclass(frozen=True)
class TextColumn:
    """A text column; `is_fixed` if its values must not be changed."""

    model: type[models.Model]
    field: models.Field

    @property
    def is_json(self) -> bool:
        return column_type(self.field).startswith("jsonb")

    @property
    def is_address(self) -> bool:
        return isinstance(self.field, ADDRESSES) or self.field.name in ADDRESS_NAMES

    @property
    def is_fixed(self) -> bool:
        return self.is_address or self.model._meta.label_lower in PROOF

    @cached_property
    def quoted(self) -> dict[str, str]:
        quote, meta = connection.ops.quote_name, self.model._meta
        return {
            "table": quote(meta.db_table),
            "key": quote(meta.pk.column),
            "text": quote(self.field.column),
        }

    def rows(self, clues: Iterable[str]) -> Iterator[tuple[object, str]]:
        """Yield key and text of the rows with one of the clues; an empty clue matches all rows."""
        like = [f"%{clue}%" for clue in clues]
        query = "SELECT {key}, {text}::text FROM {table} WHERE {text}::text ILIKE ANY(%s)"
        with connection.cursor() as cursor:
            cursor.execute(query.format(**self.quoted), [like])
            yield from cursor.fetchall()

    def store(self, key, text: str) -> None:
        """Store a text, cut to the column's length; append a number if it must be unique."""
        try:
            with transaction.atomic():
                self.update(key, text)
        except IntegrityError:
            self.update(key, text, f" {key}")

    def update(self, key, text: str, tail="") -> None:
        limit = getattr(self.field, "max_length", None) if not self.is_json else None
        text = text[: limit - len(tail)] + tail if limit else text + tail
        query = "UPDATE {table} SET {text} = %s{cast} WHERE {key} = %s"
        query = query.format(cast="::jsonb" if self.is_json else "", **self.quoted)
        with connection.cursor() as cursor:
            cursor.execute(query, [text, key])


def column_type(field) -> str:
    return field.db_type(connection) or ""


def text_columns() -> Iterator[TextColumn]:
    """Yield the text columns of every table that people write to."""
    accounts = {get_user_model()._meta.label_lower, settings.AUTH_USER_MODEL.lower()}
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        ours = meta.app_label not in NOT_OURS and meta.label_lower not in accounts
        if ours and meta.managed and not meta.proxy and not isinstance(model, DerivedFromPages):
            for field in meta.local_concrete_fields:
                if (
                    column_type(field).startswith(TEXTS)
                    and not field.primary_key
                    and not field.choices
                ):
                    yield TextColumn(model, field)


def change_stored(column: TextColumn, stored: str, change: Callable[[str], str], whole=None) -> str:
    """Return the stored text with each of its texts changed; `whole` may change a JSON object."""
    if not column.is_json:
        return change_text(stored, change, whole)
    value = json.loads(stored)
    new = change_value(value, change, whole)
    return stored if new == value else json.dumps(new)


def change_value(value, change, whole=None):
    """Return a JSON value with its texts changed, also in JSON within texts, as in revisions."""
    if isinstance(value, str):
        return change_text(value, change, whole)
    if isinstance(value, list):
        return [change_value(each, change, whole) for each in value]
    if isinstance(value, dict):
        value = whole(value) if whole else value
        return {key: change_value(each, change, whole) for key, each in value.items()}
    return value


def change_text(text: str, change, whole=None) -> str:
    if text[:1] in ("[", "{"):
        try:
            inner = json.loads(text)
        except ValueError:
            return change(text)
        new = change_value(inner, change, whole)
        return text if new == inner else json.dumps(new)
    return change(text)
