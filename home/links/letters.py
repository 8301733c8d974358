"""The approval's mails: what they say, to whom, and the link that they carry."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.approval.approvers import settings_of
from home.approval.bundle import bundle_of
from home.approval.councils import council_of
from home.mail.outbox import Letter, post

from .checks import paragraphs_of
from .models import ApprovalLink
from .parts import current

READ_ON = (
    "Linkki avaa sivun, jolla luet tekstin sellaisena kuin lukijat sen näkevät ja hyväksyt sen tai "
    "pyydät korjausta. Et tarvitse salasanaa. Linkki on henkilökohtainen: älä lähetä sitä "
    "eteenpäin. Se toimii {days} päivää ja vain yhden kerran."
)


def letter_for(assignment, kind: str):
    """Mails a letter about an asking: asks, reminder, deputy (to them), told, nobody."""
    return LETTERS[kind](assignment)


def title_of(task_state) -> str:
    return task_state.revision.object_str


def heading_of(task_state) -> str:
    """What a subject calls it: a page by its title, anything else by its kind too."""
    title = title_of(task_state)
    is_page = issubclass(task_state.revision.content_type.model_class(), Page)
    return title if is_page else f"{kind_of(task_state)} {title}"


def kind_of(task_state) -> str:
    return capfirst(str(task_state.revision.content_type.model_class()._meta.verbose_name))


def name(user) -> str:
    return (
        (user.get_full_name() or user.get_username()) if user else "Joku, jonka tili on poistettu"
    )


def day(date) -> str:
    """A day as Finns write it in a line: ke 10.5."""
    return f"{date_format(date, 'D').lower()} {date_format(date, 'j.n.')}"


def absolute(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def when(assignment) -> str:
    return f" viimeistään {day(assignment.due)}" if assignment.due else ""


def asks(assignment):
    """Please read and approve."""
    return send_link(assignment, "asks", f"Hyväksyttäväksi{when(assignment)}", ())


def reminder(assignment):
    """It still waits for you."""
    waits = "Muistutus: tämä odottaa yhä hyväksyntääsi."
    return send_link(
        assignment, "reminder", f"Muistutus: hyväksyttäväksi{when(assignment)}", (waits,)
    )


def deputy(assignment):
    """You stand in for somebody."""
    why = {
        "absence": "{} on poissa, joten hyväksyntä siirtyi sinulle.",
        "silence": "{} ei ole vastannut määräajassa, joten myös sinä voit nyt hyväksyä tekstin.",
    }.get(assignment.why, "Hyväksyntä on siirtynyt sinulle.")
    subject = f"Hyväksyttäväksi sijaisena{when(assignment)}"
    return send_link(assignment, "deputy", subject, (why.format(name(assignment.on_behalf_of)),))


def send_link(assignment, kind: str, subject: str, first: tuple):
    """A letter with a fresh link of its own."""
    task_state = assignment.task_state
    council = council_of(task_state.revision.content_object)
    days = settings_of(council).link_days
    token = ApprovalLink.make(assignment.person, task_state, days)
    letter = Letter(
        f"{subject}: {heading_of(task_state)}",
        (*first, what_waits(task_state), *together(task_state), *paragraphs_of(task_state)),
        link=absolute(reverse("approval_by_link", args=[token])),
        link_text="Lue ja hyväksy",
        after=(READ_ON.format(days=days),),
    )
    return post(kind, assignment.person, letter, council)


def what_waits(task_state) -> str:
    sender = name(task_state.workflow_state.requested_by)
    return f"{sender} pyytää hyväksymään: {kind_of(task_state)} ”{title_of(task_state)}”."


def together(task_state, words="Samalla hyväksytään") -> tuple:
    """What is published by the same approval."""
    titles = [f"”{member.revision.object_str}”" for member in bundle_of(task_state)]
    return (f"{words} {', '.join(titles)}.",) if titles else ()


# To those who are told


def tell(kind: str, person, task_state, subject: str, *paragraphs: str, **link):
    """A letter without a link that decides anything."""
    if person is None or not person.is_active:
        return None
    council = council_of(task_state.revision.content_object)
    letter = Letter(f"{subject}: {heading_of(task_state)}", paragraphs, **link)
    return post(kind, person, letter, council)


def handed_over(assignment, before):
    """To whom was asked first: somebody else may now decide too."""
    why = {
        "absence": "Olet poissa, joten tekstin voi hyväksyä sijaisesi {}.",
        "silence": "Vastausta ei tullut määräajassa, joten tekstin voi nyt hyväksyä myös {}.",
    }.get(assignment.why, "Tekstin voi nyt hyväksyä myös {}.")
    return tell(
        "handed_over",
        before.person,
        assignment.task_state,
        "Hyväksyntä siirtyi sijaiselle",
        why.format(name(assignment.person)),
        "Voit yhä itse hyväksyä tekstin aiemman viestisi linkistä. Ensimmäinen päätös jää voimaan.",
    )


def handed_over_to_sender(assignment):
    """To who sent the text: whom it waits for now."""
    task_state = assignment.task_state
    return tell(
        "handed_over",
        task_state.workflow_state.requested_by,
        task_state,
        "Hyväksyntä siirtyi sijaiselle",
        f"Tekstin voi nyt hyväksyä {name(assignment.person)}{when(assignment)}.",
    )


def nobody(assignment):
    """To who sent the text: nobody has answered, nor is there anybody else to ask."""
    task_state = assignment.task_state
    return tell(
        "nobody",
        task_state.workflow_state.requested_by,
        task_state,
        "Kukaan ei ole vastannut",
        f"{name(assignment.person)} ei ole vastannut määräajassa, eikä tekstille ole muuta "
        "hyväksyjää.",
        "Ota häneen yhteyttä tai pyydä ylläpitoa nimeämään sijainen.",
    )


def approved(task_state, actor, on_behalf_of=None, comment: str = "", later=None):
    """To who sent the text: it is public."""
    thing = current(task_state.revision)
    who = f"{name(actor)} hyväksyi tekstin"
    if on_behalf_of:
        who += f" ({name(on_behalf_of)} puolesta)"
    time = later and date_format(later, r"j.n.Y \k\l\o H.i")
    act = f"{who}. Se julkaistaan {time}." if later else f"{who}. Lukijat näkevät sen nyt."
    address = None if later else getattr(thing, "full_url", None)
    link = {"link": address, "link_text": "Avaa julkaistu sivu"} if address else {}
    subject = "Hyväksytty" if later else "Hyväksytty ja julkaistu"
    said = (f"Kommentti: {comment}",) if comment else ()
    sender = task_state.workflow_state.requested_by
    also = together(task_state, "Samalla julkaistaan" if later else "Samalla julkaistiin")
    return tell("approved", sender, task_state, subject, act, *also, *said, **link)


WHY_NOT_PUBLISHED = {
    "forbidden": _("Tekstissä tai tiedostossa on henkilötunnus. Poista se."),
    "unanswered": _(
        "Tekstissä tai sen tiedostossa on tarkistettavaa, eikä julkaisemista ole perusteltu."
    ),
    "being_read": _("Tekstin tiedostoa ei ole saatu luettua. Kerro asiasta ylläpidolle."),
    "protected": "Tekstistä on poistettu kohta, johon muu sisältö viittaa. Palauta kohta.",
    "clash": "Teksti on ristiriidassa jo tallennetun tiedon kanssa, esimerkiksi kaksi edustusta "
    "menee päällekkäin.",
}


def not_published(task_state, code: str):
    """To who sent the text, or else approved it: its time came, and it could not be published."""
    time = date_format(task_state.revision.approved_go_live_at, r"j.n.Y \k\l\o H.i")
    sender = task_state.workflow_state.requested_by
    return tell(
        "not_published",
        sender if sender and sender.is_active else task_state.finished_by,
        task_state,
        "Ajastettu julkaisu ei onnistunut",
        f"Teksti oli määrä julkaista {time}, mutta se ei onnistunut. Mitään ei julkaistu.",
        *together(task_state, "Samalla oli määrä julkaista"),
        WHY_NOT_PUBLISHED.get(code, "Syy ei ole tiedossa. Kerro asiasta ylläpidolle."),
        "Avaa teksti, valitse Peruuta ajastettu julkaisu, korjaa teksti ja lähetä se uudelleen "
        "hyväksyttäväksi. Siihen asti sivusto yrittää julkaista hyväksyttyä versiota uudelleen.",
        link=absolute(reverse("wagtailadmin_home")),
        link_text="Avaa työpöytä",
    )


def correction(task_state, actor, comment: str):
    """To who sent the text: what should be changed."""
    return tell(
        "correction",
        task_state.workflow_state.requested_by,
        task_state,
        "Korjattavaksi",
        f"{name(actor)} pyytää korjausta:",
        comment,
        "Korjaa teksti ja lähetä se uudelleen hyväksyttäväksi. Löydät sen työpöydältäsi kohdasta "
        "Kesken olevat luonnoksesi.",
        link=absolute(reverse("wagtailadmin_home")),
        link_text="Avaa työpöytä",
    )


LETTERS = {"asks": asks, "reminder": reminder, "deputy": deputy, "nobody": nobody}
