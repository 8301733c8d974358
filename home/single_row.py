"""Settings of which an installation has one set."""

from django.db import models


class SingleRow(models.Model):
    """A model whose table holds one row at most."""

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
        """Return the row, or the defaults, unsaved, where nobody has chosen anything."""
        return cls.objects.first() or cls()
