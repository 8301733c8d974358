"""`manage.py inspect_files`: inspects all stored files again and lists the results."""

from django.core.management.base import BaseCommand

from home.documents.models import CouncilDocument
from home.inspection.inspecting import inspect_document
from home.inspection.words import (
    describe_active_content,
    describe_counts,
    describe_place,
    explain_unread,
)
from home.privacy.findings import LABELS, mask_text


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
            for line in describe_inspection(inspect_document(document)):
                self.stdout.write(f"{document.pk} {document.title}: {line}")
        if verbosity:
            self.stdout.write(f"{number} files inspected.")


def describe_inspection(row):
    """Yield one line for each result of a file's inspection."""
    for words in (
        explain_unread(row),
        describe_active_content(row.active),
        describe_counts(row.counts),
    ):
        if words:
            yield words
    for entry in row.findings:
        place = describe_place(entry["part"], entry["place"])
        yield f"{LABELS[entry['kind']]} {mask_text(entry['text'])}, {place}"
