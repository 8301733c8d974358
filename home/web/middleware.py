"""Middleware for all requests: security headers, and answers to errors that any view may raise."""

import errno
import logging

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from home.web.disk_space import explain_full_disk

from .outage import RETRY_SECONDS
from .rate_limits import HOUR

logger = logging.getLogger(__name__)

# Default response headers, unless the view sets its own. The content security policy comes from the
# settings; it is added here to static files and to errors of a middleware.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Only features that Chromium knows on all systems, as it warns of unknown ones on every page.
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
            *("encrypted-media", "geolocation", "gyroscope", "hid", "idle-detection"),
            *("local-fonts", "magnetometer", "microphone", "midi", "payment"),
            *("screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
        )
    ),
}
RETRY_AFTER = {429: HOUR, 503: RETRY_SECONDS}  # seconds; our own limits are counted per hour

# Wagtail's editor uses style attributes. Its inline scripts are gone: home/admin_scripts.py.
ADMIN_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "object-src": [NONE],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
    "form-action": [SELF],
}


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Apply the strict policy of the settings to public pages, and a wider one to the admin."""

    def process_response(self, request, response):
        if request.path_info.startswith(reverse("wagtailadmin_home")):
            response._csp_replace = ADMIN_POLICY
        return super().process_response(request, response)


def add_security_headers(get_response):
    """Add the headers above to every response; the outermost middleware."""
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
    """Answer 400 to URLs with a NUL character, which PostgreSQL refuses in queries."""

    def middleware(request):
        if "\x00" in request.path_info:
            return HttpResponseBadRequest("Osoite on virheellinen.", content_type="text/plain")
        return get_response(request)

    return middleware


DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


def report_full_disk(get_response):
    """Report in words that a file could not be stored because the disk became full."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        full = isinstance(exception, OSError) and exception.errno in DISK_FULL
        if not full or request.method != "POST":
            return None
        logger.error("The disk of the files is full or cannot be written: %s", exception)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"success": False, "error_message": explain_full_disk()})
        return render(request, "no_room.html", {"message": explain_full_disk()}, status=507)

    middleware.process_exception = process_exception
    return middleware


def report_protected_object(get_response):
    """Report in words that an object cannot be deleted because it is part of the history."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        if not isinstance(exception, ProtectedError):
            return None
        examples = ", ".join(sorted(str(obj) for obj in exception.protected_objects)[:3])
        messages.error(
            request,
            f"Ei voi poistaa, sillä tähän liittyy muuta tietoa: {examples}. Historiaa ei poisteta. "
            "Voit merkitä päättymispäivän tai pyytää pääkäyttäjää perumaan julkaisun.",
        )
        return redirect(request.get_full_path())

    middleware.process_exception = process_exception
    return middleware
