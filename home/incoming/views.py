"""What a day or time would be read as, for the writer who is still typing it."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from .days import in_words

FIELDS = {"date": forms.DateField, "time": forms.TimeField, "datetime": forms.DateTimeField}
LONGEST = 100  # characters


@require_safe
def read_moment(request):
    """Return how the text is read: `told` in words and `day` as ISO, or why not in `fault`."""
    field = FIELDS.get(request.GET.get("kind", ""), forms.DateField)(required=False)
    try:
        value = field.clean(request.GET.get("text", "")[:LONGEST])
    except ValidationError as error:
        return JsonResponse({"fault": " ".join(error.messages)})
    return JsonResponse(as_told(value, request.GET.get("kind")))


def as_told(value, kind: str | None) -> dict[str, str]:
    if value is None:
        return {"told": ""}
    if kind == "time":
        return {"told": f"klo {date_format(value, 'G.i')}"}
    if kind == "datetime":
        value = timezone.localtime(value)
        day = value.date()
        return {"told": f"{in_words(day)} klo {date_format(value, 'G.i')}", "day": day.isoformat()}
    return {"told": in_words(value), "day": value.isoformat()}
