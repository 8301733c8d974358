from django.contrib.auth.management.commands import createsuperuser

from home.accounts.management.recorded import RecordedCommand


class Command(RecordedCommand, createsuperuser.Command):
    """Django's own command, with an entry in the audit log."""
