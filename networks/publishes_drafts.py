"""Publishing the drafts that a published object refers to."""

from django.db import transaction


class PublishesDrafts:
    """Publishes the drafts that it refers to together with itself.

    A draft of something public is a version that only the bundle publishes.

    The approver has seen their names in the preview. If they stayed drafts, they could be renamed
    on the public page without any approval.
    """

    @transaction.atomic
    def publish(self, revision, user=None, **options):
        super().publish(revision, user=user, **options)
        for draft in revision.as_object().get_accompanying_drafts():
            if not draft.live:
                draft.save_revision(user=user).publish(user=user, skip_permission_checks=True)

    def get_accompanying_drafts(self) -> list:
        """Return the drafts to publish with this object."""
        raise NotImplementedError
