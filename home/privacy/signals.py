"""What the check tells the rest of the room, within the transaction that did it."""

from django.dispatch import Signal

# task_state, check: a file read after the sending holds something that needs a reason.
found_late = Signal()
# task_state, reason: the sender has given the reason for which the approvers waited.
answered = Signal()
