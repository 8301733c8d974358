from django.core.management.base import BaseCommand

from home.roles import apply_roles


class Command(BaseCommand):
    """Groups, rights and workflow as home/roles.py says; may be run again and again."""

    help = "Apply the table of roles to every council."

    def handle(self, **options):
        for council in apply_roles():
            if options["verbosity"] > 1:
                self.stdout.write(f"Roles applied: {council.title}")
