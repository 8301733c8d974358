"""Template tag for the approval of an object in the editor."""

from django import template

from ..reading import get_last_approval

register = template.Library()


@register.simple_tag
def approval_of(thing):
    """Return the approval by which the object last became public, or None."""
    return get_last_approval(thing) if thing.pk else None
