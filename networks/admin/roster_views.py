"""The roster editor: all mandates of a term on one screen, with ends and next holders."""

import datetime
import re
from dataclasses import dataclass, field

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.approval import outcome
from home.approval.bundle import is_draft
from home.approval.refusal import ApprovalRefused
from home.approval.save_bar import NextStep
from home.approval.service import submit
from home.editing.whole import respond_incomplete
from home.incoming.text import clean_line, comparison_key

from ..models import Mandate, Person, Seat, Term
from ..sheet.days import parse_cell_day, write_day
from ..sheet.reading import SheetRow
from .roster import Roster, latest_version, seat_cells
from .sheet_import import import_rows, last_import
from .undo_new_term import may_be_undone
from .views import TermView, describe_new, read_answers

FIELDS = ("ends", "successor", "organisation", "role", "starts")
FAULTY = "Mitään ei tallennettu: korjaa merkityt rivit."
ANSWER_FIRST = gettext_lazy("Mitään ei vielä tallennettu. Vastaa ensin, ketä nimet tarkoittavat.")
NO_END = "Kirjoita edustajan viimeinen päivä. Seuraaja aloittaa seuraavana päivänä."
NO_START = "Alkaa: kirjoita päivä, josta alkaen edustaja on paikalla."
NUMBERED = re.compile(r"(.+?)\s*\((\d{1,9})\)")


@dataclass
class RosterScreenRow:
    """A row of the screen: a mandate or a vacant seat, and what the editor typed in it."""

    seat: Seat
    cells: dict[str, str]
    mandate: object = None
    person: object = None
    written: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    number: int = 0

    @property
    def key(self) -> str:
        """Return a key for the row's fields that stays the same when others add rows."""
        held = f"-{self.mandate.person_id}-{self.mandate.starts}" if self.mandate else ""
        return f"{self.seat.pk}{held}"

    @property
    def is_opened(self) -> bool:
        """Return whether the additional fields of the row are shown at once."""
        filled = any(self.written.get(name) for name in ("organisation", "starts", "role"))
        return bool(self.faults or filled or not self.mandate)

    def is_whole(self, data) -> bool:
        """Return whether all fields arrived: a missing last day would delete the stored one."""
        names = FIELDS if self.mandate else FIELDS[1:]
        sent = [f"{name}-{self.key}" in data for name in names]
        has_become_vacant = not self.mandate and not any(sent)  # since the screen was opened
        return all(sent) or has_become_vacant

    def read_fields(self, data) -> None:
        """Read the fields of the row from the request."""
        written = {name: data.get(f"{name}-{self.key}", "") for name in FIELDS}
        self.written = {name: clean_line(text) for name, text in written.items()}

    @property
    def successor(self) -> dict[str, str] | None:
        """Return the next holder as a row of a sheet, or None."""
        name = self.written.get("successor", "")
        if not name:
            return None
        role = self.cells.get("role") if self.mandate else ""
        return (
            seat_cells(self.seat)
            | split_name(name)
            | {
                "organisation": self.written.get("organisation", ""),
                "role": self.written.get("role") or role,
                "starts": self.written.get("starts") or self.day_after,
            }
        )

    @property
    def day_after(self) -> str:
        """Return the default first day of the next holder; empty without a valid last day."""
        try:
            end, _ = parse_cell_day(self.written.get("ends", ""), last=True)
        except ValueError:
            return ""
        return write_day(end + datetime.timedelta(1), "day")

    def rows(self):
        """Yield the row and its next holder as rows of a sheet."""
        if self.mandate:
            yield SheetRow(self.number, self.cells | {"ends": self.written.get("ends", "")})
        if self.successor and self.successor["starts"]:
            yield SheetRow(self.number, self.successor)
        elif self.successor:
            self.report_missing_start()
        elif any(self.written.get(key) for key in ("organisation", "role", "starts")):
            self.faults.append("Seuraaja: kirjoita nimi, tai tyhjennä seuraajan muut kohdat.")

    def report_missing_start(self) -> None:
        """Add a fault for the missing first day, unless an unreadable last day has one already."""
        if not self.written.get("ends"):
            self.faults.append(NO_END if self.mandate else NO_START)


def split_name(name: str) -> dict[str, str]:
    """Return a typed name as cells of a sheet; a number in brackets is that of the person."""
    found = NUMBERED.fullmatch(name)
    first, _, last = (found[1] if found else name).rpartition(" ")
    number = found[2] if found else ""
    return {"first_name": first.strip(), "last_name": last, "person": number}


def screen_rows(roster: Roster, day) -> list[RosterScreenRow]:
    """Return the mandates and the vacant seats, in the order of groups and seats."""
    known, places = roster.known, []
    for mandate in roster.mandates:
        seat, person = known.seats[mandate.seat_id], roster.person(mandate)
        places.append(RosterScreenRow(seat, roster.row(mandate), mandate, person))
    places += [RosterScreenRow(seat, seat_cells(seat)) for seat in roster.vacant_seats(day)]
    groups, order = list(Seat.Group), list(known.seats)
    places.sort(key=lambda place: (groups.index(place.seat.group), order.index(place.seat.pk)))
    for number, place in enumerate(places, 1):
        place.number = number
        place.written = {"ends": place.cells.get("ends", "")}
    return places


class RosterView(TermView):
    """Stores ended mandates and next holders as one new version of the term."""

    template_name = "admin/roster/edit.html"

    def get_context_data(self, **kwargs):
        roster = Roster(latest_version(self.term))
        places = kwargs.pop("places", None) or screen_rows(roster, self.day())
        return super().get_context_data(
            send_label=NextStep(self.term, Term, self.request.user).label,
            places=places,
            faulty=[place for place in places if place.faults],
            roles=Mandate.Role.choices,
            people=people_choices(roster.known),
            bodies=sorted(body.name for body in roster.known.bodies.values()),
            undoable=last_import(self.term),
            is_new_term=may_be_undone(self.term),
            **kwargs,
        )

    def day(self) -> datetime.date:
        """Return today, or the nearest day of the term: the day for which vacancies are shown."""
        today = max(timezone.localdate(), self.term.starts)
        return min(today, self.term.ends) if self.term.ends else today

    def post(self, request, pk):
        places = screen_rows(Roster(latest_version(self.term)), self.day())
        is_newest = request.POST.get("version") == str(self.term.latest_revision_id or "")
        if is_newest and not all(place.is_whole(request.POST) for place in places):
            return respond_incomplete(request)
        for place in places:
            place.read_fields(request.POST)
        rows = [row for place in places for row in place.rows()]
        if any(place.faults for place in places):
            return self.show(places)
        try:
            version, answers = request.POST.get("version"), read_answers(request)
            plan = import_rows(pk, version, rows, request.user, answers)
        except ApprovalRefused as refusal:
            return self.show_latest(places, refusal.message)
        if plan.faults:
            by_number = {place.number: place for place in places}
            for fault in plan.faults:
                by_number[fault.row].faults.append(f"{fault.column}: {fault.message}")
            return self.show(places)
        if plan.unanswered:
            return self.show(places, ANSWER_FIRST, plan.doubts)
        return self.done(request, plan)

    def show_latest(self, places, reason):
        """Show the latest version with what was typed; an end that somebody else stored stays."""
        for place in places:
            place.written["ends"] = place.written["ends"] or place.cells.get("ends", "")
        return self.show(places, reason)

    def show(self, places, reason=FAULTY, doubts=()):
        messages.error(self.request, reason)
        context = self.get_context_data(places=places, doubts=doubts)
        return self.render_to_response(context, status=422)

    def done(self, request, plan):
        term = Term.objects.get(pk=self.term.pk)
        if "send" in request.POST and is_draft(term):
            submit(term, request.user)
            outcome.add_outcome_message(request, outcome.SEND, [term], describe_new(plan))
        elif "send" in request.POST:
            messages.info(request, _("Toimikaudessa ei ole muutoksia, jotka pitäisi hyväksyä."))
        elif plan.changes_nothing:
            messages.info(request, _("Kokoonpanossa ei ollut muutoksia."))
        else:
            outcome.add_outcome_message(request, outcome.SAVE, [term], describe_new(plan))
        return redirect("edit_roster", self.term.pk)


def people_choices(known) -> list[str]:
    """Return the people to choose from; those with the same name get their numbers."""
    several = {name for name, people in known.people_by_name.items() if len(people) > 1}
    return sorted(person_label(person, several) for person in known.people.values())


def person_label(person: Person, several: set[str]) -> str:
    shared = comparison_key(str(person)) in several
    return f"{person} ({person.pk})" if shared else str(person)
