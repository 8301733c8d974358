from django.core.management.base import BaseCommand, CommandError

from home.audit_log.models import ApprovalRecord
from home.audit_log.writing import find_faults


class Command(BaseCommand):
    """Check that the audit log is complete and unchanged.

    Events missing from its end can be detected only with the number and hash that an earlier check
    printed.
    """

    help = "Check the chain of hashes of the approval record."

    def add_arguments(self, parser):
        parser.add_argument("--holds", metavar="SHA256", help="a hash printed by an earlier check")

    def handle(self, *, holds, **options):
        records = ApprovalRecord.objects.order_by("number")
        wrong = list(find_faults(records.iterator()))
        if holds and not records.filter(sha256=holds).exists():
            wrong.append(f"The event {holds} is missing.")
        for fault in wrong:
            self.stderr.write(fault)
        if wrong:
            raise CommandError("The approval record is not as it was written.")
        last = records.last()
        self.stdout.write(
            f"Whole: {last.number} events, the last is {last.sha256}" if last else "Empty."
        )
