from django.core.management.commands import shell

from home.accounts.management.recorded import RecordedCommand


class Command(RecordedCommand, shell.Command):
    """Django's own command; its changes of accounts are written to the audit log."""
