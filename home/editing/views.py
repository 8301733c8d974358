"""What an open editor asks of the server beside its saves."""

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def heartbeat(request):
    """Return who is logged in, or null, and the token with which forms may be sent now."""
    user = request.user.pk if request.user.is_authenticated else None
    return JsonResponse({"user": user, "token": get_token(request)})


@require_safe
@never_cache
def logged_in_again(request):
    """Tell whoever logged in beside an open editor to go back to it."""
    return render(request, "editing/logged_in_again.html")
