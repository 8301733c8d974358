"""What the pages that ask before a deletion say of the bin."""

from django import template

from ..kinds import note_before_deleting

register = template.Library()
register.simple_tag(note_before_deleting)
