"""The bin in the admin: what it contains, until when, and restoring."""

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from home.approval.mixins import Approved
from home.documents.models import KeptFile

from .keeping import restore_item
from .models import BinItem
from .rows import CannotRestore


def list_restorable_items(user) -> list[BinItem]:
    """Return the items that the user may restore: those of kinds the user may also create."""
    items = BinItem.objects.select_related("deleted_by").defer("content", "versions")
    return [item for item in items if may_restore(user, item)]


def may_restore(user, item: BinItem) -> bool:
    model = apps.get_model(item.model)
    if not issubclass(model, Page):
        return user.has_perm(f"{model._meta.app_label}.add_{model._meta.model_name}")
    parent = Page.objects.filter(pk=item.parent_id).first()
    if parent is None:
        return user.has_perm("wagtailadmin.access_admin")
    return parent.permissions_for_user(user).can_add_subpage()


@require_safe
def bin_view(request):
    return render(request, "admin/bin/index.html", {"items": list_restorable_items(request.user)})


@require_POST
def restore_view(request, pk):
    """Restore one item and redirect to its edit view."""
    item = get_object_or_404(BinItem, pk=pk)
    if item.pk not in {each.pk for each in list_restorable_items(request.user)}:
        raise PermissionDenied
    title = item.title
    try:
        obj, refused = restore_item(item, request.user)
    except CannotRestore as error:
        messages.error(request, str(error))
        return redirect("bin")
    messages.success(request, describe_restored_object(obj) % {"title": title})
    if refused:
        words = _("Mukana ei voitu palauttaa, koska samanlainen on jo olemassa: %(titles)s.")
        messages.warning(request, words % {"titles": ", ".join(refused)})
    return redirect(AdminURLFinder(request.user).get_edit_url(obj) or "bin")


def describe_restored_object(obj) -> str:
    """Return the message that says what the restored object is now: a draft, a file, or in use."""
    if isinstance(obj, Approved):
        return _("”%(title)s” on palautettu luonnoksena. Lukijat eivät näe sitä.")
    if isinstance(obj, KeptFile):
        return _("”%(title)s” on palautettu. Lukijat eivät näe sitä, ennen kuin sivu näyttää sen.")
    return _("”%(title)s” on palautettu ja taas käytössä.")
