"""The page behind the link in a call, where one person answers. No login: the token decides."""

from django import forms
from django.db import transaction
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from home.approval_desk.review.views import TOLD_TO_NOBODY, send_headers_with
from home.authentication.personal_links import Closed
from home.council import get_council
from home.decision_field import DecisionField
from home.web.client_address import get_client_address
from home.web.rate_limits import is_too_often

from ..models import MeetingInvitation
from ..models.call import OWN_WORDS
from ..occasion import Participation
from .answering import store_answer
from .sending import lock_call

WRONG_LINKS, ACTS = 30, 30
COMES, REMOTE, CANNOT = ((answer, OWN_WORDS[answer]) for answer in ("comes", "remote", "cannot"))
CHOICES = {
    Participation.ON_SITE: (COMES, CANNOT),
    Participation.REMOTE: (REMOTE, CANNOT),
}
UNKNOWN = (
    _("Linkki ei toimi"),
    _(
        "Osoite ei ole kokonainen, tai olet saanut kokouksesta uudemman viestin. Avaa linkki "
        "uusimmasta viestistä, tai kysy sihteeriltä."
    ),
    404,
)
TOO_OFTEN = (
    _("Liian monta yritystä"),
    _("Tästä osoitteesta on yritetty liian monta kertaa. Yritä tunnin kuluttua uudelleen."),
    429,
)
CANCELLED = (_("Kokous on peruttu"), _("Sinun ei tarvitse vastata."), 410)
BEGUN = (
    _("Kokous on jo alkanut tai pidetty"),
    _("Vastausta ei voi enää antaa eikä muuttaa tästä. Kerro muutoksesta sihteerille."),
    410,
)
NOT_PUBLIC = (
    _("Kokouksen tiedot eivät ole nyt sivustolla"),
    _("Yritä myöhemmin uudelleen, tai kysy sihteeriltä."),
    410,
)


class AnswerForm(forms.Form):
    """Whether the person comes; nothing is chosen beforehand."""

    def __init__(self, *args, participation: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["vastaus"] = DecisionField(
            label=_("Pääsetkö kokoukseen?"),
            choices=CHOICES.get(participation, (COMES, REMOTE, CANNOT)),
            missing=_("Valitse, pääsetkö kokoukseen."),
        )


@csrf_exempt  # the token itself is the credential, not a cookie
@send_headers_with(TOLD_TO_NOBODY)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_call(request, token):
    """Show the meeting and the answer given so far, or store an answer; GET changes nothing."""
    with transaction.atomic():
        link = MeetingInvitation.objects.with_token(token).select_related("call").first()
        if link is None:
            wrong = is_too_often(f"calls:{get_client_address(request)}", WRONG_LINKS)
            return refuse(request, TOO_OFTEN if wrong else UNKNOWN)
        call = lock_call(link.call_id)
        invitation = MeetingInvitation.objects.with_token(token).in_order().first()
        if refusal := find_refusal(call, invitation):
            return refuse(request, refusal)
        if request.method != "POST":
            return render_answer(request, call, invitation, make_form(call))
        if is_too_often(f"call:{invitation.pk}", ACTS):
            return refuse(request, TOO_OFTEN)
        form = make_form(call, request.POST)
        if not form.is_valid():
            return render_answer(request, call, invitation, form, status=422)
        store_answer(call, invitation, form.cleaned_data["vastaus"])
        return render_answer(request, call, invitation, make_form(call), answered=True)


def make_form(call, data=None) -> AnswerForm:
    return AnswerForm(data, participation=call.meeting.participation)


def find_refusal(call, invitation) -> tuple | None:
    """Return why the link cannot be used now, or None."""
    if invitation is None:
        return UNKNOWN
    if call.meeting.is_cancelled:
        return CANCELLED
    if invitation.closed:
        return BEGUN if invitation.closed == Closed.EXPIRED else UNKNOWN
    return None if call.meeting.live else NOT_PUBLIC


def refuse(request, refusal):
    title, text, status = refusal
    context = {"title": title, "text": text, "council": get_council()}
    return render(request, "links/closed.html", context, status=status)


def render_answer(request, call, invitation, form, *, answered=False, status=200):
    context = {
        "meeting": call.meeting,
        "invitation": invitation,
        "paper_address": reverse("meeting_paper", args=[request.resolver_match.kwargs["token"]]),
        "form": form,
        "answered": answered,
        "council": get_council(),
    }
    return render(request, "meetings/answer.html", context, status=status)
