"""Task backend for the work that follows a save."""

import json
import threading
from functools import partial
from itertools import count

from django.db import transaction
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import TaskResultStatus

MOST_REMEMBERED = 10_000  # tasks of a thread
ticks = count()
memory = threading.local()  # as a thread has a connection of its own


class OnCommitBackend(ImmediateBackend):
    """Runs a task in the same process, but only after the transaction is committed.

    Wagtail starts indexing while a page is being saved, before its inline children are: run at
    once, the index would be one publish behind. Each save of a page enqueues the same tasks: of
    those that one commit starts, the first does the work of all, as it sees the last state.
    """

    def _execute_task(self, task_result):
        transaction.on_commit(partial(self.run, task_result, enqueued=next(ticks)))

    def run(self, task_result, enqueued):
        """Execute the task, unless an equal one has succeeded since this one was enqueued."""
        parts = (task_result.task.module_path, task_result.args, task_result.kwargs)
        key, started = json.dumps(parts, sort_keys=True), next(ticks)
        succeeded = vars(memory).setdefault("succeeded", {})
        if succeeded.get(key, -1) > enqueued:
            return
        super()._execute_task(task_result)
        if task_result.status == TaskResultStatus.SUCCESSFUL:
            if len(succeeded) >= MOST_REMEMBERED:
                succeeded.clear()
            succeeded[key] = started
