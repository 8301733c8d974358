"""What becomes public with the thing that names it."""

from django.db import transaction


class BringsAlong:
    """Publishes with itself those whom it names and who were still drafts.

    The approver has seen their names in the preview; left as drafts, they could be
    renamed on the public page without any approval.
    """

    @transaction.atomic
    def publish(self, revision, user=None, **options):
        super().publish(revision, user=user, **options)
        for entry in revision.as_object().goes_along():
            entry.save_revision(user=user).publish(user=user, skip_permission_checks=True)

    def goes_along(self) -> list:
        """The drafts that this names."""
        raise NotImplementedError
