"""Middleware that preserves what was typed in the admin after a session has ended."""

from urllib.parse import urlsplit

from django.urls import reverse

from home.approval.outcome import was_refused

from .kept import get_login_paths, is_admin_path, make_session_ended_json, show_rejected_form

COPY = "typed_copy"  # the form field with the key of the typed copy on the editor's device
STORED = "typed_copy_stored"  # the cookie with the key of the typed copy that the server has stored
DAY = 24 * 3600


def keep_typed(get_response):
    """Return the form instead of redirecting to the login; report which typed copy was stored."""

    def middleware(request):
        response = get_response(request)
        if request.method != "POST" or not is_admin_path(request) or response.status_code != 302:
            return response
        if redirects_to_login(response):
            return make_session_ended_response(request) if holds_text(request) else response
        if (copy := request.POST.get(COPY)) and was_stored(request):
            path = reverse("wagtailadmin_home")
            response.set_cookie(STORED, copy, max_age=DAY, path=path, samesite="Lax")
        return response

    return middleware


def redirects_to_login(response) -> bool:
    return urlsplit(response.url).path in get_login_paths()


def holds_text(request) -> bool:
    """Return whether one of our forms was sent by a user who is not logged in any more."""
    known = {COPY, "csrfmiddlewaretoken"} & request.POST.keys()
    is_login = request.path_info in get_login_paths()
    return bool(known) and not is_login and not request.user.is_authenticated


def make_session_ended_response(request):
    return (
        show_rejected_form(request)
        if request.accepts("text/html")
        else make_session_ended_json(401)
    )


def was_stored(request) -> bool:
    """Return whether the server stored the content of the form, at least as a draft."""
    return hasattr(request, "kept_as_draft") or not was_refused(request)
