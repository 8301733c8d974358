"""List files without a row and rows without a file; on request, remove the former."""

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand

from home.documents.orphans import list_files_without_row, list_rows_without_file, remove_orphans


class Command(BaseCommand):
    help = "List files that no row knows, and rows whose file is gone."

    def add_arguments(self, parser):
        parser.add_argument(
            "--remove", action="store_true", help="Remove the files that no row knows, for good."
        )

    def handle(self, **options):
        orphans, rows = list_files_without_row(), list_rows_without_file()
        for path in orphans:
            self.stdout.write(f"No row: {path.relative_to(default_storage.location)}")
        for row in rows:
            self.stdout.write(f"No file: {row.model} {row.key}: {row.name}")
        summary = f"{len(orphans)} files without a row, {len(rows)} rows without a file."
        self.stdout.write(summary)
        if options["remove"]:
            self.stdout.write(f"{remove_orphans(orphans)} files removed.")
