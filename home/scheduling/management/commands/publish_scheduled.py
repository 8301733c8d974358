from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Takes the place of Wagtail's own, which stops at the first fault and asks no approval."""

    help = "Not used here: run_due publishes what is scheduled."

    def add_arguments(self, parser):
        parser.add_argument("--dryrun", action="store_true", help="as in Wagtail; refused too")

    def handle(self, **options):
        raise CommandError(
            "Scheduled publishing is done by `run_due`; run only it. See docs/operations.md."
        )
