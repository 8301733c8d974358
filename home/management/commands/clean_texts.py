"""`manage.py clean_texts`: clean texts that were stored before input was cleaned."""

from django.core.management.base import BaseCommand

from home.incoming.stored import clean_row, iterate_unclean


class Command(BaseCommand):
    help = "Cleans stored texts of invisible characters, odd spaces and wrapped links."

    def add_arguments(self, parser):
        parser.add_argument("--list", action="store_true", help="only name what would change")

    def handle(self, *, list, verbosity, **options):
        number, refused = 0, 0
        for row, changed in iterate_unclean():
            name = f"{row._meta.label} {row.pk}: {', '.join(changed)}"
            done = list or clean_row(row, changed)
            number, refused = number + bool(done), refused + (not done)
            if not done:
                self.stderr.write(f"{name}: another row has this name already; correct it by hand.")
            elif list or verbosity > 1:
                self.stdout.write(name)
        words = "would change" if list else "were changed"
        self.stdout.write(f"{number} rows and versions {words}, {refused} were left.")
