"""Whose mail one may see: that of the council one works for."""

from home.models import HomePage

from .models import OutboxMail


def troubled_for(user):
    """The mails that did not go, of the user's own councils; a superuser sees all."""
    mails = OutboxMail.objects.troubled()
    if user.is_superuser:
        return mails
    councils = HomePage.objects.filter(group_permissions__group__user=user)
    return mails.filter(council__in=councils)
