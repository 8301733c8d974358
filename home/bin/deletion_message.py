"""The success message after a deletion in the admin, with a link to the bin."""

from contextvars import ContextVar

from django.contrib.messages import INFO, WARNING, set_level
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from home.approval.outcome import format_message
from home.dates import format_weekday_and_date

from .models import BinItem

_request: ContextVar = ContextVar("request", default=None)


def note_deletion(item: BinItem) -> None:
    """Record on the running request what was put into the bin, and suppress Wagtail's message."""
    request = _request.get()
    if request is not None:
        request.binned.append(item.pk)
        set_level(request, WARNING)


def report_deletions(get_response):
    """Middleware that shows our message after the commit, in place of Wagtail's own."""

    def middleware(request):
        if request.method != "POST":
            return get_response(request)
        request.binned = []
        token = _request.set(request)
        try:
            response = get_response(request)
        finally:
            _request.reset(token)
        if request.binned:
            set_level(request, INFO)
            if response.status_code == 302:
                add_deletion_message(
                    request, list(BinItem.objects.filter(pk__in=request.binned).order_by("pk"))
                )
        return response

    return middleware


def add_deletion_message(request, items: list[BinItem]) -> None:
    if not items:
        return
    words = format_message([item.title for item in items], describe_restoring(items))
    messages.success(request, words, buttons=[messages.button(reverse("bin"), _("Roskakori"))])


def describe_restoring(items: list[BinItem]) -> str:
    """Return the sentence that says until when the objects can be restored."""
    words = ngettext(
        "Poistettu. Voit palauttaa sen roskakorista %(day)s asti.",
        "Poistettu. Voit palauttaa ne roskakorista %(day)s asti.",
        len(items),
    )
    return words % {"day": format_weekday_and_date(items[0].last_day)}
