"""Mails about an approval to those who need not decide on it."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder

from home.dates import on_day
from home.mail.outbox import Letter, post
from home.roles import people_in

from ..review.parts import current
from .approval_requests import absolute, heading_of, name, together


def tell(kind: str, person, task_state, subject: str, *paragraphs: str, **link):
    """Send a mail whose link, if any, decides nothing."""
    if person is None or not person.is_active:
        return None
    about = heading_of(task_state)
    letter = Letter(f"{subject}: {about}", paragraphs, about=about, **link)
    return post(kind, person, letter)


def tell_sender(kind: str, task_state, subject: str, *paragraphs: str, **link) -> None:
    """Mail the submitter, or the secretariat if the submitter no longer has an account."""
    for person in senders_of(task_state):
        tell(kind, person, task_state, subject, *paragraphs, **link)


def senders_of(task_state) -> list:
    """Return the submitter, or those who take over when the submitter has no active account."""
    sender = task_state.workflow_state.requested_by
    if sender and sender.is_active:
        return [sender]
    for role in ("secretariat", "administration"):
        if people := list(people_in(role)):
            return people
    return []


def link_to_editor(task_state, person) -> dict:
    """Return a link to the text in the admin, or to the dashboard if the person may not edit it."""
    address = AdminURLFinder(person).get_edit_url(current(task_state.revision))
    if address:
        return {"link": absolute(address), "link_text": _("Avaa teksti")}
    return {"link": absolute(reverse("wagtailadmin_home")), "link_text": _("Avaa työpöytä")}


def handed_over(assignments, before):
    """Notify a previous assignee that others may now decide too."""
    first = assignments[0]
    why = {
        "absence": _("Olet poissa, joten tekstin voi hyväksyä sijaisesi %(names)s."),
        "silence": _(
            "Vastausta ei tullut määräajassa, joten tekstin voi nyt hyväksyä myös %(names)s."
        ),
    }.get(first.why, _("Tekstin voi nyt hyväksyä myös %(names)s."))
    return tell(
        "handed_over",
        before.person,
        first.task_state,
        _("Hyväksyntä siirtyi sijaiselle"),
        why % {"names": names_of(assignments)},
        _(
            "Voit yhä itse hyväksyä tekstin aiemman viestisi linkistä. Ensimmäinen päätös jää "
            "voimaan."
        ),
    )


def handed_over_to_sender(assignments):
    """Notify the submitter whom the text waits for now."""
    tell_sender(
        "handed_over",
        assignments[0].task_state,
        _("Hyväksyntä siirtyi sijaiselle"),
        who_may_now(assignments),
    )


def who_may_now(assignments) -> str:
    """Return a sentence on who may decide and by when."""
    due = max((a.due for a in assignments if a.due), default=None)
    names = names_of(assignments)
    if due is None:
        return _("Tekstin voi nyt hyväksyä %(names)s.") % {"names": names}
    words = _("Tekstin voi nyt hyväksyä %(names)s. Vastausta pyydettiin viimeistään %(day)s.")
    return words % {"names": names, "day": on_day(due)}


def names_of(assignments) -> str:
    return _(" tai ").join(name(assignment.person) for assignment in assignments)


def reassigned(task_state, gone, asked, hindrance):
    """Notify the submitter that other people decide now, or that nobody can."""
    said = [
        _("%(name)s ei voi enää hyväksyä tätä tekstiä.") % {"name": name(each.person)}
        for each in gone
    ]
    if asked:
        said.append(who_may_now(asked))
    if hindrance:
        said.append(str(hindrance))
    subject = _("Kukaan ei voi nyt hyväksyä") if hindrance else _("Hyväksyjä vaihtui")
    tell_sender("nobody" if hindrance else "reassigned", task_state, subject, *said)


def sender_left(task_state):
    """Notify the secretariat that a text waits whose submitter no longer has an account."""
    tell_sender(
        "sender_left",
        task_state,
        _("Lähettäjän tili on suljettu"),
        _(
            "Tekstin lähettäjällä ei ole enää tiliä. Teksti odottaa yhä hyväksyntää, ja "
            "päätöksestä kerrotaan teille."
        ),
    )


def nobody(assignment):
    """Notify the submitter that nobody has answered and nobody else can be asked."""
    said = _("%(name)s ei ole vastannut määräajassa, eikä tekstille ole muuta hyväksyjää.")
    tell_sender(
        "nobody",
        assignment.task_state,
        _("Kukaan ei ole vastannut"),
        said % {"name": name(assignment.person)},
        _("Ota häneen yhteyttä tai pyydä ylläpitoa nimeämään sijainen."),
    )


def decided_by_other(assignment, actor, is_approved: bool):
    """Notify another assignee that the text has been decided on."""
    act = (
        _("%(name)s hyväksyi tekstin.") if is_approved else _("%(name)s pyysi tekstiin korjausta.")
    )
    return tell(
        "decided",
        assignment.person,
        assignment.task_state,
        _("Asia on ratkaistu"),
        act % {"name": name(actor)},
        _("Sinun ei tarvitse tehdä mitään."),
    )


def approved(task_state, actor, on_behalf_of=None, comment: str = "", later=None):
    """Notify the submitter that the text was approved, and when it is public."""
    thing = current(task_state.revision)
    who = _("%(name)s hyväksyi tekstin") % {"name": name(actor)}
    if on_behalf_of:
        who += _(" (%(name)s puolesta)") % {"name": name(on_behalf_of)}
    act = f"{who}. {_('Lukijat näkevät sen nyt.')}"
    if later:
        act = f"{who}. {_('Se julkaistaan %(time)s.') % {'time': moment(later)}}"
    address = None if later else getattr(thing, "full_url", None)
    link = {"link": address, "link_text": _("Avaa julkaistu sivu")} if address else {}
    subject = _("Hyväksytty") if later else _("Hyväksytty ja julkaistu")
    said = (_("Kommentti: %(comment)s") % {"comment": comment},) if comment else ()
    also = together(task_state, _("Samalla julkaistaan") if later else _("Samalla julkaistiin"))
    tell_sender("approved", task_state, subject, act, *also, *said, **link)


def moment(time) -> str:
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


def not_published(task_state, code: str):
    """Notify the submitter, or else the approver, that scheduled publishing failed."""
    time = moment(task_state.revision.approved_go_live_at)
    sender = task_state.workflow_state.requested_by
    person = sender if sender and sender.is_active else task_state.finished_by
    failed = _("Teksti oli määrä julkaista %(time)s, mutta se ei onnistunut. Mitään ei julkaistu.")
    return tell(
        "not_published",
        person,
        task_state,
        _("Ajastettu julkaisu ei onnistunut"),
        failed % {"time": time},
        *together(task_state, _("Samalla oli määrä julkaista")),
        str(WHY_NOT_PUBLISHED.get(code, _("Syy ei ole tiedossa. Kerro asiasta ylläpidolle."))),
        _(
            "Avaa teksti, valitse Peruuta ajastettu julkaisu, korjaa teksti ja lähetä se uudelleen "
            "hyväksyttäväksi. Siihen asti sivusto yrittää julkaista hyväksyttyä versiota uudelleen."
        ),
        **link_to_editor(task_state, person),
    )


def correction(task_state, actor, comment: str):
    """Mail the submitter what to correct, with a link to the text."""
    for person in senders_of(task_state):
        tell(
            "correction",
            person,
            task_state,
            _("Korjattavaksi"),
            _("%(name)s pyytää korjausta:") % {"name": name(actor)},
            comment,
            _("Korjaa teksti ja lähetä se uudelleen hyväksyttäväksi."),
            **link_to_editor(task_state, person),
        )
