from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Replaces Wagtail's command, which stops at the first error and ignores approvals."""

    help = "Not used here: run_due publishes what is scheduled."

    def add_arguments(self, parser):
        parser.add_argument("--dryrun", action="store_true", help="as in Wagtail; refused too")

    def handle(self, **options):
        raise CommandError(
            "Scheduled publishing is done by `run_due`; run only it. See docs/operations.md."
        )
