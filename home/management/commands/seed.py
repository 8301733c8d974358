from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from home.extension_points import modules_named


class Command(BaseCommand):
    """Each room makes its own missing content; what is there already is never touched.

    A room takes part by a module `seeding` with `seed()`, `seed_demo()` or both.
    What a function returns is told to the one who runs the command.
    """

    help = "Create the council's first content where it is missing."

    def add_arguments(self, parser):
        parser.add_argument(
            "--demo", action="store_true", help="also the example meeting and the demo accounts"
        )

    def handle(self, *, demo, **options):
        if demo and not settings.DEMO:
            raise CommandError("The demo content is not for this installation: DEMO is off.")
        steps = ["seed", "seed_demo"] if demo else ["seed"]
        for _app, module in modules_named("seeding"):
            self.run(module, steps)

    @transaction.atomic
    def run(self, seeding, steps):
        for step in steps:
            if told := getattr(seeding, step, lambda: None)():
                self.stdout.write(told)
