"""Prevent a second page when a new one is submitted while its first autosave is still running."""

from hashlib import sha256

from django.apps import apps
from django.core.cache import caches
from django.utils.translation import gettext_lazy as _

from .refusal import ApprovalRefused

REMEMBERED = 60  # seconds: an autosave takes far less
TWICE = _("Tämä on jo tallennettu. Avaa se luettelosta, jos haluat jatkaa.")


def make_form_key(request) -> str | None:
    """Return a cache key for one opened form, from its CSRF token and its address.

    A browser that goes back shows the same form again, with the same token; therefore the text is
    compared too, see `is_continuation`.
    """
    token = request.POST.get("csrfmiddlewaretoken")
    named = f"{request.user.pk}:{request.path_info}:{token}"
    return token and f"made:{sha256(named.encode()).hexdigest()}"


def remember_created(request, obj):
    """Remember what this form created, under which title, and what the user submitted, if so."""
    if key := make_form_key(request):
        made = (
            obj._meta.label,
            obj.pk,
            obj.latest_revision.created_at,
            get_typed_title(request),
            None if is_autosave(request) else digest_typed_text(request),
        )
        caches["shared"].set(key, made, REMEMBERED)


def is_autosave(request) -> bool:
    """Return whether the editor's autosave sent the request, not a press of a button."""
    return not request.accepts("text/html")


def get_typed_title(request) -> str:
    """Return the title or name given in the form, normalised."""
    given = (request.POST.get(field) for field in ("title", "name", "first_name"))
    return " ".join(next(filter(None, given), "").casefold().split())


def digest_typed_text(request) -> str:
    """Return a digest of everything typed, whichever button was pressed."""
    typed = request.POST.copy()
    for name in [name for name in typed if name.startswith("action-")]:
        del typed[name]
    return sha256(typed.urlencode().encode()).hexdigest()


def is_continuation(before: str, now: str) -> bool:
    """Return whether one text starts with the other, as it does while it is being typed."""
    return now.startswith(before) or before.startswith(now)


def refuse_second_page(request):
    """Let a submitted form replace what its own autosave has just created.

    Never delete what a person submitted or what an autosave created from another text: a surplus
    draft can be deleted, a lost one cannot be brought back.
    """
    made = (key := make_form_key(request)) and caches["shared"].get(key)
    if not made:
        return
    label, pk, saved_at, words, sent = made
    obj = apps.get_model(label).objects.filter(pk=pk).first()
    if obj is None or not is_continuation(words, get_typed_title(request)):
        return
    if is_autosave(request) or sent == digest_typed_text(request):
        raise ApprovalRefused(TWICE, "waiting")
    if sent:
        return
    untouched = not obj.live and obj.latest_revision.created_at == saved_at
    if not untouched or obj.workflow_in_progress:
        raise ApprovalRefused(TWICE, "waiting")
    obj.delete()
