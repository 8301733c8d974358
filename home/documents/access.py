"""The serving rule: a file is public exactly while a published page shows it.

What has been withdrawn is public nowhere, whoever still shows it.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page, ReferenceIndex
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from .models import CouncilDocument, CouncilImage

# Wagtail keeps the rights over its own models, whatever the models in use.
POLICIES = {
    model: CollectionOwnershipPermissionPolicy(
        model, auth_model=auth_model, owner_field_name="uploaded_by_user"
    )
    for model, auth_model in ((CouncilDocument, Document), (CouncilImage, Image))
}


def pages_showing(file) -> QuerySet[Page]:
    """The published, unrestricted pages that attach, link or show the file."""
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
    """May anyone at all read this file now?"""
    return file.withdrawn_at is None and pages_showing(file).exists()


def followers(document: CouncilDocument) -> list[CouncilDocument]:
    """The versions that have come after this one, newest first."""
    found, newest = [], document
    while newest := CouncilDocument.objects.filter(replaces=newest).first():
        found.insert(0, newest)
    return found


def newest_public(document: CouncilDocument) -> CouncilDocument | None:
    """The newest later version of the file that is public now."""
    return next((file for file in followers(document) if is_public(file)), None)


def newest_withdrawn(document: CouncilDocument) -> CouncilDocument | None:
    """The newest later version that was taken from the public; of what was never public, none."""
    if not document.was_published:
        return None
    return next((file for file in followers(document) if file.withdrawn_at), None)


def may_see(user, file) -> bool:
    """Is the user of the staff who may edit or choose the file?"""
    return POLICIES[type(file)].user_has_any_permission_for_instance(
        user, ["change", "delete", "choose"], file
    )


def may_withdraw(user, file) -> bool:
    """May the user take the file from the public, at once and without an approval?"""
    return user.has_perm("documents.withdraw_file") and may_see(user, file)


def may_read(user, file) -> bool:
    """May this user read the file? Staff may read what they may edit or choose."""
    return is_public(file) or may_see(user, file)
