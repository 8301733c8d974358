"""Remove metadata such as location, device and author from pictures that are stored already."""

from collections import Counter

from django.core.management.base import BaseCommand

from home.documents.stripping import strip_all


class Command(BaseCommand):
    help = "Take position, device, author and comments out of stored pictures and their sizes."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only tell which would change.")

    def handle(self, *, dry_run, verbosity, **options):
        counts = Counter()
        for name, outcome in strip_all(dry_run):
            counts[outcome] += 1
            if verbosity > 1 or outcome == "unreadable":
                self.stdout.write(f"{outcome}: {name}")
        would = "would be stripped" if dry_run else "stripped"
        summary = (
            f"{counts['stripped']} pictures {would}, {counts['unreadable']} could not be read."
        )
        self.stdout.write(summary)
