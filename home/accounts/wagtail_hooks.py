from django.core.exceptions import PermissionDenied
from wagtail import hooks


@hooks.register("before_edit_user")
def superusers_keep_their_keys(request, user):
    """A keeper cannot set a superuser's password and so become one."""
    if user.is_superuser and not request.user.is_superuser:
        raise PermissionDenied
