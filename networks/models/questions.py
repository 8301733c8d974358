"""Questions about representatives that the search answers: all of them, a role in a year, calls."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from home.findable import FactAnswer

from .findable import holder_line
from .mandate import Mandate

# Base forms that only ask who: a seat need not have them.
QUESTION_WORDS = frozenset(
    {"edustaja", "edustaa", "edustus", "jäsen", "istua", "nykyinen", "neuvottelukunta"}
    | {"representera", "representant"}
)
PEOPLE = frozenset({"edustaja", "jäsen", "neuvottelukuntalainen", "medlem", "member"})
CHOSEN = frozenset({"valittu", "valita", "nimetä", "nimetty", "istua", "kuulua"})
SEATS = frozenset({"paikka"})
HOW_MANY = frozenset({"montako", "monta", "moniko", "kuinka", "antal", "many"})
WHO = frozenset({"kuka", "ketkä", "keitä", "ketä", "kukas", "ketkäs", "vilka", "who"})
CALLS = frozenset(
    {"haku", "ehdokashaku", "nimeäminen", "nimeämispyyntö", "ehdokas", "ehdokasasettelu"}
)
ACT = frozenset({"hakea", "ehdottaa", "asettua", "päästä", "pyrkiä", "tulla", "ryhtyä"})
BESIDES = frozenset({"neuvottelukunta", "olla", "järjestö", "kaikki", "nykyinen", "avoin", "auki"})
ROLES = {label: role for role, label in Mandate.Role.choices if role not in {"member", "unknown"}}


def recognises_representatives(question) -> bool:
    """Return whether the question may be about the representatives as a whole."""
    return question.day is None and bool(
        asks_role_in_year(question)
        or asks_calls(question)
        or asks_number(question)
        or asks_everyone(question)
    )


def asks_role_in_year(question) -> str:
    """Return the role whose holder in a year is asked; "" otherwise."""
    roles = [label for label in ROLES if question.has({label})]
    known = frozenset(ROLES) | QUESTION_WORDS | BESIDES
    return roles[0] if question.year and len(roles) == 1 and question.says_only(known) else ""


def asks_calls(question) -> bool:
    known = CALLS | ACT | PEOPLE | BESIDES
    if question.year or not question.says_only(known):
        return False
    return question.has(CALLS) or (question.has(ACT) and question.has(PEOPLE))


def asks_number(question) -> bool:
    known = PEOPLE | SEATS | BESIDES
    return bool(
        question.year is None
        and question.asks(HOW_MANY)
        and question.has(PEOPLE | SEATS)
        and question.says_only(known)
    )


def asks_everyone(question) -> bool:
    known = PEOPLE | CHOSEN | BESIDES
    asked = question.has(CHOSEN) and (question.asks(WHO) or question.has(PEOPLE))
    return question.year is None and asked and question.says_only(known)


def answer_on_representatives(question, page) -> list[FactAnswer]:
    """Return the answer from the published terms, seats and calls of the page."""
    if role := asks_role_in_year(question):
        return answers_of_role(role, question.year, page.get_parent().pk)
    if asks_calls(question):
        return [calls_answer(page)]
    composition = page.composition_today()
    if not composition.seats:
        return []
    caveats = [caveat.text for caveat in composition.caveats]
    return [FactAnswer(_("Edustajat"), (*caveats, composition.counts_in_words))]


def answers_of_role(label: str, year: int, council_id: int) -> list[FactAnswer]:
    """Return who had the role in the year; none when nothing is known of it."""
    mandates = Mandate.objects.public().of(council_id).in_order().filter(role=ROLES[label])
    lines = tuple(holder_line(m, m.seat) for m in mandates if covers(m, year))
    title = f"{label.capitalize()} {year}"
    return [FactAnswer(title, tuple(dict.fromkeys(lines)))] if lines else []


def covers(mandate, year: int) -> bool:
    """Return whether the mandate was valid on some day of the year, as far as is known."""
    ends = mandate.ends or mandate.term.ends
    starts = max(mandate.starts, mandate.term.starts)
    last = ends or datetime.date(starts.year, 12, 31)
    return starts.year <= year <= last.year


def calls_answer(page) -> FactAnswer:
    """Return the open calls, the one that closes first first."""
    calls = [call for call in page.public_calls() if call.is_open]
    calls.sort(key=lambda call: (call.closes_on or timezone.localdate(), call.title))
    lines = tuple(
        _("%(call)s: ehdotukset viimeistään %(day)s")
        % {"call": call.title, "day": date_format(call.closes_on, "j.n.Y")}
        for call in calls
    )
    if not lines:
        return FactAnswer(_("Avoimet haut"), (_("Juuri nyt ei ole avointa hakua."),))
    address = calls[0].get_url() if len(calls) == 1 else ""
    return FactAnswer(_("Avoimet haut"), lines, address=address)
