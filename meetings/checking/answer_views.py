"""The page behind the link, where one person checks the minutes. No login: the token decides."""

from django import forms
from django.db import transaction
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from home.approval.write_lock import lock_writes
from home.approval_desk.review.views import TOLD_TO_NOBODY, send_headers_with
from home.authentication.personal_links import Closed
from home.council import get_council
from home.decision_field import DecisionField
from home.web.client_address import get_client_address
from home.web.rate_limits import is_too_often

from ..models import MinutesCheck
from .rounds import is_changed, store_check

WRONG_LINKS, ACTS = 30, 30
State = MinutesCheck.State
UNKNOWN = (
    gettext_lazy("Linkki ei toimi"),
    gettext_lazy(
        "Osoite ei ole kokonainen, tai olet saanut uudemman viestin. Avaa linkki uusimmasta "
        "viestistä, tai kysy sihteeriltä."
    ),
    404,
)
TOO_OFTEN = (
    gettext_lazy("Liian monta yritystä"),
    gettext_lazy(
        "Tästä osoitteesta on yritetty liian monta kertaa. Yritä tunnin kuluttua uudelleen."
    ),
    429,
)
ANSWERED = (gettext_lazy("Olet jo vastannut"), gettext_lazy("Kiitos! Tätä ei tarvita enää."), 410)
EXPIRED = (
    gettext_lazy("Linkki on vanhentunut"),
    gettext_lazy("Pyydä sihteeriltä uusi linkki, jos pöytäkirja on yhä tarkastamatta."),
    410,
)
CHANGED = (
    gettext_lazy("Pöytäkirjaa on muutettu"),
    gettext_lazy("Pöytäkirja muuttui pyynnön jälkeen. Saat sihteeriltä uuden linkin."),
    410,
)


class CheckForm(forms.Form):
    """A checker's answer; no choice is preselected."""

    vastaus = DecisionField(
        label=gettext_lazy("Onko pöytäkirja oikein?"),
        choices=(
            (State.CHECKED, gettext_lazy("Olen tarkastanut: pöytäkirja on oikein")),
            (State.REMARK, gettext_lazy("Huomautus: pöytäkirjassa on korjattavaa")),
        ),
        missing=gettext_lazy("Valitse, onko pöytäkirja oikein."),
    )
    huomautus = forms.CharField(
        label=gettext_lazy("Mitä pitää korjata"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Kirjoita tähän, jos valitsit huomautuksen."),
    )

    def clean(self):
        data = super().clean()
        if data.get("vastaus") == State.REMARK and not data.get("huomautus"):
            self.add_error("huomautus", _("Kirjoita, mitä pöytäkirjassa pitää korjata."))
        if data.get("vastaus") == State.CHECKED and data.get("huomautus"):
            self.add_error("vastaus", _("Valitse Huomautus, tai poista kirjoittamasi teksti."))
        return data


@csrf_exempt  # the token itself is the credential, not a cookie
@send_headers_with(TOLD_TO_NOBODY)
@require_http_methods(["GET", "HEAD", "POST"])
def check_minutes(request, token):
    """Show the minutes with the two answers, or store an answer; GET changes nothing."""
    if request.method != "POST":
        return respond(request, token)
    with transaction.atomic():
        lock_writes()
        return respond(request, token)


def respond(request, token):
    links = MinutesCheck.objects.with_token(token)
    check = links.select_related("meeting", "person", "requested_by").first()
    if refusal := find_check_refusal(request, check):
        return refuse_check(request, refusal)
    if request.method != "POST":
        return show_minutes(request, check, CheckForm())
    if is_too_often(f"check:{check.pk}", ACTS):
        return refuse_check(request, TOO_OFTEN)
    form = CheckForm(request.POST)
    if not form.is_valid():
        return show_minutes(request, check, form, status=422)
    store_check(check, form.cleaned_data["vastaus"], form.cleaned_data["huomautus"])
    return show_minutes(request, check, form, answered=True)


def find_check_refusal(request, check) -> tuple | None:
    """Return why the link cannot be used now, or None."""
    if check is None:
        wrong = is_too_often(f"checks:{get_client_address(request)}", WRONG_LINKS)
        return TOO_OFTEN if wrong else UNKNOWN
    if check.closed:
        return EXPIRED if check.closed == Closed.EXPIRED else ANSWERED
    if check.state != State.ASKED:
        return UNKNOWN
    return CHANGED if is_changed(check) else None


def refuse_check(request, refusal):
    title, text, status = refusal
    context = {"title": title, "text": text, "council": get_council()}
    return render(request, "links/closed.html", context, status=status)


def show_minutes(request, check, form, *, answered=False, status=200):
    draft = check.meeting.get_latest_revision_as_object()
    context = {
        "meeting": draft,
        "items": list(draft.agenda_items.all()),
        "check": check,
        "form": form,
        "answered": answered,
        "council": get_council(),
    }
    return render(request, "meetings/check.html", context, status=status)
