from django.core.management.commands import shell

from home.duties.watching import account_changes


class Command(shell.Command):
    """Django's shell, in which what is saved of accounts is recorded and told by mail."""

    def handle(self, *args, **options):
        with account_changes(None, command="shell"):
            return super().handle(*args, **options)
