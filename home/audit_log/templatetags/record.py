"""Template tag for the approval of an object in the editor."""

from django import template

from ..reading import get_last_approval

register = template.Library()


@register.simple_tag
def approval_of(obj):
    """Return the approval by which the object last became public, or None."""
    return get_last_approval(obj) if obj.pk else None
