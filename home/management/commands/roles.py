from django.core.management.base import BaseCommand

from home.role_rights import apply_roles


class Command(BaseCommand):
    """Apply the groups, permissions and workflows of home/role_rights.py; can be run repeatedly."""

    help = "Apply the table of roles: groups, rights and workflows."

    def handle(self, **options):
        council = apply_roles()
        if council and options["verbosity"] > 1:
            self.stdout.write(f"Roles applied: {council.title}")
