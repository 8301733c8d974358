"""`manage.py inspect_files`: inspects all stored files again and lists the results."""

from django.core.management.base import BaseCommand

from home.documents.models import CouncilDocument
from home.inspection.inspecting import inspect
from home.inspection.words import (
    active_in_words,
    counts_in_words,
    place_in_words,
    unread_in_words,
)
from home.privacy.findings import LABELS, masked


class Command(BaseCommand):
    help = (
        "Reads every part of the stored files and lists, in Finnish and masked, personal data, "
        "what readers do not see, and what runs. Nothing but the results is stored."
    )

    def add_arguments(self, parser):
        parser.add_argument("--public", action="store_true", help="only what has been public")

    def handle(self, *, public, verbosity, **options):
        files = CouncilDocument.objects.filter(erased=False).order_by("pk")
        if public:
            files = files.filter(first_published_at__isnull=False, withdrawn_at=None)
        number = 0
        for document in files.iterator():
            number += 1
            for line in describe_inspection(inspect(document)):
                self.stdout.write(f"{document.pk} {document.title}: {line}")
        if verbosity:
            self.stdout.write(f"{number} files inspected.")


def describe_inspection(row):
    """Yield one line for each result of a file's inspection."""
    for words in (unread_in_words(row), active_in_words(row.active), counts_in_words(row.counts)):
        if words:
            yield words
    for entry in row.findings:
        place = place_in_words(entry["part"], entry["place"])
        yield f"{LABELS[entry['kind']]} {masked(entry['text'])}, {place}"
