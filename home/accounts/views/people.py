"""What the administration does to the accounts of others, each act on a page of its own."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from home.duties.accounts import needs_second_person, state_of, the_council
from home.duties.asking import ask_and_tell
from home.duties.models import PendingChange
from home.duties.words import lines_of

from ..second_factor import decides, remove_second_factor
from ..sessions import end_all_sessions, end_sessions
from ..signals import account_changed

MAY_CHANGE = "accounts.change_user"
NOT_ALONE = lazy(
    "Tämä henkilö päättää hyväksynnöistä tai tileistä. Pääkäyttäjä tai palvelimen hoitaja tekee "
    "tämän hänen pyynnöstään."
)


@dataclass(frozen=True)
class Act:
    """One act on somebody's account: its words, and what it does."""

    title: str
    words: str
    button: str
    done: str


ACTS = {
    "close": Act(
        lazy("Sulje tili"),
        lazy(
            "{name} ei voi enää kirjautua, ja hänen istuntonsa ja linkkinsä päättyvät heti. Hänen "
            "tekstinsä ja merkintänsä jäävät talteen."
        ),
        lazy("Sulje tili"),
        lazy("{name}: tili on suljettu."),
    ),
    "end_sessions": Act(
        lazy("Kirjaa ulos kaikkialta"),
        lazy("{name} kirjataan ulos kaikilta laitteilta. Hän voi kirjautua uudelleen."),
        lazy("Kirjaa ulos"),
        lazy("{name} on kirjattu ulos kaikilta laitteilta."),
    ),
    "reset_factor": Act(
        lazy("Poista kaksivaiheinen kirjautuminen"),
        lazy(
            "Tee tämä vain, kun {name} on kadottanut puhelimensa ja varakoodinsa ja olet "
            "varmistanut puhelimessa, että pyyntö tulee häneltä. Hän saa tästä sähköpostin."
        ),
        lazy("Poista käytöstä"),
        lazy("{name}: kaksivaiheinen kirjautuminen on poistettu käytöstä."),
    ),
}


@permission_required(MAY_CHANGE, raise_exception=True)
def act_on_account(request, pk, act):
    """Ask, and then do one of the acts to somebody else's account."""
    account = get_object_or_404(get_user_model(), pk=pk)
    if account == request.user:
        raise PermissionDenied
    told, alone = ACTS[act], not is_refused(request.user, account, act)
    name = account.get_full_name() or account.get_username()
    context = {
        "act": told,
        "account": account,
        "words": str(told.words).format(name=name),
        "refusal": "" if alone else NOT_ALONE,
    }
    if request.method != "POST" or not alone:
        status = 200 if request.method != "POST" else 403
        return render(request, "admin/accounts/act.html", context, status=status)
    if act == "close" and needs_second_person(request.user, {"is_active": False}, account):
        return propose_closing(request, account, name)
    perform(act, account)
    messages.success(request, str(told.done).format(name=name))
    return redirect("wagtailusers_users:index")


def is_refused(actor, account, act: str) -> bool:
    """Is this more than one administrator may do to this account?"""
    if actor.is_superuser:
        return False
    return account.is_superuser or (act == "reset_factor" and decides(account))


def propose_closing(request, account, name: str):
    """Ask for a second person who confirms that an approver's account is closed."""
    before, after = state_of(account), {"is_active": False}
    return ask_and_tell(
        request,
        PendingChange.Kind.ACCOUNT,
        title=_("Käyttäjätili: {}").format(name),
        lines=lines_of(before, after),
        before=before,
        after=after,
        council=the_council(),
        subject=account,
    )


@transaction.atomic
def perform(act: str, account) -> None:
    if act == "close":  # home.duties records it and sends the mails, as for any field change
        account.is_active = False
        account.save(update_fields=["is_active"])
    if act == "reset_factor":
        remove_second_factor(account)
    end_sessions(account)
    if done := {"end_sessions": "sessions", "reset_factor": "factor_reset"}.get(act):
        account_changed.send(sender=type(account), account=account, act=done)


@permission_required(MAY_CHANGE, raise_exception=True)
def end_everybodys_sessions(request):
    """Log everybody out but the one who asks for it."""
    if request.method == "POST":
        count = end_all_sessions(but=request.session.session_key)
        messages.success(
            request, _("Kaikki muut on kirjattu ulos. Istuntoja oli {count}.").format(count=count)
        )
        return redirect("wagtailusers_users:index")
    return render(request, "admin/accounts/end_all.html")
