"""Which versions of texts may be deleted."""

from django.apps import apps
from wagtail.models import DraftStateMixin, Revision, RevisionMixin

from home.approval.models import BundleMember, Publication

from .models import ApprovalRecord


def get_purgeable_revisions():
    """Return versions that are not newest, public, scheduled, or ever submitted for approval."""
    recorded = ApprovalRecord.objects.exclude(revision_id=None).values("revision_id")
    return (
        Revision.objects.filter(approved_go_live_at=None, task_states=None)
        .exclude(pk__in=recorded)
        .exclude(pk__in=BundleMember.objects.values("revision"))
        .exclude(pk__in=Publication.objects.exclude(before=None).values("before"))
        .exclude(pk__in=get_revisions_in_use())
    )


def get_revisions_in_use() -> set[int]:
    """Return the ids of the newest and the public version of every object that has versions."""
    numbers = set()
    for field in iterate_revision_fields():
        numbers.update(field.model._base_manager.values_list(field.name, flat=True))
    return numbers - {None}


def iterate_revision_fields():
    """Yield the fields that refer to the newest and the public version, each once."""
    for model in apps.get_models():
        for mixin, name in ((RevisionMixin, "latest_revision"), (DraftStateMixin, "live_revision")):
            if issubclass(model, mixin) and model._meta.get_field(name).model is model:
                yield model._meta.get_field(name)
