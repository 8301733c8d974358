"""Store the list as a draft; the versions stored while somebody types become one."""

from wagtail.models import TaskState


def store_agenda(meeting, user, own_version: str):
    """Store the draft and return the version; it replaces the user's own of this screen."""
    version = find_own_version(meeting, user, own_version)
    return meeting.save_revision(
        user=user, log_action=True, clean=False, overwrite_revision=version
    )


def find_own_version(meeting, user, key: str):
    """Return the newest version if it is the user's own with this key, and nothing relies on it.

    A version that was sent, approved or published stays as it is.
    """
    newest = meeting.get_latest_revision()
    if newest is None or str(newest.pk) != key or newest.user_id != user.pk:
        return None
    is_relied_on = (
        newest.approved_go_live_at is not None
        or meeting.live_revision_id == newest.pk
        or TaskState.objects.filter(revision=newest).exists()
    )
    return None if is_relied_on else newest
