"""Terms and mandates that end soon or have ended, with no successor."""

import datetime
from dataclasses import dataclass

from home.dates import format_known_date

from .models import Mandate, Term

SOON = datetime.timedelta(days=60)
REPORTED_FOR = datetime.timedelta(days=365)  # older ends are history


@dataclass(frozen=True)
class Ending:
    """An end that the secretariat should attend to."""

    term: Term
    mandate: Mandate | None
    ends: datetime.date
    precision: str

    @property
    def about(self) -> str:
        """Return the key of the notice: a changed end date gets a new one."""
        what = f"mandate {self.mandate.pk}" if self.mandate else f"term {self.term.pk}"
        return f"end of {what} on {self.ends.isoformat()}"

    @property
    def title(self) -> str:
        if self.mandate:
            return f"{self.mandate.seat}: {self.mandate.person}"
        return f"Toimikausi {self.term}"

    @property
    def when(self) -> str:
        return format_known_date(self.ends, self.precision)


def endings(today: datetime.date) -> list[Ending]:
    """Return the ends without a successor, those of terms first, then mandates by date."""
    terms = Term.objects.filter(live=True, ends__isnull=False)
    near = terms.filter(ends__gte=today - REPORTED_FOR, ends__lte=today + SOON)
    ending = [Ending(t, None, t.ends, t.ends_precision) for t in near if not has_next_term(t)]
    return [*ending, *ending_mandates(today)]


def has_next_term(term) -> bool:
    """Return whether there is a later term, even a draft."""
    return Term.objects.filter(body=term.body_id, starts__gt=term.ends).exists()


def ending_mandates(today: datetime.date) -> list[Ending]:
    """Return the mandates of the current term that end before it does, without a next holder."""
    term = Term.objects.filter(live=True).on(today).first()
    if term is None:
        return []
    mandates = term.mandates.filter(ends__gte=today - REPORTED_FOR, ends__lte=today + SOON)
    mandates = mandates.with_names().order_by("ends", "seat__order", "pk")
    planned = list(term.get_latest_revision_as_object().mandates.all())
    return [
        Ending(term, mandate, mandate.ends, mandate.ends_precision)
        for mandate in mandates
        if mandate.ends != term.ends and not has_next_holder(mandate, planned)
    ]


def has_next_holder(mandate, planned) -> bool:
    """Return whether somebody holds the seat later, by the latest version of the term.

    A personal deputy is followed by a deputy, others by somebody who is not one.
    """
    as_deputy = mandate.role == Mandate.Role.DEPUTY
    return any(
        other.seat_id == mandate.seat_id
        and (other.role == Mandate.Role.DEPUTY) == as_deputy
        and (other.ends is None or other.ends > mandate.ends)
        and other.pk != mandate.pk
        for other in planned
    )
