from django.db import models

from home.models import HomePage, only_council


class OfBody(models.Model):
    """A seat or a term of one body: today the council, the only body that there is."""

    body = models.ForeignKey(
        HomePage,
        on_delete=models.PROTECT,
        default=only_council,
        editable=False,
        related_name="%(class)ss",
        verbose_name="toimielin",
    )

    class Meta:
        abstract = True

    def validate_constraints(self, exclude=None):
        """Check what concerns the body too, although no form asks for it."""
        super().validate_constraints({*(exclude or ())} - {"body"})

    @classmethod
    def from_serializable_data(cls, data, *args, **kwargs):
        """Read versions that were stored when the field was called `council` as well.

        They are left as they are, for the approval record holds their hashes.
        """
        if "body" not in data and "council" in data:
            data = {**data, "body": data["council"]}
        return super().from_serializable_data(data, *args, **kwargs)
