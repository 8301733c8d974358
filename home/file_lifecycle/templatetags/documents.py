"""Template tag for a file's status next to its form: {% load documents %}."""

from django import template

from home.file_lifecycle.admin_views import describe_access, get_card_url

register = template.Library()


@register.inclusion_tag("admin/files/line.html")
def file_line(file):
    """Return who can read the file now, and the URL of its card."""
    return {"file": file, "state": describe_access(file), "address": get_card_url(file)}
