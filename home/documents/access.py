"""Who may read a file: it is public exactly while a published page shows it.

A withdrawn file is public nowhere, even if a page still shows it.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page, ReferenceIndex
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from .models import CouncilDocument, CouncilImage

# Wagtail registers permissions for its own models, even where a project uses custom ones.
POLICIES = {
    model: CollectionOwnershipPermissionPolicy(
        model, auth_model=auth_model, owner_field_name="uploaded_by_user"
    )
    for model, auth_model in ((CouncilDocument, Document), (CouncilImage, Image))
}


def find_pages_showing(file) -> QuerySet[Page]:
    """Return the published, unrestricted pages that attach, link to or show the file."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(file),
        to_object_id=str(file.pk),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    return (
        Page.objects.live()
        .public()
        .annotate(key=Cast("pk", CharField()))
        .filter(key__in=references.values("object_id"))
    )


def is_public(file) -> bool:
    """Return whether the file is public now."""
    return file.withdrawn_at is None and find_pages_showing(file).exists()


def list_later_versions(document: CouncilDocument) -> list[CouncilDocument]:
    """Return the later versions of the file, newest first."""
    found, newest = [], document
    while newest := CouncilDocument.objects.filter(replaces=newest).first():
        found.insert(0, newest)
    return found


def get_newest_public(document: CouncilDocument) -> CouncilDocument | None:
    """Return the newest later version of the file that is public now."""
    return next((file for file in list_later_versions(document) if is_public(file)), None)


def get_newest_withdrawn(document: CouncilDocument) -> CouncilDocument | None:
    """Return the newest later version that was withdrawn; None if this file was never public."""
    if not document.was_published:
        return None
    return next((file for file in list_later_versions(document) if file.withdrawn_at), None)


def may_see_file(user, file) -> bool:
    """Return whether the user may edit or choose the file."""
    return POLICIES[type(file)].user_has_any_permission_for_instance(
        user, ["change", "delete", "choose"], file
    )


def may_withdraw_file(user, file) -> bool:
    """Return whether the user may withdraw the file, at once and without approval."""
    return user.has_perm("documents.withdraw_file") and may_see_file(user, file)


def may_read_file(user, file) -> bool:
    """Return whether the user may read the file: if it is public, or as its staff."""
    return is_public(file) or may_see_file(user, file)
