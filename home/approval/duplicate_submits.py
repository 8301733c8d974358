"""A new page sent while its first autosave is still on the way is one page, not two."""

from hashlib import sha256

from django.apps import apps
from django.core.cache import caches
from django.utils.translation import gettext_lazy as _

from .refusal import ApprovalRefused

REMEMBERED = 60  # seconds: an autosave is over long before
TWICE = _("Tämä on jo tallennettu. Avaa se luettelosta, jos haluat jatkaa.")


def key_of(request) -> str | None:
    """Return what tells one opened form from another: its own token against forgery, and where.

    A browser that goes back shows the same form again, with the same token; so what it holds is
    compared too, see `is_the_same_text`.
    """
    token = request.POST.get("csrfmiddlewaretoken")
    named = f"{request.user.pk}:{request.path_info}:{token}"
    return token and f"made:{sha256(named.encode()).hexdigest()}"


def remember(request, obj):
    """Write down what this opened form made, in which words, and what a person sent, if one did."""
    if key := key_of(request):
        made = (
            obj._meta.label,
            obj.pk,
            obj.latest_revision.created_at,
            words_of(request),
            None if by_itself(request) else digest_of(request),
        )
        caches["shared"].set(key, made, REMEMBERED)


def by_itself(request) -> bool:
    """Was it saved by the editor's script, not by a person's press?"""
    return not request.accepts("text/html")


def words_of(request) -> str:
    """Return what names the thing in the form: its title, or its name."""
    given = (request.POST.get(field) for field in ("title", "name", "first_name"))
    return " ".join(next(filter(None, given), "").casefold().split())


def digest_of(request) -> str:
    """Return a digest of all that was typed, whichever button sent it."""
    typed = request.POST.copy()
    for name in [name for name in typed if name.startswith("action-")]:
        del typed[name]
    return sha256(typed.urlencode().encode()).hexdigest()


def is_the_same_text(before: str, now: str) -> bool:
    """Has one grown out of the other, as a text does while it is typed?"""
    return now.startswith(before) or before.startswith(now)


def refuse_second_page(request):
    """Let the form that was sent take the place of what its own autosave has just made.

    What a person has sent is never deleted, nor what an autosave made of another text: two
    drafts too many can be removed, a lost one cannot be brought back.
    """
    made = (key := key_of(request)) and caches["shared"].get(key)
    if not made:
        return
    label, pk, saved_at, words, sent = made
    obj = apps.get_model(label).objects.filter(pk=pk).first()
    if obj is None or not is_the_same_text(words, words_of(request)):
        return
    if by_itself(request) or sent == digest_of(request):
        raise ApprovalRefused(TWICE, "waiting")
    if sent:
        return
    untouched = not obj.live and obj.latest_revision.created_at == saved_at
    if not untouched or obj.workflow_in_progress:
        raise ApprovalRefused(TWICE, "waiting")
    obj.delete()
