"""Template tag for the note about the bin on confirmation pages of deletions."""

from django import template

from ..kinds import make_deletion_note

register = template.Library()
register.simple_tag(make_deletion_note, name="deletion_note")
