"""Return a rejected form to its sender with everything that was typed, ready to submit again.

The browser submits it again with a fresh CSRF token; nothing is stored meanwhile.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

# Never sent back: secrets, and the old token.
SECRET = ("password", "salasana", "csrfmiddlewaretoken")
ONE_TIME_CODES = {"code", "otp", "otp_token"}


def get_login_paths() -> set[str]:
    """Return the paths of the login pages of the admin."""
    named = [reverse("wagtailadmin_login"), resolve_url(settings.LOGIN_URL)]
    if own := getattr(settings, "WAGTAILADMIN_LOGIN_URL", None):
        named.append(resolve_url(own))
    return {urlsplit(str(address)).path for address in named}


def is_admin_path(request) -> bool:
    return request.path_info.startswith(reverse("wagtailadmin_home"))


def get_typed_fields(request) -> list[tuple[str, str]]:
    """Return the fields of the submitted form, without secrets."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ONE_TIME_CODES and not any(word in name.lower() for word in SECRET)
        for value in values
    ]


def is_from_own_page(request) -> bool:
    """Return whether one of our own pages sent the form, according to the browser's headers."""
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def show_rejected_form(request):
    """Show that the form was rejected, with what was typed if it came from our own page."""
    context = {
        "fields": get_typed_fields(request) if is_from_own_page(request) else [],
        "files": sorted({file.name for file in request.FILES.values()}),
        "address": request.get_full_path(),
        "logged_in": request.user.is_authenticated,
        "in_admin": is_admin_path(request),
        "login": make_login_url("editing_logged_in_again"),
    }
    return render(request, "editing/given_back.html", context, status=403)


def make_login_url(next_name: str) -> str:
    return f"{reverse('wagtailadmin_login')}?next={reverse(next_name)}"


def csrf_failure(request, reason=""):
    """Respond to a form with an invalid CSRF token (CSRF_FAILURE_VIEW)."""
    if request.path_info in get_login_paths():
        return renew_login_form(request)
    return (
        show_rejected_form(request)
        if request.accepts("text/html")
        else make_session_ended_json(403)
    )


def make_session_ended_json(status):
    """Return the JSON response to an autosave whose session has ended."""
    # The editor shows the message only for an error code that Wagtail knows.
    words = _("Istuntosi on päättynyt. Kirjaudu sisään, niin tallennus jatkuu.")
    payload = {"success": False, "error_code": "locked", "error_message": words}
    return JsonResponse(payload, status=status)


def renew_login_form(request):
    """Handle an outdated login form: redirect a logged-in user, else offer a new form."""
    wanted = request.POST.get("next") or request.GET.get("next") or reverse("wagtailadmin_home")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        wanted = reverse("wagtailadmin_home")
    if request.user.is_authenticated:
        return HttpResponseRedirect(wanted)
    context = {"login": f"{request.path}?next={wanted}"}
    return render(request, "editing/log_in_anew.html", context, status=403)
