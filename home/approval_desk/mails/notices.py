"""Mails about an approval to those who need not decide on it."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder

from home.dates import format_on_day
from home.mail.outbox import MailContent, post_mail
from home.roles import list_people_in

from ..review.parts import get_current_object
from .approval_requests import describe_bundle, get_name, get_version_heading, make_absolute_url


def send_notice(kind: str, person, task_state, subject: str, *paragraphs: str, **link):
    """Send a mail whose link, if any, decides nothing."""
    if person is None or not person.is_active:
        return None
    about = get_version_heading(task_state)
    content = MailContent(f"{subject}: {about}", paragraphs, about=about, **link)
    return post_mail(kind, person, content)


def notify_submitter(kind: str, task_state, subject: str, *paragraphs: str, **link) -> None:
    """Mail the submitter, or the secretariat if the submitter no longer has an account."""
    for person in list_submitters(task_state):
        send_notice(kind, person, task_state, subject, *paragraphs, **link)


def list_submitters(task_state) -> list:
    """Return the submitter, or those who take over when the submitter has no active account."""
    sender = task_state.workflow_state.requested_by
    if sender and sender.is_active:
        return [sender]
    for role in ("secretariat", "administration"):
        if people := list(list_people_in(role)):
            return people
    return []


def get_editor_link(task_state, person) -> dict:
    """Return a link to the text in the admin, or to the dashboard if the person may not edit it."""
    address = AdminURLFinder(person).get_edit_url(get_current_object(task_state.revision))
    if address:
        return {"link": make_absolute_url(address), "link_text": _("Avaa teksti")}
    return {
        "link": make_absolute_url(reverse("wagtailadmin_home")),
        "link_text": _("Avaa työpöytä"),
    }


def notify_previous_assignee(assignments, before):
    """Notify a previous assignee that others may now decide too."""
    first = assignments[0]
    why = {
        "absence": _("Olet poissa, joten tekstin voi hyväksyä sijaisesi %(names)s."),
        "silence": _(
            "Vastausta ei tullut määräajassa, joten tekstin voi nyt hyväksyä myös %(names)s."
        ),
    }.get(first.why, _("Tekstin voi nyt hyväksyä myös %(names)s."))
    return send_notice(
        "handed_over",
        before.person,
        first.task_state,
        _("Hyväksyntä siirtyi sijaiselle"),
        why % {"names": join_names(assignments)},
        _(
            "Voit yhä itse hyväksyä tekstin aiemman viestisi linkistä. Ensimmäinen päätös jää "
            "voimaan."
        ),
    )


def notify_submitter_of_deputies(assignments):
    """Notify the submitter whom the text waits for now."""
    notify_submitter(
        "handed_over",
        assignments[0].task_state,
        _("Hyväksyntä siirtyi sijaiselle"),
        describe_who_may_decide(assignments),
    )


def describe_who_may_decide(assignments) -> str:
    """Return a sentence on who may decide and by when."""
    due = max((a.due for a in assignments if a.due), default=None)
    names = join_names(assignments)
    if due is None:
        return _("Tekstin voi nyt hyväksyä %(names)s.") % {"names": names}
    words = _("Tekstin voi nyt hyväksyä %(names)s. Vastausta pyydettiin viimeistään %(day)s.")
    return words % {"names": names, "day": format_on_day(due)}


def join_names(assignments) -> str:
    return _(" tai ").join(get_name(assignment.person) for assignment in assignments)


def notify_of_reassigning(task_state, gone, new_assignments, hindrance):
    """Notify the submitter that other people decide now, or that nobody can."""
    said = [
        _("%(name)s ei voi enää hyväksyä tätä tekstiä.") % {"name": get_name(each.person)}
        for each in gone
    ]
    if new_assignments:
        said.append(describe_who_may_decide(new_assignments))
    if hindrance:
        said.append(str(hindrance))
    subject = _("Kukaan ei voi nyt hyväksyä") if hindrance else _("Hyväksyjä vaihtui")
    notify_submitter("nobody" if hindrance else "reassigned", task_state, subject, *said)


def notify_of_lost_submitter(task_state):
    """Notify the secretariat that a text waits whose submitter no longer has an account."""
    notify_submitter(
        "sender_left",
        task_state,
        _("Lähettäjän tili on suljettu"),
        _(
            "Tekstin lähettäjällä ei ole enää tiliä. Teksti odottaa yhä hyväksyntää, ja "
            "päätöksestä kerrotaan teille."
        ),
    )


def notify_of_no_answer(assignment):
    """Notify the submitter that nobody has answered and nobody else can be asked."""
    said = _("%(name)s ei ole vastannut määräajassa, eikä tekstille ole muuta hyväksyjää.")
    notify_submitter(
        "nobody",
        assignment.task_state,
        _("Kukaan ei ole vastannut"),
        said % {"name": get_name(assignment.person)},
        _("Ota häneen yhteyttä tai pyydä ylläpitoa nimeämään sijainen."),
    )


def notify_of_others_decision(assignment, actor, is_approved: bool):
    """Notify another assignee that the text has been decided on."""
    act = (
        _("%(name)s hyväksyi tekstin.") if is_approved else _("%(name)s pyysi tekstiin korjausta.")
    )
    return send_notice(
        "decided",
        assignment.person,
        assignment.task_state,
        _("Asia on ratkaistu"),
        act % {"name": get_name(actor)},
        _("Sinun ei tarvitse tehdä mitään."),
    )


def notify_of_approval(task_state, actor, on_behalf_of=None, comment: str = "", later=None):
    """Notify the submitter that the text was approved, and when it is public."""
    obj = get_current_object(task_state.revision)
    who = _("%(name)s hyväksyi tekstin") % {"name": get_name(actor)}
    if on_behalf_of:
        who += _(" (%(name)s puolesta)") % {"name": get_name(on_behalf_of)}
    act = f"{who}. {_('Lukijat näkevät sen nyt.')}"
    if later:
        act = f"{who}. {_('Se julkaistaan %(time)s.') % {'time': format_date_and_time(later)}}"
    address = None if later else getattr(obj, "full_url", None)
    link = {"link": address, "link_text": _("Avaa julkaistu sivu")} if address else {}
    subject = _("Hyväksytty") if later else _("Hyväksytty ja julkaistu")
    said = (_("Kommentti: %(comment)s") % {"comment": comment},) if comment else ()
    also = describe_bundle(
        task_state, _("Samalla julkaistaan") if later else _("Samalla julkaistiin")
    )
    notify_submitter("approved", task_state, subject, act, *also, *said, **link)


def format_date_and_time(time) -> str:
    return date_format(time, r"j.n.Y \k\l\o H.i")


WHY_NOT_PUBLISHED = {
    "forbidden": gettext_lazy("Tekstissä tai tiedostossa on henkilötunnus. Poista se."),
    "unanswered": gettext_lazy(
        "Tekstissä tai sen tiedostossa on tarkistettavaa, eikä julkaisemista ole perusteltu."
    ),
    "being_read": gettext_lazy(
        "Tekstin tiedostoa ei ole saatu luettua. Kerro asiasta ylläpidolle."
    ),
    "protected": gettext_lazy(
        "Tekstistä on poistettu kohta, johon muu sisältö viittaa. Palauta kohta."
    ),
    "clash": gettext_lazy(
        "Teksti on ristiriidassa jo tallennetun tiedon kanssa, esimerkiksi kaksi edustusta menee "
        "päällekkäin."
    ),
}


def notify_of_failed_publishing(task_state, code: str):
    """Notify the submitter, or else the approver, that scheduled publishing failed."""
    time = format_date_and_time(task_state.revision.approved_go_live_at)
    sender = task_state.workflow_state.requested_by
    person = sender if sender and sender.is_active else task_state.finished_by
    failed = _("Teksti oli määrä julkaista %(time)s, mutta se ei onnistunut. Mitään ei julkaistu.")
    return send_notice(
        "not_published",
        person,
        task_state,
        _("Ajastettu julkaisu ei onnistunut"),
        failed % {"time": time},
        *describe_bundle(task_state, _("Samalla oli määrä julkaista")),
        str(WHY_NOT_PUBLISHED.get(code, _("Syy ei ole tiedossa. Kerro asiasta ylläpidolle."))),
        _(
            "Avaa teksti, valitse Peruuta ajastettu julkaisu, korjaa teksti ja lähetä se uudelleen "
            "hyväksyttäväksi. Siihen asti sivusto yrittää julkaista hyväksyttyä versiota uudelleen."
        ),
        **get_editor_link(task_state, person),
    )


def notify_of_correction(task_state, actor, comment: str):
    """Mail the submitter what to correct, with a link to the text."""
    for person in list_submitters(task_state):
        send_notice(
            "correction",
            person,
            task_state,
            _("Korjattavaksi"),
            _("%(name)s pyytää korjausta:") % {"name": get_name(actor)},
            comment,
            _("Korjaa teksti ja lähetä se uudelleen hyväksyttäväksi."),
            **get_editor_link(task_state, person),
        )
