"""Administration of other users' accounts, one page per action."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.authentication.second_factors import get_authenticator_keys, reset_second_factor
from home.authentication.sessions import end_all_sessions, end_sessions
from home.authentication.signals import account_changed
from home.pending_changes.accounts import get_account_state, has_role, needs_second_person
from home.pending_changes.asking import ask_and_redirect
from home.pending_changes.kinds import get_second_factor_state
from home.pending_changes.models import PendingChange
from home.pending_changes.words import get_name_of_user, list_differing_lines

MAY_CHANGE = "accounts.change_user"
SUPERUSERS_ONLY = gettext_lazy(
    "Tämä on pääkäyttäjän tili. Sille voi tehdä tämän vain pääkäyttäjä tai palvelimen hoitaja."
)
NO_FACTOR = gettext_lazy(
    "Tällä tilillä ei ole kaksivaiheista kirjautumista, joten poistettavaa ei ole."
)


@dataclass(frozen=True)
class AccountAct:
    """The texts of one action on a user's account."""

    title: str
    words: str
    button: str
    done: str


ACTS = {
    "close": AccountAct(
        gettext_lazy("Sulje tili"),
        gettext_lazy(
            "{name} ei voi enää kirjautua, ja hänen istuntonsa ja linkkinsä päättyvät heti. Hänen "
            "tekstinsä ja merkintänsä jäävät talteen."
        ),
        gettext_lazy("Sulje tili"),
        gettext_lazy("{name}: tili on suljettu."),
    ),
    "end_sessions": AccountAct(
        gettext_lazy("Kirjaa ulos kaikkialta"),
        gettext_lazy("{name} kirjataan ulos kaikilta laitteilta. Hän voi kirjautua uudelleen."),
        gettext_lazy("Kirjaa ulos"),
        gettext_lazy("{name} on kirjattu ulos kaikilta laitteilta."),
    ),
    "reset_factor": AccountAct(
        gettext_lazy("Poista kaksivaiheinen kirjautuminen"),
        gettext_lazy(
            "Tee tämä vain, kun {name} on kadottanut puhelimensa ja varakoodinsa ja olet "
            "varmistanut puhelimessa, että pyyntö tulee häneltä. Hän saa tästä sähköpostin."
        ),
        gettext_lazy("Poista käytöstä"),
        gettext_lazy("{name}: kaksivaiheinen kirjautuminen on poistettu käytöstä."),
    ),
}


@permission_required(MAY_CHANGE, raise_exception=True)
def act_on_account(request, pk, act):
    """Ask for confirmation, then carry out the action on another user's account."""
    account = get_object_or_404(get_user_model(), pk=pk)
    if account == request.user:
        raise PermissionDenied
    texts, refusal = ACTS[act], explain_refusal(request.user, account, act)
    name, waits = get_name_of_user(account), needs_confirmation(request.user, account, act)
    context = {
        "act": texts,
        "account": account,
        "words": str(texts.words).format(name=name),
        "refusal": refusal,
        "waits": waits,
    }
    if request.method != "POST" or refusal:
        status = 200 if request.method != "POST" else 403
        return render(request, "admin/accounts/act.html", context, status=status)
    if waits:
        return propose_act(request, account, act)
    carry_out_account_act(act, account)
    messages.success(request, str(texts.done).format(name=name))
    return redirect("wagtailusers_users:index")


def is_protected_superuser(actor, account) -> bool:
    """Return whether the account is a superuser's and the actor is none."""
    return account.is_superuser and not actor.is_superuser


def explain_refusal(actor, account, act: str) -> str:
    """Return why the actor cannot carry out the action on the account, or ""."""
    if is_protected_superuser(actor, account):
        return SUPERUSERS_ONLY
    if act == "reset_factor" and not get_authenticator_keys(account):
        return NO_FACTOR
    return ""


def needs_confirmation(actor, account, act: str) -> bool:
    """Return whether a second person must confirm the action."""
    if act == "reset_factor":
        return has_role(get_account_state(account))
    return act == "close" and needs_second_person(actor, {"is_active": False}, account)


def propose_act(request, account, act: str):
    """Store the action as a pending change that waits for a second person."""
    if act == "close":
        before, after = get_account_state(account), {"is_active": False}
        kind, title = PendingChange.Kind.ACCOUNT, _("Käyttäjätili: {}")
        lines = list_differing_lines(before, after)
    else:
        before, after = get_second_factor_state(account), {"authenticators": []}
        kind, title = PendingChange.Kind.SECOND_FACTOR, _("Kaksivaiheinen kirjautuminen: {}")
        lines = [_("Kaksivaiheinen kirjautuminen poistetaan, ja kaikki istunnot päättyvät")]
    return ask_and_redirect(
        request,
        kind,
        title=title.format(get_name_of_user(account)),
        lines=lines,
        before=before,
        after=after,
        subject=account,
    )


@transaction.atomic
def carry_out_account_act(act: str, account) -> None:
    """Carry out the action; signals write the audit log and send the mails."""
    if act == "close":
        account.is_active = False
        account.save(update_fields=["is_active"])
        end_sessions(account)
    elif act == "reset_factor":
        reset_second_factor(account)
    else:
        end_sessions(account)
        account_changed.send(sender=type(account), account=account, act="sessions")


@permission_required(MAY_CHANGE, raise_exception=True)
def end_all_sessions_view(request):
    """Log out all users except the one who requests it."""
    if request.method == "POST":
        with transaction.atomic():
            count = end_all_sessions(but=request.session.session_key)
            account_changed.send(
                sender=type(request.user),
                account=request.user,
                actor=request.user,
                act="all_sessions",
            )
        messages.success(
            request, _("Kaikki muut on kirjattu ulos. Istuntoja oli {count}.").format(count=count)
        )
        return redirect("wagtailusers_users:index")
    return render(request, "admin/accounts/end_all.html")
