"""Task backend for the work that follows a save."""

from functools import partial

from django.db import transaction
from django_tasks.backends.immediate import ImmediateBackend


class OnCommitBackend(ImmediateBackend):
    """Runs a task in the same process, but only after the transaction is committed.

    Wagtail starts indexing while a page is being saved, before its inline children are: run at
    once, the index would be one publish behind.
    """

    def _execute_task(self, task_result):
        transaction.on_commit(partial(super()._execute_task, task_result))
