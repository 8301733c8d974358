from django.db import models

from home.models import HomePage, only_council


class OfBody(models.Model):
    """A seat or a term of one body; the council is the only one so far."""

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
        """Validate constraints on the body too, although no form has the field."""
        super().validate_constraints({*(exclude or ())} - {"body"})

    @classmethod
    def from_serializable_data(cls, data, *args, **kwargs):
        """Read revisions stored when the field was called `council`, too.

        They are not rewritten, since the audit log holds their hashes.
        """
        if "body" not in data and "council" in data:
            data = {**data, "body": data["council"]}
        return super().from_serializable_data(data, *args, **kwargs)
