"""How the admin shows that the approval refused a request."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.models import Page

from ..typed_comments import append_typed_comment
from .request_targets import get_named_object


def make_refusal_response(request, refusal):
    """Return the response to a refused request, in the format that the calling script expects."""
    if not request.accepts("text/html"):
        # The editor shows the reason of a failed autosave only under a code that Wagtail knows.
        data = {"success": False, "error_code": "locked", "error_message": refusal.message}
        return JsonResponse(data, status=400)
    messages.error(request, append_typed_comment(refusal.message, request.POST))
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"step": "success", "redirect": get_return_url(request)})
    return redirect(get_return_url(request))


def get_return_url(request) -> str:
    """Return the URL of the object's editor, or of the dashboard if there is no object."""
    obj = get_named_object(request.resolver_match)
    if obj is None:
        return reverse("wagtailadmin_home")
    if isinstance(obj, Page):
        return reverse("wagtailadmin_pages:edit", args=[obj.pk])
    return reverse(obj.snippet_viewset.get_url_name("edit"), args=[obj.pk])
