"""Fields of models that take in more than the site's forms do by themselves."""

from django.db import models

LONG_AGO = 1600


class OldDateField(models.DateField):
    """A day that may lie centuries back, such as the first day of an old association."""

    def formfield(self, **kwargs):
        field = super().formfield(**kwargs)
        field.earliest_year = LONG_AGO
        return field

    def deconstruct(self):
        """Return what a DateField does: the database knows no difference."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateField", args, kwargs
