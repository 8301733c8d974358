"""A field that asks for a person."""

from django.forms import ModelChoiceField


def name_of(user) -> str:
    return user.get_full_name() or user.get_username()


class PersonField(ModelChoiceField):
    """A choice of people by name, in the order of surnames."""

    def __init__(self, queryset, **options):
        super().__init__(queryset.order_by("last_name", "first_name", "username"), **options)

    def label_from_instance(self, user):
        return name_of(user)
