"""Dates as the council writes them."""

import datetime

from django.utils.formats import date_format

from home.blocks import Precision


def written(date: datetime.date, precision: str) -> str:
    """The date as far as it is known: 17.2.2022, helmikuu 2022 or 2022."""
    if precision == Precision.YEAR:
        return str(date.year)
    if precision == Precision.MONTH:
        return date_format(date, "F Y")
    return date_format(date, "j.n.Y")


def machine_readable(date: datetime.date, precision: str) -> str:
    """The same date for the datetime attribute of HTML: 2022-02-17, 2022-02 or 2022."""
    length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(precision, 10)
    return date.isoformat()[:length]
