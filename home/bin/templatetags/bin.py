"""Template tag for the note about the bin on confirmation pages of deletions."""

from django import template

from ..kinds import note_before_deleting

register = template.Library()
register.simple_tag(note_before_deleting)
