"""What is decided of a request before or after any view."""

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.http import HttpResponseBadRequest
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
