"""Which admin requests concern the approval, and which object they are about."""

from django.contrib.admin.utils import unquote
from django.urls import Resolver404, resolve
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from ..mixins import ApprovedSnippet

ACCESS = "wagtailadmin.access_admin"
SENDING = ("action-submit", "action-restart-workflow")
DECIDING = ("action-workflow-action", "action-cancel-workflow")
# Views that only ask or show something, by the beginning of their names.
READING = ("preview", "collect", "confirm", "choose", "search")


def is_guarded_write(request) -> bool:
    """Return whether the request goes to a view that writes what the approval covers."""
    if request.method != "POST":
        return False
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return False
    return concerns_approval(match) and not (match.url_name or "").startswith(READING)


def concerns_approval(match) -> bool:
    """Return whether the view shows or stores pages or snippets that need approval."""
    if match.view_name == "wagtail_bulk_action" or match.namespace == "wagtailadmin_pages":
        return True
    return get_snippet_model(match) is not None


def get_snippet_model(match):
    """Return the model of the approved snippet that the view belongs to, or None."""
    for model in get_snippet_models():
        namespace = model.snippet_viewset.get_url_name("list").rpartition(":")[0]
        if issubclass(model, ApprovedSnippet) and match.namespace == namespace:
            return model
    return None


def get_named_object(match):
    """Return the page or snippet that the URL names, or None."""
    if match.namespace == "wagtailadmin_pages":
        page = Page.objects.filter(pk=match.kwargs.get("page_id")).first()
        return page and page.specific
    model, key = get_snippet_model(match), match.kwargs.get("pk")
    return model.objects.filter(pk=unquote(str(key))).first() if model and key else None


def get_created_or_named(request):
    """Return the object that the request created, or else the one that the URL names."""
    return getattr(request, "made", None) or get_named_object(request.resolver_match)


def get_changed_objects(request) -> list:
    """Return the objects that the request changed: all those of a bulk action, else at most one."""
    chosen = getattr(request, "acted_upon", None)
    return chosen or list(filter(None, [get_created_or_named(request)]))
