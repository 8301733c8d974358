"""Mails that ask for an approval, each with a personal link."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from home.approval.approvers import get_last_day_of_link
from home.approval.bundle import get_bundle
from home.approval.models import ApprovalSettings
from home.approval.titles import name_version, quote_version
from home.caveats import label_title
from home.dates import format_on_day
from home.mail.outbox import MailContent, post_mail
from home.models import BasePage

from ..comparison.revision_changes import compare_versions
from ..models import ApprovalLink
from ..review.checks import list_check_paragraphs
from ..review.parts import get_current_object
from ..review.rounds import find_round_before

MOST_CHANGES = 6  # listed in a mail; the page shows all


def send_request(assignment, kind: str):
    """Send a mail of this kind to the assignee; `SENDERS` lists the kinds."""
    return SENDERS[kind](assignment)


def get_version_heading(task_state) -> str:
    """Return the subject's name for the text: a page's title, or kind and title of a snippet.

    It says first what readers must know: that a meeting is cancelled, or its minutes a draft.
    """
    name = name_version(task_state.revision)
    if not may_have_caveats(task_state.revision):
        return name
    return label_title(name, task_state.revision.as_object().caveats)


def may_have_caveats(revision) -> bool:
    """Return whether texts of this type have any: others need not be built from their version."""
    model = ContentType.objects.get_for_id(revision.content_type_id).model_class()
    return getattr(model, "caveats", BasePage.caveats) is not BasePage.caveats


def get_name(user) -> str:
    if user is None:
        return _("Joku, jonka tili on poistettu")
    return user.display_name


def format_short_day(date) -> str:
    """Return a day in Finnish short form for a subject, where no full stop follows: ke 10.5."""
    return f"{date_format(date, 'D').lower()} {date_format(date, 'j.n.')}"


def make_absolute_url(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def format_due_day(assignment) -> str:
    """Return the due date, for a subject."""
    return f" {_('viimeistään')} {format_short_day(assignment.due)}" if assignment.due else ""


def send_first_request(assignment):
    """Ask to read and approve."""
    return send_link(assignment, "asks", _("Hyväksyttäväksi"), ())


def send_reminder_request(assignment):
    """Remind that the text still waits."""
    waits = _("Muistutus: tämä odottaa yhä hyväksyntääsi.")
    return send_link(assignment, "reminder", _("Muistutus: hyväksyttäväksi"), (waits,))


def send_request_after_absence(assignment):
    """Ask again after an absence: the text still waits."""
    welcome = _("Et ole enää poissa, ja tämä odottaa yhä hyväksyntää. Voit hyväksyä sen nyt itse.")
    return send_link(assignment, "asks", _("Hyväksyttäväksi"), (welcome,))


def send_request_to_new_address(assignment):
    """Ask again because the request went to an old address."""
    moved = _("Sähköpostiosoitteesi on vaihtunut, joten pyyntö lähetetään uuteen osoitteeseen.")
    return send_link(assignment, "asks", _("Hyväksyttäväksi"), (moved,))


def send_request_to_deputy(assignment):
    """Ask a deputy."""
    why = {
        "absence": _("%(name)s on poissa, joten hyväksyntä siirtyi sinulle."),
        "silence": _(
            "%(name)s ei ole vastannut määräajassa, joten myös sinä voit nyt hyväksyä tekstin."
        ),
    }.get(assignment.why, _("Hyväksyntä on siirtynyt sinulle."))
    first = why % {"name": get_name(assignment.on_behalf_of)}
    return send_link(assignment, "deputy", _("Hyväksyttäväksi sijaisena"), (first,))


def send_link(assignment, kind: str, subject: str, first: tuple):
    """Mail the request with a new link."""
    task_state = assignment.task_state
    days = ApprovalSettings.load().link_days
    token = ApprovalLink.make(assignment.person, task_state, days, assignment.due)
    content = MailContent(
        f"{subject}{format_due_day(assignment)}: {get_version_heading(task_state)}",
        (*first, *list_request_paragraphs(assignment)),
        link=make_absolute_url(reverse("approval_by_link", args=[token])),
        link_text=_("Lue ja hyväksy"),
        after=make_link_paragraph(assignment, days),
        about=get_version_heading(task_state),
    )
    return post_mail(kind, assignment.person, content)


def list_request_paragraphs(assignment) -> tuple:
    """Return the paragraphs of the mail: what waits, due date, changes, bundle, other assignees."""
    task_state = assignment.task_state
    return (
        describe_waiting_version(task_state),
        *describe_due_day(assignment),
        *describe_earlier_round(assignment),
        *describe_changes(task_state),
        *describe_bundle(task_state),
        *list_check_paragraphs(task_state),
        *describe_other_assignees(assignment),
    )


def describe_waiting_version(task_state) -> str:
    return _("%(sender)s pyytää hyväksymään: %(title)s.") % {
        "sender": get_name(task_state.workflow_state.requested_by),
        "title": quote_version(task_state.revision),
    }


def describe_due_day(assignment) -> tuple:
    if not assignment.due:
        return ()
    return (_("Vastaa viimeistään %(day)s.") % {"day": format_on_day(assignment.due)},)


def describe_changes(task_state) -> tuple:
    """Return a sentence on the changes to the public text, or that nothing is public yet."""
    public = get_current_object(task_state.revision)
    if public is None or not public.live:
        return (_("Teksti on uusi: sitä ei ole vielä julkaistu."),)
    changes = compare_versions(public, task_state.revision.as_object())
    if not changes:
        return ()
    return (_("Julkisesta tekstistä muuttuu: %(fields)s.") % {"fields": join_labels(changes)},)


def describe_earlier_round(assignment) -> tuple:
    """Return the person's own comment on the version before, and what has changed since."""
    before = find_round_before(assignment.task_state, assignment.person)
    if before is None or not before.is_own:
        return ()
    version = assignment.task_state.revision.as_object()
    changes = compare_versions(before.get_version(version), version)
    since = _("Sen jälkeen on muuttunut: %(fields)s.") % {"fields": join_labels(changes)}
    if not changes:
        since = _("Teksti itse ei ole muuttunut sen jälkeen.")
    return (_("Pyysit korjausta: %(comment)s") % {"comment": before.comment}, since)


def join_labels(changes) -> str:
    """Return the names of the changed fields; of many, the first ones and a number."""
    labels = [change.label for change in changes]
    more = len(labels) - MOST_CHANGES
    tail = _(" ja %(number)s muuta kohtaa") % {"number": more} if more > 0 else ""
    return f"{', '.join(labels[:MOST_CHANGES])}{tail}"


def describe_bundle(task_state, words="") -> tuple:
    """Return a sentence on what the same approval publishes."""
    titles = [f"”{name_version(member.revision)}”" for member in get_bundle(task_state)]
    return (f"{words or _('Samalla hyväksytään')} {', '.join(titles)}.",) if titles else ()


def describe_other_assignees(assignment) -> tuple:
    """Return a sentence on the other assignees: one answer is enough."""
    others = assignment.task_state.assignments.active().exclude(pk=assignment.pk)
    names = [get_name(each.person) for each in others.select_related("person")]
    if not names:
        return ()
    words = _("Saman pyynnön sai myös %(names)s. Yhden vastaus riittää.")
    if len(names) > 1:
        words = _("Saman pyynnön saivat myös %(names)s. Yhden vastaus riittää.")
    return (words % {"names": ", ".join(names)},)


def make_link_paragraph(assignment, days: int) -> tuple:
    """Return a paragraph on what the link opens and how long it works."""
    last = get_last_day_of_link(timezone.localdate(), days, assignment.due)
    return (
        _(
            "Linkki avaa sivun, jolla luet tekstin sellaisena kuin lukijat sen näkevät ja hyväksyt "
            "sen tai pyydät korjausta. Et tarvitse salasanaa. Linkki on henkilökohtainen: älä "
            "lähetä sitä eteenpäin. Se toimii %(day)s asti ja vain yhden kerran."
        )
        % {"day": date_format(last, "j.n.Y")},
    )


SENDERS = {
    "asks": send_first_request,
    "reminder": send_reminder_request,
    "deputy": send_request_to_deputy,
    "back": send_request_after_absence,
    "address": send_request_to_new_address,
}
