"""Who belongs to the staff of which council, for the forms that ask for a person."""

from django.contrib.auth import get_user_model
from django.forms import ModelChoiceField

from home.models import HomePage


def councils_for(user):
    """The councils in which the user has a role; all of them for a superuser."""
    councils = HomePage.objects.order_by("path")
    if user.is_superuser:
        return councils
    return councils.filter(group_permissions__group__user=user).distinct()


def staff_of(councils):
    """Everyone with a role in one of the councils."""
    users = get_user_model().objects.filter(is_active=True)
    users = users.filter(groups__page_permissions__page__in=councils.values("pk"))
    return users.distinct().order_by("last_name", "first_name", "username")


def name_of(user) -> str:
    return user.get_full_name() or user.get_username()


class PersonField(ModelChoiceField):
    """Somebody by name, not by account."""

    def label_from_instance(self, user):
        return name_of(user)
