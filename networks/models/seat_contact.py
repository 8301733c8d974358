from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from home.contact import ContactForm, list_typed_fields
from home.strangers import explain_limit

from ..composition import SeatHolders
from ..contact import contactable_holders, forward_message
from .mandate import Mandate
from .seat import Seat


class ContactsSeats(RoutablePageMixin):
    """The contact form for the holder of a seat."""

    def check_request_method(self, request, *args, **kwargs):
        """Allow POST for the form only."""
        match = getattr(request, "routable_resolver_match", None)
        if request.method == "POST" and match and match.url_name == "contact":
            return None
        return super().check_request_method(request, *args, **kwargs)

    @path("<int:number>/yhteys/")
    def contact(self, request, number):
        """Show the contact form for the current holder of the seat, or take the message."""
        council = self.council(request).specific_deferred
        holders = current_holders(council.pk, number)
        own, context = f"{number}/yhteys/", contact_context(request, council, holders)
        status = 200
        if request.method == "POST":
            form = ContactForm(request.POST)
            is_closed = context["form"] is None
            status = 422 if is_closed else take_message(request, form, holders)
            context |= {"written": list_typed_fields(form)} if is_closed else {"form": form}
            if status == 200:
                return redirect(f"{self.get_url(request)}{own}?lahetetty=1")
        return self.answer(request, own, context, "networks/seat_contact.html", status)


def current_holders(council_pk, number) -> SeatHolders:
    """Return the seat and its current holders; raise Http404 if it has ended and has none."""
    seat = get_object_or_404(Seat, body=council_pk, live=True, pk=number)
    mandates = list(Mandate.objects.public().current().filter(seat=seat).in_order())
    if not mandates and seat.ends and seat.ends < timezone.localdate():
        raise Http404
    return SeatHolders(seat, mandates)


def contact_context(request, council, holders) -> dict:
    reachable = council.contact_email or contactable_holders(holders)
    return {
        "heading": f"Ota yhteyttä: {holders.seat}",
        "noindex": True,
        "holders": holders,
        "sent": "lahetetty" in request.GET,
        "form": ContactForm() if reachable else None,
    }


def take_message(request, form, holders) -> int:
    """Take the message; return the status: 200 sent, 422 with errors, 429 too many."""
    if not form.is_valid():
        return 422
    if refusal := explain_limit(request):
        form.add_error(None, refusal)
        return 429
    forward_message(form, holders)
    return 200
