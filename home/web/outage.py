"""When the database cannot be reached, every address says so and asks to come back."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

RETRY_SECONDS = 30
# PostgreSQL's classes of faults: connection, resources (too many, disk full), stopped by somebody.
AWAY = ("08", "53", "57")


def database_is_away(error) -> bool:
    """Is this the database's absence, and not a fault in what was asked of it?"""
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(AWAY)


def is_outage() -> bool:
    """Is the error that is being answered, or one that led to it, an absence of the database?"""
    error = sys.exc_info()[1]
    while error is not None:
        if database_is_away(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def outage(request):
    """Answer in the form that was asked for; needs nothing of the database."""
    said = _("Sivusto on hetken poissa käytöstä. Yritä minuutin kuluttua uudelleen.")
    if request.accepts("text/html"):
        response = render(request, "503.html", status=503)
    else:
        told = {"success": False, "error_code": "unavailable", "error_message": said}
        response = JsonResponse(told | {"error": said}, status=503)
    response["Retry-After"] = RETRY_SECONDS
    response["Cache-Control"] = "no-store"
    return response
