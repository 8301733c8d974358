"""Signals of the approval, always sent within the transaction of the action."""

from django.dispatch import Signal

# assignment: a person is asked to decide, for the first time.
task_assigned = Signal()
# state (WorkflowState), task_state, actor: a version was submitted for approval.
submitted = Signal()
# task_state, actor, action ("approve", "reject", "cancel"), channel, on_behalf_of,
# comment, reason, others (the assignments of the other assignees).
decided = Signal()
# assignment, before (earlier assignments), together (all new assignments): a deputy is asked too;
# `task_assigned` is not sent for it.
handed_over = Signal()
# assignment, why ("back", "address"): a person is asked about the same version again.
asked_again = Signal()
# task_state, gone (assignments that were ended), new_assignments, hindrance (or None): the version
# now waits for other people.
reassigned = Signal()
# task_state: its submitter no longer has an account.
sender_left = Signal()
# task_state, error: a version could not be published at its scheduled time.
not_published = Signal()
# task_state, actor, versions (`Taken` of each, see home/approval/taking_back.py): the person who is
# said to have approved a version took that back.
taken_back = Signal()
# obj, actor: a member of staff withdrew something public.
withdrawn = Signal()
# task_state: its bundle is about to be published, now or as scheduled; a receiver may refuse.
about_to_publish = Signal()
