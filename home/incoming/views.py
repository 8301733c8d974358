"""View that shows the writer how a day or time will be read while it is typed."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from .days import Direction, format_day_with_weekday
from .fields import DayFormField

FIELDS = {"time": forms.TimeField, "datetime": forms.DateTimeField}
LONGEST = 100  # characters


@require_safe
def parse_moment_view(request):
    """Return the parsed value as JSON: `text` for display and `day` in ISO format, or `fault`."""
    field = make_field(request.GET)
    try:
        value = field.clean(request.GET.get("text", "")[:LONGEST])
    except ValidationError as error:
        return JsonResponse({"fault": " ".join(error.messages)})
    return JsonResponse(format_parsed_value(value, request.GET.get("kind")))


def make_field(query) -> forms.Field:
    """Return a form field of the requested kind, with its direction for days."""
    kind, direction = query.get("kind", ""), query.get("direction", "")
    if kind in FIELDS:
        return FIELDS[kind](required=False)
    known = Direction(direction) if direction in set(Direction) else Direction.COMING
    return DayFormField(required=False, direction=known)


def format_parsed_value(value, kind: str | None) -> dict[str, str]:
    if value is None:
        return {"text": ""}
    if kind == "time":
        return {"text": f"klo {date_format(value, 'G.i')}"}
    if kind == "datetime":
        value = timezone.localtime(value)
        day = value.date()
        return {
            "text": f"{format_day_with_weekday(day)} klo {date_format(value, 'G.i')}",
            "day": day.isoformat(),
        }
    return {"text": format_day_with_weekday(value), "day": value.isoformat()}
