"""The mails to those called: the call, a change of it, and the questions to deputies."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from home.caveats import label_title
from home.council import get_council
from home.mail.outbox import MailContent, post_mail

from ..calendar import make_calendar
from ..models import MeetingInvitation
from ..occasion import date_with_weekday
from .people import KIND, CalledPerson, get_recipient


def post(invitation: MeetingInvitation, subject: str, paragraphs, *, calendar="", token="") -> None:
    """Mail one person; with a token, the link by which the person answers."""
    council = get_council()
    link = {}
    if token:
        address = reverse("meeting_answer", args=[token])
        link = {
            "link": f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{address}",
            "link_text": _("Vastaa kutsuun"),
            "after": (describe_link(),),
        }
    content = MailContent(subject, tuple(filter(None, paragraphs)), calendar=calendar, **link)
    recipient = get_recipient(invitation.person)
    post_mail(KIND, recipient, content, reply_to=council.contact_email if council else "")


def describe_link() -> str:
    return _(
        "Linkki on henkilökohtainen: älä lähetä sitä eteenpäin. Vastausta voi muuttaa samasta "
        "linkistä kokouksen alkuun asti. Viestin liitteenä on kalenteritiedosto."
    )


def get_calendar(meeting) -> str:
    """Return the meeting as an iCalendar file with METHOD:PUBLISH, which requests no reply.

    With METHOD:REQUEST, mail clients would offer reply buttons of their own, and those replies
    would not reach the site.
    """
    return make_calendar([meeting], get_council().title).decode()


def send_call(call, invitation: MeetingInvitation, called: CalledPerson, token: str) -> None:
    meeting = call.meeting
    paragraphs = (
        call.greeting,
        _("Sinut kutsutaan kokoukseen: %(occasion)s.") % {"occasion": describe_occasion(meeting)},
        *describe_place_at_table(called),
        *describe_agenda(meeting),
        describe_joining(meeting),
    )
    post(invitation, call.subject, paragraphs, calendar=get_calendar(meeting), token=token)


def describe_occasion(meeting) -> str:
    """Return the title, and the day, hours and place in words.

    That it is cancelled or moved has mails of its own; that it is an example stands in each.
    """
    title = label_title(meeting.title, [c for c in meeting.caveats if c.kind == "example"])
    place = meeting.public_place or meeting.remote_words
    when = [date_with_weekday(meeting.date).lower(), meeting.times, place]
    return f"{title}, {', '.join(filter(None, when))}"


def describe_place_at_table(called: CalledPerson) -> tuple[str, ...]:
    said = _("Paikkasi: %(roles)s.") % {"roles": called.roles}
    if not called.is_deputy:
        return (said,)
    asked = _(
        "Olet varajäsen: tulet kokoukseen, jos varsinainen jäsen ei pääse. Kysymme sinulta silloin "
        "erikseen. Voit jo nyt vastata, pääsisitkö."
    )
    return (said, asked)


def describe_agenda(meeting) -> tuple[str, ...]:
    """Return the agenda as lines, and where it and its attachments are."""
    address = meeting.full_url
    items = [f"{item.section} {item.title}".strip() for item in meeting.agenda_items.all()]
    found = ["\n".join([_("Esityslista:"), *items])] if items else []
    found.append(_("Kokouksen sivu, esityslista ja liitteet: %(address)s") % {"address": address})
    if items:
        pdf = f"{address}esityslista.pdf"
        found.append(_("Esityslista PDF-tiedostona: %(address)s") % {"address": pdf})
    return tuple(found)


def describe_joining(meeting) -> str:
    if not meeting.joining_details:
        return ""
    words = _("Näin liityt etänä (vain kutsutuille):")
    return f"{words}\n{meeting.joining_details}"


def send_cancellation(call, invitation: MeetingInvitation) -> None:
    """Tell one person that the meeting is cancelled."""
    meeting = call.meeting
    paragraphs = (
        meeting.change_notice,
        _("Peruttu kokous: %(occasion)s.") % {"occasion": describe_occasion(meeting)},
        _("Sinun ei tarvitse tehdä mitään."),
    )
    subject = _("Peruttu: %(title)s") % {"title": meeting.title}
    post(invitation, subject, paragraphs, calendar=get_calendar(meeting))


def send_change(call, invitation: MeetingInvitation, token: str, *, is_other_time: bool) -> None:
    """Tell one person when and where the meeting is held now."""
    meeting = call.meeting
    paragraphs = (
        meeting.change_notice or _("Kokouksen aika, paikka tai osallistumistapa on muuttunut."),
        _("Kokous on nyt: %(occasion)s.") % {"occasion": describe_occasion(meeting)},
        _("Aika on toinen kuin kutsussa, joten vastaa uudelleen.") if is_other_time else "",
        _("Kokouksen sivu: %(address)s") % {"address": meeting.full_url},
        describe_joining(meeting),
    )
    subject = _("Muutos: %(title)s") % {"title": meeting.title}
    post(invitation, subject, paragraphs, calendar=get_calendar(meeting), token=token)


def send_question_to_deputy(call, invitation: MeetingInvitation, member, token: str) -> None:
    """Ask a deputy to come in place of a member."""
    meeting = call.meeting
    words = _("%(member)s (%(seat)s) ei pääse kokoukseen. Pääsetkö sinä varajäsenenä?")
    paragraphs = (
        words % {"member": member.person, "seat": member.seat},
        _("Kokous: %(occasion)s.") % {"occasion": describe_occasion(meeting)},
        _("Vastaa mahdollisimman pian. Jos et pääse, kysymme seuraavalta varajäseneltä."),
        *describe_agenda(meeting),
        describe_joining(meeting),
    )
    subject = _("Pääsetkö varajäsenenä: %(title)s") % {"title": meeting.title}
    post(invitation, subject, paragraphs, calendar=get_calendar(meeting), token=token)


def send_release(call, invitation: MeetingInvitation, member) -> None:
    """Tell a deputy that the member comes after all."""
    words = _("%(member)s pääseekin kokoukseen, joten sinua ei tarvita varajäsenenä.")
    paragraphs = (
        words % {"member": member.person},
        _("Kokous: %(occasion)s.") % {"occasion": describe_occasion(call.meeting)},
        _("Sinun ei tarvitse tehdä mitään."),
    )
    subject = _("Sinua ei tarvita: %(title)s") % {"title": call.meeting.title}
    post(invitation, subject, paragraphs)
