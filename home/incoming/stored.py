"""Clean texts that were stored before input was cleaned."""

import json
from collections.abc import Iterator

from django.apps import apps
from django.db import IntegrityError, models, transaction
from wagtail.fields import StreamField
from wagtail.models import Revision

from .text import clean_line, clean_text, clean_values
from .wrappers import unwrap_links

# The audit log is immutable, log-in data is not ours to change, and the rest is regenerated.
LEFT_ALONE = {
    "record", "auth", "sessions", "contenttypes", "account", "mfa", "usersessions", "admin",
    "migrations", "search", "wagtailsearch", "texts",
}  # fmt: skip
BATCH = 500


def iterate_unclean_rows() -> Iterator[tuple[models.Model, dict]]:
    """Yield each row that holds an unclean text, with the clean values of its fields."""
    for model in apps.get_models():
        if model._meta.app_label in LEFT_ALONE or not model._meta.managed or model is Revision:
            continue
        fields = [field for field in model._meta.local_fields if is_written_by_people(field)]
        if fields:
            yield from iterate_unclean_rows_of(model, fields)


def is_written_by_people(field) -> bool:
    """Return whether people write in this field; passwords, choices and keys do not count."""
    if field.primary_key or field.choices or field.name in ("password", "path", "url_path"):
        return False
    return isinstance(field, models.CharField | models.TextField | StreamField)


def iterate_unclean_rows_of(model, fields) -> Iterator[tuple[models.Model, dict]]:
    for row in model._base_manager.order_by("pk").iterator(BATCH):
        clean = {field.attname: clean_field_value(field, row) for field in fields}
        changed = {name: value for name, value in clean.items() if value is not None}
        if changed:
            yield row, changed


def clean_field_value(field, row):
    """Return the cleaned value of the row's field, or None if it is clean already."""
    value = getattr(row, field.attname)
    if isinstance(field, StreamField):
        stored = field.get_prep_value(value) or []
        stored = json.loads(stored) if isinstance(stored, str) else stored
        clean = clean_values(stored)
        return None if clean == stored else field.to_python(json.dumps(clean))
    if not isinstance(value, str):
        return None
    is_line = isinstance(field, models.CharField)
    clean = unwrap_links(
        clean_line(value) if is_line and has_oddities(value) else clean_text(value)
    )
    return None if clean == value or not clean else clean


def has_oddities(value: str) -> bool:
    """Return whether the line has oddities other than spaces that the writer chose."""
    return clean_text(value) != value or "\n" in value or "\t" in value


def iterate_unclean_versions() -> Iterator[tuple[Revision, dict]]:
    """Yield each revision that holds an unclean text, with its cleaned content."""
    for version in Revision.objects.order_by("pk").iterator(BATCH):
        clean = {key: clean_version_value(value) for key, value in version.content.items()}
        if clean != version.content:
            yield version, clean


def clean_version_value(value):
    """Return the value cleaned; StreamField content is JSON within the revision's JSON."""
    if isinstance(value, dict):
        return {key: clean_version_value(each) for key, each in value.items()}
    if isinstance(value, list):
        return [clean_version_value(each) for each in value]
    if not isinstance(value, str):
        return value
    if value.startswith("["):
        try:
            stored = json.loads(value)
        except ValueError:
            return clean_text(value)
        return json.dumps(clean_values(stored)) if clean_values(stored) != stored else value
    return clean_text(value)


def iterate_unclean() -> Iterator[tuple[models.Model, dict]]:
    """Yield each row and revision that holds an unclean text, with the values to store."""
    yield from iterate_unclean_rows()
    for version, content in iterate_unclean_versions():
        yield version, {"content": content}


def clean_row(row, changed: dict) -> bool:
    """Store the cleaned values; return False if another row already has the same name.

    Rows are updated without save(): nothing was edited, so nothing needs an approval, a
    notification or a new timestamp.
    """
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**changed)
    except IntegrityError:
        return False
    return True
