"""What the commands that change accounts have in common."""

from home.pending_changes.watching import account_changes


class RecordedCommand:
    """A command whose changes of accounts are recorded under its name and sent by mail."""

    def execute(self, *args, **options):
        name = self.__module__.rpartition(".")[2]
        with account_changes(None, command=name):
            return super().execute(*args, **options)
