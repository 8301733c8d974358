"""What is decided of a request before or after any view."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse

from .limits import HOUR
from .outage import RETRY_SECONDS

# What an answer says to browsers, unless the view says otherwise. The policy of content is that of
# the settings; a static file and an error of a middleware get it here.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            *("accelerometer", "ambient-light-sensor", "autoplay", "bluetooth", "browsing-topics"),
            *("camera", "display-capture", "encrypted-media", "geolocation", "gyroscope", "hid"),
            *("idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment"),
            *("screen-wake-lock", "serial", "usb", "web-share", "xr-spatial-tracking"),
        )
    ),
}
RETRY_AFTER = {429: HOUR, 503: RETRY_SECONDS}  # seconds; our limits are counted by the hour

# Wagtail writes the start of date fields and inline panels as inline scripts, and one style; only
# people who logged in ever see it.
ADMIN_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "object-src": [NONE],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
    "form-action": [SELF],
}


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy of the settings on public pages, a wider one in the admin."""

    def process_response(self, request, response):
        if request.path_info.startswith(reverse("wagtailadmin_home")):
            response._csp_replace = ADMIN_POLICY
        return super().process_response(request, response)


def complete_headers(get_response):
    """Give every answer the headers above, whoever made it; the outermost middleware."""
    policy = build_policy()

    def middleware(request):
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", policy)
        if response.status_code in RETRY_AFTER:
            response.headers.setdefault("Retry-After", str(RETRY_AFTER[response.status_code]))
        return response

    return middleware


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
