"""Login and password reset views."""

from allauth.account import views
from django.core.exceptions import NON_FIELD_ERRORS
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

WAIT_SECONDS = 300


class LoginView(views.LoginView):
    """Login view; shows users without a role an explanation instead of a redirect loop."""

    @method_decorator(never_cache)
    def dispatch(self, request, *args, **kwargs):
        user = request.user
        if user.is_authenticated and not user.has_perm("wagtailadmin.access_admin"):
            return render(request, "account/no_role.html", status=403)
        return super().dispatch(request, *args, **kwargs)

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if form.has_error(NON_FIELD_ERRORS, "too_many_login_attempts"):
            response.status_code = 429
            response["Retry-After"] = str(WAIT_SECONDS)
        return response
