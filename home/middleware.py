"""What is decided of a request before or after any view."""

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse

# Wagtail's admin still needs inline code; only people who logged in ever see it.
ADMIN_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "object-src": [NONE],
    "frame-ancestors": [SELF],
    "base-uri": [SELF],
    "form-action": [SELF],
}


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy of the settings on public pages, a wider one in the admin."""

    def process_response(self, request, response):
        if request.path_info.startswith(reverse("wagtailadmin_home")):
            response._csp_replace = ADMIN_POLICY
        return super().process_response(request, response)


def refuse_nul(get_response):
    """An address with a NUL character is no address, and PostgreSQL refuses even to look for it."""

    def middleware(request):
        if "\x00" in request.path_info:
            return HttpResponseBadRequest("Osoite on virheellinen.", content_type="text/plain")
        return get_response(request)

    return middleware


def keep_history(get_response):
    """Tells an editor in words that what they tried to delete is part of the history."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        if not isinstance(exception, ProtectedError):
            return None
        examples = ", ".join(sorted(str(thing) for thing in exception.protected_objects)[:3])
        messages.error(
            request,
            f"Ei voi poistaa, sillä tähän liittyy muuta tietoa: {examples}. Historiaa ei poisteta. "
            "Voit merkitä päättymispäivän tai pyytää pääkäyttäjää perumaan julkaisun.",
        )
        return redirect(request.get_full_path())

    middleware.process_exception = process_exception
    return middleware
