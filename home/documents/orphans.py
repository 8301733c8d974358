"""Files without a row and rows without a file, left by broken uploads and restores."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

from .models import KeptFile

YOUNG = timedelta(hours=1)  # an upload may be in progress: its row is stored after its file


@dataclass(frozen=True)
class RowWithoutFile:
    """A row that names a missing file."""

    model: str
    key: object
    name: str


def list_files_without_row() -> list[Path]:
    """Return the stored files, at least an hour old, that no row of the database names."""
    # List the files first: whatever is uploaded meanwhile has a row, or is too young.
    stored = list(iterate_old_files(Path(default_storage.location)))
    known = set(get_names_in_rows())
    root = Path(default_storage.location)
    return [path for path in stored if path.relative_to(root).as_posix() not in known]


def iterate_old_files(root: Path) -> Iterator[Path]:
    latest = time.time() - YOUNG.total_seconds()
    for folder, _folders, names in os.walk(root):
        for name in sorted(names):
            path = Path(folder, name)
            try:
                if path.stat().st_mtime <= latest:
                    yield path
            except FileNotFoundError:
                continue  # it has just been moved into place


def iterate_file_fields() -> Iterator[models.FileField]:
    """Yield every model field that names files in the private storage."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, models.FileField) and field.storage == default_storage:
                yield field


def get_names_in_rows() -> Iterator[str]:
    for field in iterate_file_fields():
        rows = field.model._base_manager.exclude(**{field.name: ""})
        yield from rows.values_list(field.name, flat=True).iterator()


def list_rows_without_file() -> list[RowWithoutFile]:
    """Return the rows whose file is missing, except those whose content was erased on purpose."""
    return [row for field in iterate_file_fields() for row in iterate_rows_without_file(field)]


def iterate_rows_without_file(field) -> Iterator[RowWithoutFile]:
    rows = field.model._base_manager.exclude(**{field.name: ""})
    if issubclass(field.model, KeptFile):
        rows = rows.filter(erased=False)
    for key, name in rows.values_list("pk", field.name).iterator():
        if name and not default_storage.exists(name):
            yield RowWithoutFile(field.model._meta.label, key, name)


def remove_orphans(paths: list[Path]) -> int:
    """Remove those of the files that still have no row; return their number."""
    still = set(list_files_without_row())
    found = [path for path in paths if path in still]
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


class FilesAstray(Exception):
    """There are files without a row, or rows without a file."""


def report_astray() -> None:
    """Raise FilesAstray, which `run_due` reports, if files and rows do not match."""
    files, rows = len(list_files_without_row()), len(list_rows_without_file())
    if files or rows:
        raise FilesAstray(
            f"{files} files without a row, {rows} rows without a file: manage.py check_files"
        )
