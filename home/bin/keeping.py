"""Put objects into the bin while they are being deleted, and restore them."""

import json
from pathlib import PurePath

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.log_actions import log
from wagtail.models import Page, Revision, RevisionMixin

from home.approval.write_lock import lock_writes
from home.documents.models import KeptFile

from .companions import find_cascading_entries, follow_to_new_key, restore_companions
from .models import BinItem
from .rows import IS_THERE, NOT_WHOLE, CannotRestore, deserialize_row, restore_row, serialize_row

NO_PARENT = _(
    "Sivua ei voi palauttaa, koska sivua, jonka alla se oli, ei enää ole. Palauta se ensin."
)


def put_into_bin(obj, user) -> BinItem:
    """Store everything that is needed to restore an object that is about to be deleted."""
    item = BinItem(
        model=obj._meta.label,
        kind=capfirst(str(obj._meta.verbose_name)),
        object_id=str(obj.pk),
        title=get_latest_title(obj)[:255],
        parent_id=get_parent_key(obj),
        content=get_latest_content(obj),
        versions=serialize_versions(obj),
        companions=find_cascading_entries(obj),
        deleted_by=user,
    )
    if isinstance(obj, KeptFile) and obj.file.storage.exists(obj.file.name):
        with obj.file.open("rb") as file:
            item.file.save(PurePath(obj.file.name).name, ContentFile(file.read()), save=False)
    item.save()
    return item


def get_latest_title(obj) -> str:
    latest = getattr(obj, "latest_revision", None)
    return (latest and latest.object_str) or str(obj)


def get_parent_key(obj) -> int | None:
    return obj.get_parent().pk if isinstance(obj, Page) else None


def get_latest_content(obj):
    """Return the newest state of the object, including its lists."""
    latest = getattr(obj, "latest_revision", None)
    if latest:
        return latest.content
    if isinstance(obj, ClusterableModel):
        return make_json_safe(obj.serializable_data())
    if isinstance(obj, KeptFile):
        return serialize_row(obj) | {"tags": sorted(tag.name for tag in obj.tags.all())}
    return serialize_row(obj)


def make_json_safe(value):
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def serialize_versions(obj) -> list[dict]:
    """Return every stored version, oldest first."""
    if not isinstance(obj, RevisionMixin):
        return []
    return [
        {
            "content": each.content,
            "created_at": each.created_at.isoformat(),
            "user": each.user_id,
            "object_str": each.object_str,
        }
        for each in Revision.objects.for_instance(obj).order_by("created_at", "pk")
    ]


@transaction.atomic
def restore_item(item: BinItem, user):
    """Restore the object as a draft with its versions, and remove it from the bin.

    Return the object, and the titles of what was deleted with it and could not be restored.
    """
    lock_writes()
    model = apps.get_model(item.model)
    if model._base_manager.filter(pk=item.object_id).exists():
        raise CannotRestore(str(IS_THERE))
    if issubclass(model, Page):
        obj = restore_page(model, item)
    elif issubclass(model, RevisionMixin):
        obj = restore_entry(model, item)
    elif issubclass(model, KeptFile):
        obj = restore_file(item)
    else:
        obj = restore_row(item.content)
    restore_versions(obj, item, user)
    companions, refused = restore_companions(obj, item)
    for each in (obj, *companions):
        log(instance=each, action="bin.restore", user=user)
    item.delete()
    return obj, refused


def read_item(model, item: BinItem):
    """Return the object as it was, unsaved."""
    obj = model.from_serializable_data(item.content)
    if obj is None:
        raise CannotRestore(str(NOT_WHOLE))
    for name in ("latest_revision", "live_revision", "latest_revision_created_at"):
        if hasattr(obj, f"{name}_id") or hasattr(obj, name):
            setattr(obj, name, None)
    obj.live, obj.has_unpublished_changes = False, True
    obj.first_published_at = obj.last_published_at = obj.go_live_at = obj.expire_at = None
    return obj


def restore_page(model, item: BinItem):
    parent = Page.objects.filter(pk=item.parent_id).first()
    if parent is None:
        raise CannotRestore(str(NO_PARENT))
    page = read_item(model, item)
    page.path = page.url_path = ""
    page.depth, page.numchild = 0, 0
    page.slug = find_free_slug(page.slug, parent)
    page.locked, page.locked_at, page.locked_by = False, None, None
    # Wagtail and treebeard assume that a page with a primary key is in the tree already, so it gets
    # a new one.
    page.pk = page.id = None
    page._state.adding = True
    page = parent.add_child(instance=page)
    # Bin items that refer to the old primary key, whenever they were deleted, follow to the new
    # one.
    old_key = int(item.object_id)
    BinItem.objects.filter(parent_id=old_key).update(parent_id=page.pk)
    follow_to_new_key(Page, old_key, page.pk)
    return page


def find_free_slug(slug: str, parent) -> str:
    """Return the page's old slug, with a number if another page has taken it meanwhile."""
    taken = set(parent.get_children().values_list("slug", flat=True))
    names = [slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def restore_entry(model, item: BinItem):
    obj = read_item(model, item)
    obj.save()
    return obj


def restore_file(item: BinItem):
    """Restore a file with its content, under its old primary key."""
    file = deserialize_row(item.content)
    with item.file.open("rb") as kept:
        file.file = ContentFile(kept.read(), name=PurePath(item.file.name).name)
    file.save(force_insert=True)
    file.tags.set(item.content.get("tags", []))
    return file


def restore_versions(obj, item: BinItem, user) -> None:
    """Store the versions anew, each with its original time and author."""
    if not isinstance(obj, RevisionMixin):
        return
    for each in item.versions:
        revision = obj.save_revision(user=user, log_action=False, clean=False)
        stored = make_version_values(each)
        stored["content"] = stored["content"] | {"pk": obj.pk}
        Revision.objects.filter(pk=revision.pk).update(**stored)
    if not item.versions:
        obj.save_revision(user=user, clean=False)


def make_version_values(version: dict) -> dict:
    """Return the values of a version; the author is None if that account no longer exists."""
    users = get_user_model().objects.filter(pk=version["user"])
    user = users.values_list("pk", flat=True).first()
    kept = {name: version[name] for name in ("content", "created_at", "object_str")}
    return kept | {"user_id": user}
