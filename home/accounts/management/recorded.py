"""Base of the commands that change accounts."""

from home.pending_changes.watching import watch_account_changes


class RecordedCommand:
    """A command whose changes of accounts are reported by mail and logged under its name."""

    def execute(self, *args, **options):
        name = self.__module__.rpartition(".")[2]
        with watch_account_changes(None, command=name):
            return super().execute(*args, **options)
