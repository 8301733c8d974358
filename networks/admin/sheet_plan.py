"""The changes that a sheet would make to a roster, worked out without writing anything."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations

from home.incoming.text import comparison_key
from networks.overlaps import SAME_MEMBER, find_clash, periods_overlap
from networks.sheet.checking import Fault, SheetEntry, check_row
from networks.sheet.columns import BY_KEY
from networks.sheet.days import write_day

from .doubts import Doubt, Doubts
from .roster import Roster, choice_labels

COMPARED = ("role", "deputy_of", "organisation", "starts", "ends", "source")


@dataclass
class PlanLine:
    """A row of the sheet as a mandate: what it refers to, and what it changes."""

    entry: SheetEntry
    seat: object = None
    person: object = None
    body: object = None
    mandate: object = None
    member: object = None
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    kind: str = "new"
    has_namesakes: bool = False  # and the editor has not said who of them it is

    # The attributes of a mandate for networks/overlaps.py; unsaved objects go by their name.
    @property
    def seat_id(self):
        return self.seat.pk if self.seat else comparison_key(self.entry.seat)

    @property
    def person_id(self):
        is_faulty = any(fault.column == "Henkilön numero" for fault in self.entry.faults)
        if self.person is None and (is_faulty or self.has_namesakes):
            return f"row {self.entry.row}"  # an unknown person equals nobody else
        return self.person.pk if self.person else comparison_key(self.entry.name)

    @property
    def deputy_of_id(self):
        return id(self.member) if self.member else None

    @property
    def starts(self):
        return self.entry.starts

    @property
    def ends(self):
        return self.entry.ends

    @property
    def role(self):
        return self.entry.role

    @property
    def role_name(self) -> str:
        """Return the label of the role, for the preview."""
        return entry_cells(self.entry)["role"]


@dataclass
class SheetPlan:
    """Everything that confirming the sheet would do, or why it cannot be confirmed."""

    lines: list[PlanLine]
    left_out: list[str] = field(default_factory=list)
    new_people: dict[str, SheetEntry] = field(default_factory=dict)
    new_seats: dict[str, SheetEntry] = field(default_factory=dict)
    new_bodies: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def faults(self) -> list[Fault]:
        found = [fault for line in self.lines for fault in line.entry.faults]
        return sorted(found, key=lambda fault: fault.row)

    @property
    def unanswered(self) -> list[Doubt]:
        return [doubt for doubt in self.doubts if not doubt.is_answered]

    def lines_of_kind(self, kind: str) -> list[PlanLine]:
        return [line for line in self.lines if line.kind == kind]

    @property
    def new(self):
        return self.lines_of_kind("new")

    @property
    def ended(self):
        return self.lines_of_kind("ended")

    @property
    def changed(self):
        return self.lines_of_kind("changed")

    @property
    def unchanged(self):
        return self.lines_of_kind("unchanged")

    @property
    def changes_nothing(self) -> bool:
        return len(self.unchanged) == len(self.lines)


class SheetPlanner:
    """Compares the rows of a sheet with a roster."""

    def __init__(self, roster: Roster):
        self.roster = roster
        self.known = roster.known

    def plan(self, rows, answers=None) -> SheetPlan:
        """Return what the rows would change; `answers` resolve doubtful names."""
        self.doubts = Doubts(self.known, answers)
        entries = [check_row(row, choice_labels()) for row in rows]
        plan = SheetPlan([PlanLine(entry) for entry in entries])
        for line in plan.lines:
            self.find_seat(line, plan)
            self.find_person(line, plan)
            self.find_body(line, plan)
        self.correct_members(plan)
        self.match(plan)
        self.find_members(plan)
        for line in plan.lines:
            self.compare(line)
            self.check_term(line)
        self.check_together(plan)
        plan.doubts = list(self.doubts.found.values())
        return plan

    def find_seat(self, line, plan):
        entry, title = line.entry, comparison_key(line.entry.seat)
        line.seat = self.known.seat_by_title.get(title)
        if not line.seat and (seat := self.doubts.same("seat", entry.seat, entry.row)):
            line.seat, entry.seat = seat, seat.title
        if line.seat:
            for key, what in (("group", "ryhmä"), ("right", "oikeus")):
                given, stored = getattr(entry, key), getattr(line.seat, key)
                if given and given != stored:
                    label = getattr(line.seat, f"get_{key}_display")()
                    entry.fault(key, f"Paikan {what} on ”{label}”. Muuta sitä paikan lomakkeella.")
            return
        first = plan.new_seats.setdefault(title, entry) if title else entry
        doubt = self.doubts.about("seat", entry.seat, entry.row)
        if doubt and not doubt.answer:
            return
        if title and not entry.group and "Ryhmä" not in {f.column for f in entry.faults}:
            entry.fault("seat", "Paikkaa ei ole. Tarkista nimi tai anna uudelle paikalle ryhmä.")
        elif first.group and entry.group and first.group != entry.group:
            entry.fault("group", f"Paikan ryhmä on toinen kuin rivillä {first.row}.")
        elif first.right and entry.right and first.right != entry.right:
            entry.fault("right", f"Paikan oikeus on toinen kuin rivillä {first.row}.")

    def find_person(self, line, plan):
        entry, name = line.entry, comparison_key(line.entry.name)
        if entry.person is not None:
            line.person = self.known.people.get(entry.person)
            if line.person is None:
                entry.fault("person", "Tällä numerolla ei ole henkilöä. Jätä uudelle tyhjäksi.")
            elif comparison_key(str(line.person)) != name:
                entry.fault("person", f"Numero {entry.person} on toisella: {line.person}.")
            return
        found = self.known.people_by_name.get(name, [])
        if len(found) == 1:
            line.person = found[0]
        elif person := self.doubts.same("person", entry.name, entry.row):
            line.person = person
            entry.first_name, entry.last_name = person.first_name, person.last_name
        elif entry.first_name and entry.last_name:
            doubt = self.doubts.about("person", entry.name, entry.row)
            line.has_namesakes = bool(found) and not doubt.is_answered
            if not line.has_namesakes:
                plan.new_people.setdefault(name, entry)

    def find_body(self, line, plan):
        name = comparison_key(line.entry.organisation)
        line.body = self.known.body_by_name.get(name)
        if not line.body and (
            body := self.doubts.same("body", line.entry.organisation, line.entry.row)
        ):
            line.body, line.entry.organisation, name = body, body.name, ""
        if name and not line.body:
            plan.new_bodies.setdefault(name, line.entry.organisation)

    def correct_members(self, plan):
        """Put the name that the editor confirmed into the rows of the person's deputies."""
        for line in plan.lines:
            line.entry.deputy_of = self.doubts.correct_name(line.entry.deputy_of)

    def match(self, plan):
        """Link each row to the mandate of the same person in the same seat, if there is one."""
        free = defaultdict(list)
        for mandate in self.roster.mandates:
            free[mandate.seat_id, mandate.person_id].append(mandate)
        for same_start in (True, False):
            for line in plan.lines:
                candidates = free[line.seat_id, line.person_id]
                if line.mandate or not candidates:
                    continue
                exact = [m for m in candidates if self.starts_alike(m, line.entry)]
                if same_start and not exact:
                    continue
                line.mandate = (exact or candidates)[0]
                candidates.remove(line.mandate)
        self.left_over = [m for mandates in free.values() for m in mandates]
        plan.left_out = [
            f"{self.known.seats[m.seat_id]}: {self.roster.person(m)}, {m.period}"
            for m in self.left_over
        ]

    def starts_alike(self, mandate, entry) -> bool:
        stored = write_day(mandate.starts, mandate.starts_precision)
        return stored == write_day(entry.starts, entry.starts_precision)

    def find_members(self, plan):
        """Link each personal deputy to a row, or to a mandate that is not in the sheet."""
        members = defaultdict(list)
        for line in plan.lines:
            members[line.seat_id, comparison_key(line.entry.name)].append(line)
        for mandate in self.left_over:
            name = comparison_key(str(self.roster.person(mandate)))
            members[mandate.seat_id, name].append(mandate)
        for line in plan.lines:
            if name := comparison_key(line.entry.deputy_of):
                found = [m for m in members[line.seat_id, name] if m is not line]
                self.link_member(line, [m for m in found if m.role != "deputy"])

    def link_member(self, line, members):
        at_once = [m for m in members if line.starts and m.starts and periods_overlap(line, m)]
        line.member = next(iter(at_once or members), None)
        if line.member is None:
            line.entry.fault("deputy_of", "Tällä paikalla ei ole tämännimistä jäsentä.")
        elif line.role != "deputy":
            line.entry.fault("role", "Henkilökohtaisen varajäsenen rooli on varajäsen.")

    def compare(self, line):
        """Set the differences between the row and its mandate, in the words of the sheet."""
        if line.mandate is None:
            return
        before, after = self.roster.row(line.mandate), entry_cells(line.entry)
        line.changes = [
            (BY_KEY[key].name, before[key], after[key])
            for key in COMPARED
            if comparison_key(before[key]) != comparison_key(after[key])
        ]
        ends = not before["ends"] and after["ends"]
        line.kind = "ended" if ends else "changed" if line.changes else "unchanged"

    def check_term(self, line):
        """Add a fault if a new or changed mandate shares no day with the term."""
        term, entry = self.roster.draft, line.entry
        if line.kind == "unchanged" or not entry.starts:
            return
        if term.ends and entry.starts > term.ends:
            entry.fault("starts", f"Edustus alkaa vasta toimikauden ({term.period}) jälkeen.")
        elif entry.ends and entry.ends < term.starts:
            entry.fault("ends", f"Edustus päättyy ennen toimikautta ({term.period}).")

    def check_together(self, plan):
        """Add a fault to mandates that exclude each other, by the rules of form and database."""
        by_seat = defaultdict(list)
        for one in [*self.left_over, *plan.lines]:
            by_seat[one.seat_id].append(one)
        for mandates in by_seat.values():
            for one, other in combinations(mandates, 2):
                if isinstance(other, PlanLine) and (why := find_clash(one, other)):
                    where = (
                        f" Toinen on rivillä {one.entry.row}." if isinstance(one, PlanLine) else ""
                    )
                    key = "deputy_of" if why == SAME_MEMBER else "starts"
                    other.entry.fault(key, why + where)


def entry_cells(entry: SheetEntry) -> dict[str, str]:
    roles = {value: label for label, value in choice_labels().roles.items()}
    return {
        "role": roles[entry.role],
        "deputy_of": entry.deputy_of,
        "organisation": entry.organisation,
        "starts": write_day(entry.starts, entry.starts_precision),
        "ends": write_day(entry.ends, entry.ends_precision),
        "source": entry.source,
    }
