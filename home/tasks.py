"""How the work that follows a save is done."""

from functools import partial

from django.db import transaction
from django_tasks.backends.immediate import ImmediateBackend


class OnCommitBackend(ImmediateBackend):
    """Runs a task in the same process, but only after the data it speaks of is stored.

    Wagtail starts its indexing while a page is being saved, before the page's
    inline children are: run at once, the index would be one publish late.
    """

    def _execute_task(self, task_result):
        transaction.on_commit(partial(super()._execute_task, task_result))
