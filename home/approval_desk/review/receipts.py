"""The page that a receipt links to, where its recipient can dispute and revoke the approval."""

from django import forms
from django.db import transaction
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from home.approval.taking_back import take_back
from home.approval.titles import name_version
from home.authentication.personal_links import Closed
from home.council import get_council
from home.decision_field import DecisionField
from home.web.client_address import get_client_address
from home.web.rate_limits import is_too_often

from ..mails.receipts import describe_fates
from ..models import ReceiptLink
from .answering import render_refusal
from .refusals import TOO_OFTEN, LinkRefusal
from .views import ACTS, TOLD_TO_NOBODY, WRONG_LINKS, send_headers_with

NOT_ME, MINE = "en-tehnyt", "tein"
UNKNOWN = LinkRefusal(
    "unknown",
    _("Linkki ei toimi"),
    _("Osoite ei ole kokonainen tai linkki on poistettu vanhana. Ota yhteyttä ylläpitoon."),
    status=404,
)
CLOSED = {
    Closed.USED: LinkRefusal(
        "used",
        _("Hyväksyntä on jo peruttu"),
        _("Ilmoitit jo, ettet hyväksynyt tätä. Sinun ei tarvitse tehdä mitään."),
    ),
    Closed.ENDED: UNKNOWN,
    Closed.EXPIRED: LinkRefusal(
        "expired",
        _("Linkki on vanhentunut"),
        _("Jos et hyväksynyt tekstiä, kerro siitä sihteeristölle tai ylläpidolle."),
    ),
}


class ReceiptForm(forms.Form):
    """Say whether the approval was one's own; nothing is chosen beforehand."""

    paatos = DecisionField(
        label=_("Hyväksyitkö tämän itse?"),
        choices=[
            (NOT_ME, _("En tehnyt tätä: ottakaa se heti pois")),
            (MINE, _("Hyväksyin tämän itse")),
        ],
        missing=_("Valitse, hyväksyitkö tekstin itse."),
    )


@csrf_exempt  # the token itself is the credential, not a cookie
@send_headers_with(TOLD_TO_NOBODY)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_receipt(request, token):
    """Show what was approved, or take it back; GET changes nothing."""
    with transaction.atomic():
        links = ReceiptLink.objects.with_token(token).select_for_update(of=("self",))
        link = links.select_related("person", "task_state__revision").first()
        if link is None or not link.person.is_active:
            wrong = is_too_often(f"links:{get_client_address(request)}", WRONG_LINKS)
            return render_refusal(request, TOO_OFTEN if wrong else UNKNOWN)
        if link.closed:
            return render_refusal(request, CLOSED[link.closed])
        if request.method != "POST":
            return show(request, link, ReceiptForm())
        if is_too_often(f"receipt:{link.pk}", ACTS):
            return render_refusal(request, TOO_OFTEN)
        form = ReceiptForm(request.POST)
        if not form.is_valid():
            return show(request, link, form, status=422)
        return decide(request, link, form.cleaned_data["paatos"])


def decide(request, link, answer: str):
    """Take the approval back, or leave everything as it is."""
    fates = ()
    if answer == NOT_ME:
        fates = describe_fates(take_back(link.task_state, link.person))
        link.used_at = timezone.now()
        link.save(update_fields=["used_at"])
    return show(request, link, None, fates=fates)


def show(request, link, form, *, fates=(), status=200):
    context = {
        "form": form,
        "fates": fates,
        "title": name_version(link.task_state.revision),
        "approved_at": link.task_state.finished_at,
        "council": get_council(),
    }
    return render(request, "links/receipt.html", context, status=status)
