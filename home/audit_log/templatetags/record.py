"""What an editor sees of the approval of the thing at hand."""

from django import template

from ..reading import last_approval

register = template.Library()


@register.simple_tag
def approval_of(thing):
    """The approval by which the thing last became public, or None."""
    return last_approval(thing) if thing.pk else None
