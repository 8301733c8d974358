from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from home.council_content import find_content
from home.extension_points import iterate_modules_named


class Command(BaseCommand):
    """Create a council's initial content where it is missing, and leave existing content alone.

    An app takes part with a module `seeding` that has `seed(content)`, `seed_demo(content)` or
    both. What these functions return is printed.
    """

    help = "Create a council's first content where it is missing."

    def add_arguments(self, parser):
        parser.add_argument(
            "council",
            nargs="?",
            default=settings.DEFAULT_COUNCIL,
            help="the council's folder in content/ (default: %(default)s)",
        )
        parser.add_argument(
            "--demo", action="store_true", help="also the example meeting and the demo accounts"
        )

    def handle(self, *, council, demo, **options):
        if demo and not settings.DEMO:
            raise CommandError("The demo content is not for this installation: DEMO is off.")
        content = find_content(council)
        steps = ["seed", "seed_demo"] if demo else ["seed"]
        with transaction.atomic():
            for _app, module in iterate_modules_named("seeding"):
                self.run(module, steps, content)

    def run(self, seeding, steps, content):
        try:
            for step in steps:
                if hasattr(seeding, step) and (report := getattr(seeding, step)(content)):
                    self.stdout.write(report)
        except (KeyError, TypeError, ValidationError) as error:  # a field too many or too few
            room = seeding.__name__.removesuffix(".seeding")
            council = content.folder.name
            raise CommandError(
                f"Nothing was made: the content of {council} does not suit {room}: {error!r}"
            ) from error
