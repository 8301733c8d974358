"""The receipt sent after an approval, and the mails sent when the approval is disputed."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from home.mail.outbox import gather_mails
from home.roles import list_people_in

from ..models import ReceiptLink
from ..review.parts import get_current_object
from .approval_requests import describe_bundle, get_name, get_version_heading, make_absolute_url
from .notices import format_date_and_time, list_submitters, send_notice


def send_receipt(task_state, actor, channel: str, later=None):
    """Tell the approver what was approved in their name, with a link that takes it back."""
    token, last = ReceiptLink.make(actor, task_state)
    obj = get_current_object(task_state.revision)
    address = None if later else getattr(obj, "full_url", None)
    effect = _("Lukijat näkevät sen nyt.")
    if later:
        effect = _("Se julkaistaan %(time)s.") % {"time": format_date_and_time(later)}
    where = _("Julkaistu sivu: %(address)s") % {"address": address} if address else ""
    also = describe_bundle(
        task_state, _("Samalla julkaistaan") if later else _("Samalla julkaistiin")
    )
    return send_notice(
        "receipt",
        actor,
        task_state,
        _("Hyväksyit"),
        f"{describe_approval(task_state, channel)} {effect}",
        *also,
        *filter(None, [where]),
        _(
            "Jos hyväksyit sen itse, sinun ei tarvitse tehdä mitään. Jos et, avaa linkki: teksti "
            "otetaan heti pois lukijoilta ja asiasta kerrotaan kaikille, joita se koskee. Linkki "
            "toimii %(day)s asti."
        )
        % {"day": date_format(last, "j.n.Y")},
        link=make_absolute_url(reverse("approval_receipt", args=[token])),
        link_text=_("En tehnyt tätä"),
    )


def describe_approval(task_state, channel: str) -> str:
    """Return when and how the version was approved."""
    words = {
        "link": _("”%(title)s” hyväksyttiin nimissäsi %(time)s sähköpostin linkillä."),
        "command": _("”%(title)s” hyväksyttiin nimissäsi %(time)s."),
    }.get(channel, _("”%(title)s” hyväksyttiin nimissäsi %(time)s tililtäsi."))
    time = format_date_and_time(localtime(task_state.finished_at))
    return words % {"title": get_version_heading(task_state), "time": time}


def notify_of_taking_back(task_state, actor, versions) -> None:
    """Tell everybody concerned that an approval was not given by whom it was said to be."""
    denial = _("%(name)s ilmoitti, ettei ole hyväksynyt tekstiä ”%(title)s”.") % {
        "name": get_name(actor),
        "title": get_version_heading(task_state),
    }
    with gather_mails():
        for person in list_concerned(task_state, actor):
            send_notice(
                "taken_back",
                person,
                task_state,
                _("Hyväksyntä peruttiin"),
                denial,
                *describe_fates(versions),
                _(
                    "Selvittäkää yhdessä, kuka hyväksynnän antoi. Jos joku muu on käyttänyt tiliä, "
                    "sen salasana on vaihdettava heti."
                ),
                link=make_absolute_url(reverse("wagtailadmin_home")),
                link_text=_("Avaa työpöytä"),
            )


def describe_fates(versions) -> tuple:
    """Return a sentence on what became of each version, and on what has to be sent again."""
    said = [
        _("”%(title)s”: %(fate)s.") % {"title": taken.title, "fate": taken.fate.label}
        for taken in versions
    ]
    said += [
        _("”%(title)s” odotti hyväksyntää. Lähetys peruttiin samalla: lähetä se uudelleen.")
        % {"title": taken.title}
        for taken in versions
        if taken.was_waiting
    ]
    return tuple(said)


def list_concerned(task_state, actor) -> list:
    """Return the submitter, those who were asked, the approver, secretariat and administration."""
    asked = [each.person for each in task_state.assignments.select_related("person")]
    staff = [*list_people_in("secretariat"), *list_people_in("administration")]
    return list(dict.fromkeys([actor, *list_submitters(task_state), *asked, *staff]))
