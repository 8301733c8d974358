"""Which deleted objects go into the bin, and which are deleted at once, with the reason."""

from django.contrib.auth.models import AbstractUser, Group
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.viewsets import viewsets
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from home.approval.mixins import Approved
from home.approval.permissions import was_public
from home.documents.models import KeptFile
from home.extension_points import DeletedAtOnce

from .models import KEPT

# Third-party models that are deleted at once. Our own models give the reason, see `DeletedAtOnce`.
AT_ONCE = {
    Site: gettext_lazy(
        "Sivustoa ei voi palauttaa roskakorista, koska sen osoite lakkaa heti toimimasta."
    ),
}


def can_be_restored(obj) -> bool:
    """Return whether the object can be restored: it was never public, or is a list entry.

    What was public is never deleted at all, except list entries such as redirects.
    """
    if isinstance(obj, KeptFile):
        return not obj.was_published and not obj.erased
    if isinstance(obj, Approved):
        return not was_public(obj)
    return is_deleted_in_list_view(type(obj)) and get_reason_for_deleting_at_once(type(obj)) is None


def is_deleted_in_list_view(model) -> bool:
    """Return whether staff delete this model's objects in a list view; accounts are only closed."""
    if issubclass(model, Page | Approved | KeptFile | AbstractUser | Group):
        return False
    listed = (each for each in viewsets.viewsets if hasattr(each, "delete_view_class"))
    return model is Redirect or any(each.model is model for each in listed)


def get_reason_for_deleting_at_once(model):
    """Return why objects of this model cannot be restored, or None if they can."""
    return model.why_deleted_at_once if isinstance(model, DeletedAtOnce) else AT_ONCE.get(model)


def make_deletion_note(obj) -> str:
    """Return the confirmation page's note: whether the object can be restored, and how long."""
    if can_be_restored(obj):
        words = _("Voit palauttaa poistetun roskakorista %(days)s päivän ajan.")
        return words % {"days": KEPT.days}
    return str(
        get_reason_for_deleting_at_once(type(obj)) or _("Poistettua ei voi palauttaa roskakorista.")
    )
