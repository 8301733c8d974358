"""A form field for choosing a user."""

from django.forms import ModelChoiceField


class PersonField(ModelChoiceField):
    """A choice of users by name, sorted by last name."""

    def __init__(self, queryset, **options):
        super().__init__(queryset.order_by("last_name", "first_name", "username"), **options)

    def label_from_instance(self, user):
        return user.display_name
