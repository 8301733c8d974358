"""How long a term without an end counts as known, and the caveat that readers see after that.

An open end means "not known or not yet". So whoever sits in such a term is known to sit for a year
from the last dated evidence: the day on which the term began, the last start of a mandate in it, or
the day on which staff last confirmed the whole.
"""

import datetime
from collections.abc import Iterable
from typing import Protocol

from django.utils.translation import gettext as _

from home.caveats import Caveat


class KnownTerm(Protocol):
    """A term, with the dates on which it is known to have been valid."""

    @property
    def starts(self) -> datetime.date: ...

    @property
    def ends(self) -> datetime.date | None: ...

    @property
    def confirmed_on(self) -> datetime.date | None: ...


class KnownMandate(Protocol):
    """A mandate; `last_start` is the last start of any mandate in its term, if it was asked for."""

    @property
    def starts(self) -> datetime.date: ...

    @property
    def ends(self) -> datetime.date | None: ...

    @property
    def term(self) -> KnownTerm: ...


def last_evidence(term: KnownTerm, starts: Iterable[datetime.date]) -> datetime.date:
    """Return the last day on which the term is known to have been as it is told."""
    known = [term.starts, *starts]
    return max([*known, term.confirmed_on] if term.confirmed_on else known)


def is_known(term: KnownTerm, day: datetime.date, starts: Iterable[datetime.date] = ()) -> bool:
    """Return whether it is known who sat in the term on the day."""
    return term.ends is not None or day < a_year_after(last_evidence(term, starts))


def a_year_after(day: datetime.date) -> datetime.date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return datetime.date(day.year + 1, 3, 1)


def list_caveats(mandates: Iterable[KnownMandate], day: datetime.date) -> tuple[Caveat, ...]:
    """Return a caveat if the mandates of the day are only the latest known ones."""
    unknown = []
    for mandate in mandates:
        starts = [mandate.starts, getattr(mandate, "last_start", None) or mandate.starts]
        if mandate.ends is None and not is_known(mandate.term, day, starts):
            unknown.append(last_evidence(mandate.term, starts))
    if not unknown:
        return ()
    text = _("Viimeisin tiedossa oleva kokoonpano, vuodelta %(year)s. Uudempaa ei ole tiedossa.")
    return (Caveat("latest", _("Viimeisin tiedossa oleva"), text % {"year": max(unknown).year}),)
