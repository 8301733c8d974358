"""Mails about pending changes and account changes."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from home.mail.outbox import MailContent, Recipient, post_mail

from .accounts import list_first_approvers
from .words import get_name_of_user


def get_change_url(change) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse("pending_change", args=[change.pk])


def send_change_request(change, person) -> None:
    """Ask somebody by mail to confirm a change."""
    content = MailContent(
        subject=_("Vahvista muutos: {}").format(change.title),
        paragraphs=(
            _("{} pyytää muutosta, joka vaikuttaa siihen, kuka hyväksyy tekstejä.").format(
                get_name_of_user(change.requested_by)
            ),
            *change.lines,
            _("Muutos tulee voimaan vasta, kun joku muu kuin pyytäjä vahvistaa sen."),
        ),
        link=get_change_url(change),
        link_text=_("Lue ja vahvista tai hylkää"),
        after=(_("Jos et tunnista muutosta, hylkää se ja kerro ylläpidolle."),),
    )
    post_mail("confirm_change", person, content)


def get_addresses_before(change) -> list[Recipient]:
    """Return the recipients of the confirmation at their addresses before the change."""
    people = [change.subject] if change.subject else []
    return [Recipient(user.email, get_name_of_user(user)) for user in people if user.email]


def notify_of_confirmed(change, recipients) -> None:
    """Notify the person concerned (old and new address), the requester and the approvers."""
    alone = change.decided_by_id == change.requested_by_id
    words = (
        _("{} vahvisti muutoksen, jota {} pyysi.").format(
            get_name_of_user(change.decided_by), get_name_of_user(change.requested_by)
        )
        if not alone
        else _("{} teki muutoksen yksin pääkäyttäjänä.").format(get_name_of_user(change.decided_by))
    )
    reason = (_("Perustelu: {}").format(change.reason),) if change.reason else ()
    lines = (words, *change.lines, *reason)
    for person in list_change_recipients(change, recipients):
        content = MailContent(
            _("Muutos on voimassa: {}").format(change.title), (*lines, advise_if_unknown())
        )
        post_mail("account_change", person, content)
    if change.subject and not change.before:
        send_welcome(change)


def advise_if_unknown() -> str:
    return _("Jos muutos ei ole sinulle tuttu, kerro siitä heti puheenjohtajalle tai ylläpidolle.")


def list_change_recipients(change, recipients) -> list:
    """Return everyone to notify, each address once."""
    people = [*recipients, change.requested_by, *list_first_approvers()]
    if change.subject:
        people.insert(0, change.subject)
    found = {}
    for person in people:
        if person is not None and person.email:
            found.setdefault(person.email.lower(), person)
    return list(found.values())


def notify_of_refused(change) -> None:
    """Notify the requester that the change was refused, and why."""
    if change.requested_by is None:
        return
    content = MailContent(
        subject=_("Muutosta ei vahvistettu: {}").format(change.title),
        paragraphs=(
            _("{} ei vahvistanut muutosta. Mikään ei muuttunut.").format(
                get_name_of_user(change.decided_by)
            ),
            _("Perustelu: {}").format(change.reason),
        ),
        link=get_change_url(change),
        link_text=_("Avaa muutos"),
    )
    post_mail("change_refused", change.requested_by, content)


def send_welcome(change) -> None:
    """Mail a new user how to choose a password."""
    content = MailContent(
        subject=_("Sinulle on tehty käyttäjätili"),
        paragraphs=(
            _("Käyttäjätunnuksesi on {}.").format(change.subject.get_username()),
            _("Valitse salasana: kirjoita sähköpostiosoitteesi sivulle, jonka linkki avaa."),
        ),
        link=settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_password_reset"),
        link_text=_("Valitse salasana"),
    )
    post_mail("welcome", change.subject, content)


def add_origin(lines, actor, reason) -> list[str]:
    """Return the changes, followed by who made them and why."""
    who = _("Muutoksen teki {}.").format(get_name_of_user(actor)) if actor else ""
    why = _("Perustelu: {}").format(reason) if reason else ""
    return [line for line in (*lines, who, why) if line]


def notify_account(user, lines, addresses) -> None:
    """Notify somebody of a change of their own account, at the old and the new address."""
    content = MailContent(
        subject=_("Käyttäjätiliäsi on muutettu"),
        paragraphs=(*lines, advise_if_unknown()),
    )
    for address in sorted(addresses):
        post_mail("account_change", Recipient(address, get_name_of_user(user)), content)


def notify_approver(person, name, lines) -> None:
    """Notify an approver of a change of somebody else's account."""
    content = MailContent(
        subject=_("Käyttäjätiliä on muutettu: {}").format(name),
        paragraphs=(*lines, advise_if_unknown()),
    )
    post_mail("account_change", person, content)
