from django import template
from django.apps import apps
from django.db.models import Model

from ..finding import get_guide_url

register = template.Library()
SUBJECTS = ("page", "instance", "object", "model")  # what Wagtail's screens call what they edit


@register.simple_tag(takes_context=True)
def guide_address(context) -> str:
    """Return the URL of the guide section for the current screen."""
    match = getattr(context.get("request"), "resolver_match", None)
    if match is None:
        return get_guide_url("")
    return get_guide_url(match.view_name, find_new_model(match.kwargs) or find_model(context))


def find_model(context) -> type | None:
    """Return the model of what the screen edits, if it edits something."""
    subjects = (context.get(name) for name in SUBJECTS)
    models = (each if isinstance(each, type) else type(each) for each in subjects if each)
    return next((each for each in models if issubclass(each, Model)), None)


def find_new_model(kwargs: dict) -> type | None:
    """Return the model of the page that is created, from the address of the form."""
    names = [kwargs.get(name) for name in ("content_type_app_name", "content_type_model_name")]
    try:
        return apps.get_model(*names) if all(names) else None
    except LookupError:  # the address names no model, and the answer is a 404
        return None
