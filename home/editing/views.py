"""Requests of an open editor, other than saving."""

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def heartbeat(request):
    """Return the key of the logged-in user, or null, and a current CSRF token."""
    user = request.user.pk if request.user.is_authenticated else None
    return JsonResponse({"user": user, "token": get_token(request)})


@require_safe
@never_cache
def logged_in_again(request):
    """Ask the user, who logged in in another tab, to go back to the open editor."""
    return render(request, "editing/logged_in_again.html")
