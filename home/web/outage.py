"""Answer every request with 503 while the database is unreachable."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

RETRY_SECONDS = 30
# SQLSTATE classes: connection failure, insufficient resources, operator intervention.
AWAY = ("08", "53", "57")


def is_database_away(error) -> bool:
    """Return whether the error means an unreachable database, not a wrong query."""
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(AWAY)


def is_outage() -> bool:
    """Return whether the error being handled, or one of its causes, is a database outage."""
    error = sys.exc_info()[1]
    while error is not None:
        if is_database_away(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def render_outage(request):
    """Return a 503 response as HTML or JSON, without using the database."""
    said = _("Sivusto on hetken poissa käytöstä. Yritä minuutin kuluttua uudelleen.")
    if request.accepts("text/html"):
        response = render(request, "503.html", status=503)
    else:
        payload = {"success": False, "error_code": "unavailable", "error_message": said}
        response = JsonResponse(payload | {"error": said}, status=503)
    response["Retry-After"] = RETRY_SECONDS
    response["Cache-Control"] = "no-store"
    return response
