"""A new page sent while its first autosave is still on the way is one page, not two."""

from hashlib import sha256

from django.apps import apps
from django.core.cache import caches

from .refusal import Refused

REMEMBERED = 60  # seconds: an autosave is over long before
TWICE = "Tämä on jo tallennettu. Avaa se luettelosta, jos haluat jatkaa."


def key_of(request) -> str | None:
    """What tells one opened form from another: its own token against forgery."""
    token = request.POST.get("csrfmiddlewaretoken")
    return token and f"made:{sha256(f'{request.user.pk}:{token}'.encode()).hexdigest()}"


def remember(request, obj):
    """Writes down what this opened form made."""
    if key := key_of(request):
        made = (obj._meta.label, obj.pk, obj.latest_revision.created_at)
        caches["shared"].set(key, made, REMEMBERED)


def refuse_second_page(request):
    """Lets the form that was sent take the place of what its own autosave has just made."""
    made = (key := key_of(request)) and caches["shared"].get(key)
    if not made:
        return
    label, pk, saved_at = made
    obj = apps.get_model(label).objects.filter(pk=pk).first()
    if obj is None:
        return
    untouched = not obj.live and obj.latest_revision.created_at == saved_at
    if not untouched or obj.workflow_in_progress or not request.accepts("text/html"):
        raise Refused(TWICE, "waiting")
    obj.delete()
