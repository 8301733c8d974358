"""What the approval tells the rest of the room: always within the transaction that did it."""

from django.dispatch import Signal

# assignment: somebody is asked to decide, at the first asking.
task_assigned = Signal()
# state (WorkflowState), task_state, actor: a version was sent to be approved.
submitted = Signal()
# task_state, actor, action ("approve", "reject", "cancel"), door, on_behalf_of, comment, reason,
# others (the assignments of those who were asked too).
decided = Signal()
# assignment, before (those asked already), together (all that are asked now): somebody else is
# asked too; there is no `task_assigned` of it.
handed_over = Signal()
# assignment, why ("back", "address"): somebody is asked of the same version once more.
asked_again = Signal()
# task_state, gone (those who may not decide any more), asked, hindrance (or None): it waits for
# other people than before.
reassigned = Signal()
# task_state: who sent it has no account any more.
sender_left = Signal()
# task_state, error: what was approved for a later time could not be published then.
not_published = Signal()
# obj, actor: something public was taken back by somebody of the staff.
withdrawn = Signal()
# task_state: its unit is about to become public, now or at its time; a receiver may refuse.
about_to_publish = Signal()
