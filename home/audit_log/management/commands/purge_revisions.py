from datetime import timedelta

from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.management.commands import purge_revisions as wagtails
from wagtail.models import Revision

from home.audit_log.purging import get_purgeable_revisions


class Command(wagtails.Command):
    """Delete versions that nobody needs; keep what is public or was submitted for approval.

    Wagtail's own command also deletes published versions and, with a version, its approval.
    """

    help = "Delete versions that are neither the newest, public, scheduled, nor in the record."

    def handle(self, *, days, pages, non_pages, **options):
        revisions = get_purgeable_revisions()
        if pages != non_pages:
            wanted = Revision.objects.page_revisions()
            revisions = revisions & wanted if pages else revisions.exclude(pk__in=wanted)
        if days:
            before = timezone.now() - timedelta(days=days)
            revisions = revisions.filter(created_at__lt=before)
        deleted = sum(self.delete(revision) for revision in revisions.iterator())
        self.stdout.write(f"Deleted {deleted} versions.")

    def delete(self, revision) -> bool:
        try:
            revision.delete()
        except ProtectedError:
            return False
        return True
