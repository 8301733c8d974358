"""A base class for settings that exist once in an installation."""

from django.db import models


class SingleRow(models.Model):
    """A model whose table holds at most one row."""

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                name="%(app_label)s_%(class)s_has_one_row",
                violation_error_message="Asetukset on jo tallennettu. Muokkaa niitä.",
            )
        ]

    @classmethod
    def load(cls):
        """Return the row, or an unsaved one with the defaults if nothing has been saved."""
        return cls.objects.first() or cls()
