"""Mails about accounts that contain a link, and the texts for account events."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.mail.outbox import MailContent, Recipient, post_mail
from home.pending_changes.emails import advise_if_unknown
from home.pending_changes.words import get_name_of_user
from home.roles import ROLES

RESET_HOURS = 24
# Maps allauth's names of events to the keys of NOTICES, used in mails and the audit log. Changed
# passwords, names, addresses and roles are reported by home.pending_changes, however they were
# changed.
ACTS = {
    "mfa/email/totp_activated": "totp_added",
    "mfa/email/totp_deactivated": "totp_removed",
    "mfa/email/webauthn_added": "key_added",
    "mfa/email/webauthn_removed": "key_removed",
    "mfa/email/recovery_codes_generated": "recovery_codes",
}
NOTICES = {
    "totp_added": gettext_lazy("Todennussovellus otettu käyttöön"),
    "totp_removed": gettext_lazy("Todennussovellus poistettu käytöstä"),
    "key_added": gettext_lazy("Kirjautumisen avain lisätty"),
    "key_removed": gettext_lazy("Kirjautumisen avain poistettu"),
    "recovery_codes": gettext_lazy("Varakoodit luotu uudelleen, vanhat eivät enää toimi"),
    "recovery_code": gettext_lazy("Varakoodi käytetty"),
    "factor_reset": gettext_lazy("Kaksivaiheinen kirjautuminen poistettu käytöstä"),
    "address_asked": gettext_lazy("Uutta sähköpostiosoitetta pyydetty, vahvistus puuttuu vielä"),
    "address_refused": gettext_lazy(
        "Uusi sähköpostiosoite hylätty: sen haltija ei ollut pyytänyt sitä"
    ),
    "key_renamed": gettext_lazy("Kirjautumisen avaimen nimi vaihdettu"),
    "sessions": gettext_lazy("Kirjattu ulos kaikilta laitteilta"),
    "own_sessions": gettext_lazy("Kirjattu ulos kaikilta muilta laitteilta"),
    "all_sessions": gettext_lazy("Kirjattu ulos kaikki muut käyttäjät"),
}


def name_role(key: str) -> str:
    return next((role.name for role in ROLES if role.key == key), key)


def send_password_reset(account, url: str):
    """Mail a link for choosing a new password."""
    content = MailContent(
        _("Uusi salasana"),
        (
            _("Tilillesi pyydettiin uutta salasanaa. Voit valita sen tästä linkistä."),
            _("Käyttäjätunnuksesi on {name}.").format(name=account.get_username()),
        ),
        link=url,
        link_text=_("Valitse uusi salasana"),
        after=(
            _(
                "Linkki toimii {hours} tuntia ja vain kerran. Jos et pyytänyt tätä, sinun ei "
                "tarvitse tehdä mitään: salasanasi ei muutu."
            ).format(hours=RESET_HOURS),
        ),
    )
    return post_mail("reset", account, content)


def send_address_confirmation(account, email: str, url: str, hours: int):
    """Mail a link to the new address, to confirm that it belongs to the user."""
    content = MailContent(
        _("Vahvista sähköpostiosoite"),
        (_("Tämä osoite on annettu tilille {name}.").format(name=account.get_username()),),
        link=url,
        link_text=_("Vahvista osoite"),
        after=(
            _("Linkki toimii {hours} tuntia. Jos et tunne asiaa, älä tee mitään.").format(
                hours=hours
            ),
        ),
    )
    return post_mail("address", Recipient(email, account.display_name), content)


def send_invitation_link(invited, url: str, days: int):
    """Mail an invited person the link that creates their account."""
    who = invited.invited_by
    first = (
        _("{who} kutsuu sinut").format(who=get_name_of_user(who)) if who else _("Sinut on kutsuttu")
    )
    content = MailContent(
        _("Kutsu sivuston hallintaan"),
        (
            _("{first} neuvottelukunnan sivuston hallintaan. Roolisi on {role}.").format(
                first=first, role=name_role(invited.role)
            ),
        ),
        link=url,
        link_text=_("Ota tili käyttöön"),
        after=(
            _(
                "Linkki on henkilökohtainen ja toimii {days} päivää, yhden kerran. Valitset siitä "
                "itse salasanan."
            ).format(days=days),
        ),
    )
    return post_mail("invitation", Recipient(invited.email, invited.first_name), content)


def notify_of_unconfirmed_invitation(person, invited):
    """Notify an approver that a superuser invited somebody without a second person, and why."""
    content = MailContent(
        _("Kutsu ilman toisen vahvistusta: {name}").format(name=invited),
        (
            _("{who} kutsui yksin pääkäyttäjänä: {name}, {email}. Rooli: {role}.").format(
                who=get_name_of_user(invited.invited_by),
                name=invited,
                email=invited.email,
                role=name_role(invited.role),
            ),
            _("Perustelu: {}").format(invited.reason),
            advise_if_unknown(),
        ),
    )
    return post_mail("account_change", person, content)


def send_confirmation_request(person, invited, url: str):
    """Ask a second person to confirm an invitation."""
    content = MailContent(
        _("Vahvista kutsu: {name}").format(name=invited),
        (
            _("{who} kutsuu: {name}, {email}. Rooli: {role}.").format(
                who=get_name_of_user(invited.invited_by),
                name=invited,
                email=invited.email,
                role=name_role(invited.role),
            ),
            _("Kutsu lähtee vasta, kun joku muu kuin kutsuja vahvistaa sen."),
        ),
        link=url,
        link_text=_("Katso ja vahvista"),
    )
    return post_mail("invitation", person, content)
