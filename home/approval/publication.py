"""What readers saw before an approval published something else."""

import datetime

from wagtail.models import Revision

from .models.publication import Publication

MOMENT = datetime.timedelta(microseconds=1)


def remember_publication(task_state, revision) -> None:
    """Store which version readers see now, before this one is published."""
    obj = get_stored(revision)
    before = (obj.live_revision or make_version_of(obj, revision)) if obj.live else None
    Publication.objects.update_or_create(
        task_state=task_state, revision=revision, defaults={"before": before}
    )


def get_stored(revision):
    model = revision.content_type.model_class()
    return model._default_manager.filter(pk=revision.object_id).first()


def make_version_of(obj, newer: Revision) -> Revision:
    """Store what is public as a version: content that was seeded or imported may have none."""
    return Revision.objects.create(
        content_type=newer.content_type,
        base_content_type=newer.base_content_type,
        object_id=newer.object_id,
        object_str=str(obj),
        content=obj.serializable_data(),
        created_at=min(newer.created_at, obj.last_published_at or newer.created_at) - MOMENT,
    )
