"""Database constraints on periods."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary
from django.db import models
from django.db.models import F, Func, Q


class Days(Func):
    """A period as PostgreSQL's range, both ends included."""

    function = "DATERANGE"
    output_field = DateRangeField()


def days() -> Days:
    return Days(F("starts"), F("ends"), RangeBoundary(inclusive_lower=True, inclusive_upper=True))


def ends_after_it_starts(name: str, message: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
        name=name,
        violation_error_message=message,
    )


def without_overlaps(constraints):
    """Return the constraints that Django validates before saving, without those on overlaps."""
    return [
        (model, [c for c in of_model if not isinstance(c, ExclusionConstraint)])
        for model, of_model in constraints
    ]
