"""Patches of Django's form fields that make every form clean texts and read days and times alike.

Django's own fields are wrapped once at start-up, so that no form is missed: our own, those of
Wagtail's pages, snippets, blocks, choosers, settings and filters, and those of other packages.
Subclasses (URL, slug and tag fields) inherit from `CharField` and are covered too.
"""

from functools import wraps

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from .days import Direction, NotADay, Years, parse_day
from .hours import NotATime, parse_moment, parse_time
from .text import clean_line, clean_text
from .wrappers import unwrap_links


def install_field_patches() -> None:
    """Wrap `to_python` of Django's form fields; calling it again changes nothing."""
    wrap_to_python(forms.CharField, make_text_wrapper)
    wrap_to_python(forms.FileField, make_file_wrapper)
    wrap_to_python(forms.DateField, make_parsing_wrapper(parse_day_of_field))
    wrap_to_python(forms.TimeField, make_parsing_wrapper(parse_time_of_field))
    wrap_to_python(forms.DateTimeField, make_parsing_wrapper(parse_moment_of_field))


def wrap_to_python(field_class, wrapper) -> None:
    original = field_class.to_python
    if not getattr(original, "is_incoming", False):
        field_class.to_python = wraps(original)(wrapper(original))
        field_class.to_python.is_incoming = True


# Texts


def make_text_wrapper(original):
    def to_python(self, value):
        return original(self, clean_value(value, self.widget))

    return to_python


def clean_value(value, widget):
    """Return the cleaned value; passwords are kept exactly as typed."""
    if not isinstance(value, str) or isinstance(widget, forms.PasswordInput):
        return value
    text = unwrap_links(clean_text(value))
    # Only line ends and tabs become spaces: the writer's own spaces stay.
    return text.replace("\n", " ").replace("\t", " ") if is_single_line(widget) else text


def is_single_line(widget) -> bool:
    """Return whether this is a visible single-line input; hidden inputs may hold anything."""
    return isinstance(widget, forms.TextInput) and not widget.is_hidden


def make_file_wrapper(original):
    def to_python(self, data):
        if data not in self.empty_values and getattr(data, "name", None):
            data.name = clean_line(data.name)
        return original(self, data)

    return to_python


# Days and times


def make_parsing_wrapper(read):
    """Return a wrapper that parses text with `read` and passes other values through."""

    def wrapper(original):
        def to_python(self, value):
            if isinstance(value, str):
                return read(self, clean_line(value)) if clean_line(value) else None
            return original(self, value)

        return to_python

    return wrapper


def parse_day_of_field(field, text: str):
    try:
        direction = getattr(field, "direction", Direction.COMING)
        return parse_day(text, timezone.localdate(), get_accepted_years(field), direction)
    except NotADay as error:
        raise ValidationError(str(error), code="invalid") from error


def parse_time_of_field(field, text: str):
    try:
        return parse_time(text)
    except NotATime as error:
        raise ValidationError(str(error), code="invalid") from error


def parse_moment_of_field(field, text: str):
    """Return the datetime in the site's time zone, or in the zone that ISO 8601 input names."""
    moment = parse_zoned(text)
    if moment:
        return moment
    try:
        moment = parse_moment(text, timezone.localdate(), get_accepted_years(field))
    except (NotADay, NotATime) as error:
        raise ValidationError(str(error), code="invalid") from error
    return from_current_timezone(moment)


def parse_zoned(text: str):
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None


def get_accepted_years(field) -> Years:
    """Return the years that the field accepts: the site's, or from its own `earliest_year`."""
    earliest = getattr(field, "earliest_year", settings.EARLIEST_YEAR)
    return Years.around(timezone.localdate(), earliest, settings.YEARS_AHEAD)
