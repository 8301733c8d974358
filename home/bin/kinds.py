"""What of the things that staff delete goes into the bin, and what goes at once and why."""

from django.contrib.auth.models import AbstractUser, Group
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.viewsets import viewsets
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from home.approval.mixins import Approved
from home.approval.permissions import was_public
from home.documents.models import KeptFile

from .models import KEPT

# Models of others that go at once. A model of our own says why in `goes_at_once`.
AT_ONCE = {
    Site: gettext_lazy(
        "Sivustoa ei voi palauttaa roskakorista, koska sen osoite lakkaa heti toimimasta."
    ),
}


def is_kept(obj) -> bool:
    """Return whether the thing can be brought back: readers have never seen it, or it is a list's.

    What was public is not deleted at all; entries of lists, such as redirects, may have worked.
    """
    if isinstance(obj, KeptFile):
        return not obj.was_published and not obj.erased
    if isinstance(obj, Approved):
        return not was_public(obj)
    return is_plain_kind(type(obj)) and why_at_once(type(obj)) is None


def is_plain_kind(model) -> bool:
    """Return whether staff delete things of this kind in a list; accounts are only closed."""
    if issubclass(model, Page | Approved | KeptFile | AbstractUser | Group):
        return False
    listed = (each for each in viewsets.viewsets if hasattr(each, "delete_view_class"))
    return model is Redirect or any(each.model is model for each in listed)


def why_at_once(model):
    """Return why things of this kind cannot be brought back, or None when they can."""
    return getattr(model, "goes_at_once", None) or AT_ONCE.get(model)


def note_before_deleting(obj) -> str:
    """Return what the page that asks before deleting says: can it be brought back, and how long?"""
    if is_kept(obj):
        words = _("Voit palauttaa poistetun roskakorista %(days)s päivän ajan.")
        return words % {"days": KEPT.days}
    return str(why_at_once(type(obj)) or _("Poistettua ei voi palauttaa roskakorista."))
