"""After a deletion in the admin: one message that says where the deleted things are now."""

from contextvars import ContextVar

from django.contrib.messages import SUCCESS
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from home.approval.outcome import listed
from home.dates import weekday_and_date

from .models import BinItem

_deleted: ContextVar[list | None] = ContextVar("deleted_in_request", default=None)


def note_deletion(item: BinItem) -> None:
    """Remember for the message what the running request has put into the bin."""
    kept = _deleted.get()
    if kept is not None:
        kept.append(item.pk)


def tell_where_deleted_things_are(get_response):
    """Replace Wagtail's message of a deletion by what the database holds after the commit."""

    def middleware(request):
        if request.method != "POST":
            return get_response(request)
        token = _deleted.set([])
        try:
            response = get_response(request)
            keys = _deleted.get()
        finally:
            _deleted.reset(token)
        if keys and response.status_code == 302:
            tell(request, list(BinItem.objects.filter(pk__in=keys).order_by("pk")))
        return response

    return middleware


def tell(request, items: list[BinItem]) -> None:
    if not items:
        return
    # Django has no public way to take one message back.
    queued = request._messages._queued_messages
    queued[:] = [message for message in queued if message.level != SUCCESS]
    words = format_html("<strong>{}</strong> {}", listed([i.title for i in items]), where(items))
    messages.success(request, words, buttons=[messages.button(reverse("bin"), _("Roskakori"))])


def where(items: list[BinItem]) -> str:
    """Return until when the things can be brought back."""
    words = ngettext(
        "Poistettu. Voit palauttaa sen roskakorista %(day)s asti.",
        "Poistettu. Voit palauttaa ne roskakorista %(day)s asti.",
        len(items),
    )
    return words % {"day": weekday_and_date(items[0].last_day)}
