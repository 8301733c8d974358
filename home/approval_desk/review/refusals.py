"""Why a link does not open anything, and what to do then."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

from home.approval.approvers import get_refusal_code, needs_reason

from ..models import ApprovalLink


@dataclass(frozen=True)
class LinkRefusal:
    """The page of a refusal: heading, reason, status; whether a new link may be requested."""

    code: str
    title: str
    text: str
    status: int = 410
    renewable: bool = False


UNKNOWN = LinkRefusal(
    "unknown",
    "Linkki ei toimi",
    "Osoite ei ole kokonainen tai linkki on poistettu vanhana. Avaa linkki suoraan saamastasi "
    "sähköpostiviestistä. Jos se ei auta, kirjaudu sisään: työpöydällä on kaikki, mikä odottaa "
    "hyväksyntääsi.",
    status=404,
)
TOO_OFTEN = LinkRefusal(
    "too_often",
    "Liian monta yritystä",
    "Tästä osoitteesta on yritetty liian monta kertaa. Yritä tunnin kuluttua uudelleen.",
    status=429,
)
REFUSALS = {
    "expired": LinkRefusal(
        "expired",
        "Linkki on vanhentunut",
        "Linkki toimii vain muutaman päivän. Teksti odottaa yhä sinua: voit pyytää uuden linkin.",
        renewable=True,
    ),
    "account_changed": LinkRefusal(
        "account_changed",
        _("Linkki ei ole enää voimassa"),
        _(
            "Tilisi sähköpostiosoite, salasana tai rooli on muuttunut viestin lähettämisen "
            "jälkeen. Teksti odottaa yhä sinua: voit pyytää uuden linkin nykyiseen osoitteeseesi."
        ),
        renewable=True,
    ),
    "changed": LinkRefusal(
        "changed",
        "Tekstiä on muutettu",
        "Tekstiä on muutettu viestin lähettämisen jälkeen, joten vanhaa versiota ei voi enää "
        "hyväksyä. Jos uusi versio on lähetetty hyväksyttäväksi, saat siitä oman viestinsä.",
        renewable=True,
    ),
    "ended": LinkRefusal(
        "ended",
        "Hyväksyntää ei enää tarvita",
        "Lähettäjä on perunut lähetyksen. Sinun ei tarvitse tehdä mitään.",
    ),
    "role_lost": LinkRefusal(
        "role_lost",
        "Linkki ei ole enää voimassa",
        "Sinulla ei ole enää oikeutta hyväksyä tätä tekstiä. Jos tämä on virhe, ota yhteyttä "
        "ylläpitoon.",
        status=403,
    ),
    "not_yours": LinkRefusal(
        "not_yours",
        "Linkki ei ole enää voimassa",
        "Tämän tekstin hyväksyminen ei ole enää sinun tehtäväsi. Sinun ei tarvitse tehdä mitään.",
        status=403,
    ),
    "own_text": LinkRefusal(
        "own_text",
        "Omaa tekstiä ei voi hyväksyä",
        "Lähetit tai kirjoitit tämän tekstin itse, joten sen hyväksyy joku toinen.",
        status=403,
    ),
}


def get_link_refusal(link: ApprovalLink) -> LinkRefusal | None:
    """Return why the link does not open now, or None if it does."""
    if link.used_at:
        return make_decided_refusal("used", link)
    code = (
        "role_lost" if not link.person.is_active else get_refusal_code(link.person, link.task_state)
    )
    if not code and needs_reason(link.person, link.task_state):
        code = "role_lost"  # superuser power requires a login and a reason
    if not code and link.task_state.revision_id != link.revision_id:
        code = "changed"
    if not code and link.account_changed:
        code = "account_changed"
    if not code and link.expires_at <= timezone.now():
        code = "expired"
    return make_decided_refusal("decided", link) if code == "decided" else REFUSALS.get(code)


def make_decided_refusal(code: str, link: ApprovalLink) -> LinkRefusal:
    """Return the refusal that says what was decided, by whom and when."""
    state = link.task_state
    approved = state.status == TaskState.STATUS_APPROVED
    if state.finished_by_id == link.person_id:
        act = "Hyväksyit tekstin" if approved else "Pyysit tekstiin korjausta"
    else:
        who = state.finished_by.display_name if state.finished_by else "Joku toinen"
        act = f"{who} hyväksyi tekstin" if approved else f"{who} pyysi tekstiin korjausta"
    when = date_format(timezone.localtime(state.finished_at), r"j.n.Y \k\l\o H.i")
    title = "Linkki on jo käytetty" if code == "used" else "Asia on jo ratkaistu"
    return LinkRefusal(code, title, f"{act} {when}. Sinun ei tarvitse tehdä mitään.")
