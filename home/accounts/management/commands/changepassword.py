from django.contrib.auth.management.commands import changepassword

from home.accounts.management.recorded import RecordedCommand


class Command(RecordedCommand, changepassword.Command):
    """Django's own command, with an entry in the audit log."""
