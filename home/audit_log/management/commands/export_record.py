from argparse import ArgumentTypeError
from datetime import datetime, time

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.dateparse import parse_date

from home.audit_log.models import ApprovalRecord
from home.audit_log.reading import make_json_lines


def parse_midnight(text: str) -> datetime:
    """Return the beginning of a day written as 2027-02-10."""
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise ArgumentTypeError(f"{text} is not a day such as 2027-02-10")
    return timezone.make_aware(datetime.combine(day, time.min))


class Command(BaseCommand):
    """Print the audit log, oldest first, one event per line."""

    help = "Print the approval record as JSON Lines."

    def add_arguments(self, parser):
        parser.add_argument(
            "--since", type=parse_midnight, help="from this day on, such as 2027-02-10"
        )

    def handle(self, *, since, **options):
        records = ApprovalRecord.objects.order_by("number")
        if since:
            records = records.filter(at__gte=since)
        for line in make_json_lines(records.iterator()):
            self.stdout.write(line, ending="")
