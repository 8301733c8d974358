"""Template tag for a file's status next to its form: {% load documents %}."""

from django import template

from home.file_lifecycle.admin_views import card_address, state_of

register = template.Library()


@register.inclusion_tag("admin/files/line.html")
def file_line(file):
    """Return who can read the file now, and the URL of its card."""
    return {"file": file, "state": state_of(file), "address": card_address(file)}
