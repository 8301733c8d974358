from django import template
from django.db.models import Model

from ..finding import get_guide_url

register = template.Library()
SUBJECTS = ("page", "instance", "object", "model")  # what Wagtail's screens call what they edit


@register.simple_tag(takes_context=True)
def guide_address(context) -> str:
    """Return the address of the section of the guide that tells of this screen."""
    match = getattr(context.get("request"), "resolver_match", None)
    subjects = (context.get(name) for name in SUBJECTS)
    models = (each if isinstance(each, type) else type(each) for each in subjects if each)
    model = next((each for each in models if issubclass(each, Model)), None)
    return get_guide_url(match.view_name if match else "", model)
