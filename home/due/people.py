"""A field that asks for a person."""

from django.forms import ModelChoiceField


def name_of(user) -> str:
    return user.get_full_name() or user.get_username()


class PersonField(ModelChoiceField):
    """Somebody by name, not by account."""

    def label_from_instance(self, user):
        return name_of(user)
