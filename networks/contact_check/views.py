"""The page behind the link, where one person checks their data. No login: the token decides."""

from django.db import transaction
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from home.approval_desk.review.views import TOLD_TO_NOBODY, send_headers_with
from home.authentication.personal_links import Closed
from home.council import get_council
from home.web.client_address import get_client_address
from home.web.rate_limits import is_too_often

from ..models import ContactCheck, ContactProposal, Mandate
from ..retention.forgetting import forget_contact
from .forms import RIGHT, WITHDRAW, ContactCheckForm

WRONG_LINKS, ACTS = 30, 30
UNKNOWN = (
    _("Linkki ei toimi"),
    _("Osoite ei ole kokonainen, tai olet saanut uudemman viestin. Avaa linkki siitä."),
    404,
)
TOO_OFTEN = (
    _("Liian monta yritystä"),
    _("Tästä osoitteesta on yritetty liian monta kertaa. Yritä tunnin kuluttua uudelleen."),
    429,
)
CLOSED = {
    Closed.USED: (
        _("Olet jo vastannut"),
        _("Kiitos. Jos tiedoissasi on vielä korjattavaa, kerro siitä sihteerille."),
        410,
    ),
    Closed.ENDED: UNKNOWN,
    Closed.EXPIRED: (
        _("Linkki on vanhentunut"),
        _("Jos tiedoissasi on korjattavaa, kerro siitä sihteerille."),
        410,
    ),
}


@csrf_exempt  # the token itself is the credential, not a cookie
@send_headers_with(TOLD_TO_NOBODY)
@require_http_methods(["GET", "HEAD", "POST"])
def check_contact(request, token):
    """Show the person's data, or take the answer; GET changes nothing."""
    with transaction.atomic():
        links = ContactCheck.objects.with_token(token).select_for_update(of=("self",))
        link = links.select_related("person").first()
        if link is None:
            wrong = is_too_often(f"contacts:{get_client_address(request)}", WRONG_LINKS)
            return render_refused_check(request, TOO_OFTEN if wrong else UNKNOWN)
        if link.closed:
            return render_refused_check(request, CLOSED[link.closed])
        if request.method != "POST":
            return render_check(request, link, ContactCheckForm(person=link.person))
        if is_too_often(f"contact:{link.pk}", ACTS):
            return render_refused_check(request, TOO_OFTEN)
        form = ContactCheckForm(request.POST, person=link.person)
        if not form.is_valid():
            return render_check(request, link, form, status=422)
        return take_answer(request, link, form)


def take_answer(request, link, form):
    """Store the answer; a withdrawal takes effect at once."""
    answer = form.cleaned_data["vastaus"]
    if answer == WITHDRAW:
        forget_contact([link.person])
        ContactProposal.objects.create(
            person=link.person, has_withdrawn=True, created_at=timezone.now()
        )
    elif answer != RIGHT:
        for proposal in form.list_proposals():
            proposal.created_at = timezone.now()
            proposal.save()
    ContactCheck.objects.filter(pk=link.pk).update(used_at=timezone.now())
    return render_check(request, link, None, answer=answer)


def render_refused_check(request, refusal):
    title, text, status = refusal
    context = {"title": title, "text": text, "council": get_council()}
    return render(request, "links/closed.html", context, status=status)


def render_check(request, link, form, *, answer="", status=200):
    mandates = Mandate.objects.public().current().filter(person=link.person).in_order()
    context = {
        "person": link.person,
        "mandates": mandates,
        "form": form,
        "answer": answer,
        "council": get_council(),
    }
    return render(request, "networks/contact_check.html", context, status=status)
