"""Signals of the privacy check, sent within the transaction of their cause."""

from django.dispatch import Signal

# task_state, check: a file read after submission has findings that need a reason.
found_late = Signal()
# task_state, reason: the submitter has given the reason for which the approvers waited.
answered = Signal()
