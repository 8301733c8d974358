"""Date fields that know which day is meant when the year is left out."""

from django import forms
from django.db import models

from .days import Direction

LONG_AGO = 1600


class DayFormField(forms.DateField):
    """A day; `direction` says which one is meant when its year is left out.

    The script that shows how the input is read (js/moment.js) passes the direction on.
    """

    def __init__(self, *, direction: Direction = Direction.COMING, **kwargs):
        self.direction = direction
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"data-direction": str(self.direction)}


class DayField(models.DateField):
    """A model field for a day; its form fields read a day without a year in the given direction."""

    def __init__(self, *args, direction: Direction = Direction.COMING, **kwargs):
        self.direction = direction
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        own = {"form_class": DayFormField, "direction": self.direction}
        return super().formfield(**own | kwargs)

    def deconstruct(self):
        """Deconstruct as a DateField, since the database column is the same."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateField", args, kwargs


class OldDateField(DayField):
    """A day that may be centuries ago, such as the founding day of an old association."""

    def formfield(self, **kwargs):
        field = super().formfield(**kwargs)
        field.earliest_year = LONG_AGO
        return field
