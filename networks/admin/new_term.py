"""The form of a new term: its days, and who of the newest term goes on in which role."""

import datetime
from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log

from home.incoming.days import Direction
from home.incoming.fields import DayFormField
from home.incoming.text import clean_line

from ..models import Mandate, Seat, Term
from ..next_term import ONE_DAY, propose_days, propose_name
from ..sheet.days import write_day
from ..sheet.reading import SheetRow
from .roster import Roster, latest_version, seat_cells
from .roster_views import split_name
from .sheet_import import apply_plan, store_draft
from .sheet_plan import SheetPlanner
from .undo_new_term import NEW_TERM


@dataclass
class TermRow:
    """A row of the form: somebody who may go on, or a vacant seat."""

    form: forms.Form
    number: int
    seat: Seat
    cells: dict[str, str]
    mandate: Mandate | None = None
    person: object = None

    @property
    def key(self) -> str:
        held = f"-{self.mandate.person_id}" if self.mandate else ""
        return f"{self.seat.pk}{held}"

    @property
    def names(self) -> list[str]:
        """Return the names of the row's fields that a browser always sends."""
        return [f"role-{self.key}", f"new-{self.key}"]

    @property
    def goes_on_field(self):
        return self.form[f"on-{self.key}"] if self.mandate else None

    @property
    def role_field(self):
        return self.form[f"role-{self.key}"]

    @property
    def new_field(self):
        return self.form[f"new-{self.key}"]

    @property
    def goes_on(self) -> bool:
        return bool(self.mandate and self.form.cleaned_data.get(f"on-{self.key}"))

    @property
    def new_name(self) -> str:
        return clean_line(self.form.cleaned_data.get(f"new-{self.key}") or "")

    @property
    def holder(self) -> dict[str, str]:
        """Return the name of who holds the seat in the new term as cells; empty if nobody."""
        if self.goes_on:
            return {name: self.cells[name] for name in ("first_name", "last_name", "person")}
        return split_name(self.new_name) if self.new_name else {}


class NewTermForm(forms.Form):
    """The next term with a row for each holder of the newest one, and for each vacant seat."""

    name = forms.CharField(
        label=gettext_lazy("Nimi"),
        max_length=80,
        help_text=gettext_lazy("Näkyy otsikossa, esimerkiksi 2027–2028."),
    )
    starts = DayFormField(
        label=gettext_lazy("Alkaa"), direction=Direction.COMING, widget=AdminDateInput
    )
    ends = DayFormField(
        label=gettext_lazy("Päättyy"),
        required=False,
        direction=Direction.COMING,
        widget=AdminDateInput,
        help_text=gettext_lazy("Viimeinen päivä. Jätä tyhjäksi, jos se ei ole tiedossa."),
    )

    def __init__(self, data=None, *, newest: Term, answers=None):
        self.newest, self.answers = newest, answers or {}
        self.roster = Roster(latest_version(newest))
        today = timezone.localdate()
        first, last = propose_days(newest, today)
        initial = {"starts": first, "ends": last, "name": propose_name(first, last)}
        super().__init__(data, initial=initial)
        self.rows = self.list_rows(newest.ends or max(today, newest.starts))
        for row in self.rows:
            self.add_fields_of(row)

    def list_rows(self, day: datetime.date) -> list[TermRow]:
        """Return the holders of the day and later ones, then the vacant seats, by group."""
        known = self.roster.known
        latest = {
            (m.seat_id, m.person_id): m
            for m in self.roster.mandates
            if m.holds(day) or m.starts > day
        }
        held = {m.seat_id for m in latest.values() if m.role != Mandate.Role.DEPUTY}
        rows = [
            TermRow(self, 0, known.seats[m.seat_id], self.roster.row(m), m, self.roster.person(m))
            for m in latest.values()
        ]
        vacant = [seat for seat in self.roster.vacant_seats(day) if seat.pk not in held]
        rows += [TermRow(self, 0, seat, seat_cells(seat)) for seat in vacant]
        groups, order = list(Seat.Group), list(known.seats)
        rows.sort(key=lambda row: (groups.index(row.seat.group), order.index(row.seat.pk)))
        for number, row in enumerate(rows, 1):
            row.number = number
        return rows

    def add_fields_of(self, row: TermRow) -> None:
        roles = Mandate.Role
        initial = row.mandate.role if row.mandate else roles.MEMBER
        who = {"who": row.person or row.seat}
        if row.mandate:
            self.fields[f"on-{row.key}"] = forms.BooleanField(
                label=_("%(who)s jatkaa") % who, required=False, initial=True
            )
        self.fields[f"role-{row.key}"] = forms.ChoiceField(
            label=_("Rooli: %(who)s") % who, choices=roles.choices, initial=initial
        )
        self.fields[f"new-{row.key}"] = forms.CharField(
            label=_("Uusi edustaja: %(who)s") % who,
            required=False,
            max_length=170,
            widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
        )

    @property
    def facts(self) -> list:
        return [self[name] for name in ("name", "starts", "ends")]

    def is_whole(self) -> bool:
        """Return whether all rows arrived: a lost row would leave somebody out."""
        return all(name in self.data for row in self.rows for name in row.names)

    def clean(self):
        data = super().clean()
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("Toimikausi ei voi päättyä ennen kuin se alkaa."))
        if starts and starts <= self.newest.starts:
            words = _("Uusi toimikausi alkaa vasta toimikauden %(term)s (%(period)s) jälkeen.")
            values = {"term": self.newest, "period": self.newest.period}
            self.add_error("starts", words % values)
        if Term.objects.filter(body=self.newest.body_id, name__iexact=data.get("name")).exists():
            self.add_error("name", _("Tämänniminen toimikausi on jo. Anna toinen nimi."))
        for row in self.rows:
            if row.goes_on and row.new_name:
                words = _("Poista rasti, jos %(who)s ei jatka, tai tyhjennä tämä kohta.")
                self.add_error(f"new-{row.key}", words % {"who": row.person})
        if not self.errors:
            self.plan = self.make_plan()
        return data

    def make_plan(self):
        """Return the new term's mandates, checked as the rows of a sheet are."""
        data = self.cleaned_data
        self.term = Term(
            body_id=self.newest.body_id,
            name=data["name"],
            starts=data["starts"],
            ends=data["ends"],
            live=False,
        )
        rows = [SheetRow(row.number, self.cells_of(row)) for row in self.rows if row.holder]
        self.new_roster = Roster(self.term, self.roster.known)
        plan = SheetPlanner(self.new_roster).plan(rows, self.answers)
        by_number = {row.number: row for row in self.rows}
        for fault in plan.faults:
            name = f"new-{by_number[fault.row].key}"
            self.add_error(name, f"{fault.column}: {fault.message}")
        return plan

    def cells_of(self, row: TermRow) -> dict[str, str]:
        roles = dict(Mandate.Role.choices)
        goes_on = {"organisation": row.cells["organisation"]} if row.goes_on else {}
        return (
            seat_cells(row.seat)
            | row.holder
            | goes_on
            | {
                "role": str(roles[self.cleaned_data[f"role-{row.key}"]]),
                "deputy_of": self.name_member(row),
                "starts": write_day(self.cleaned_data["starts"], "day"),
            }
        )

    def name_member(self, row: TermRow) -> str:
        """Return whose personal deputy the row is: of who goes on, or of who comes instead."""
        member_pk = row.mandate.deputy_of_id if row.mandate else None
        members = [other for other in self.rows if other.mandate and other.mandate.pk == member_pk]
        if member_pk is None or not members or not members[0].holder:
            return ""
        holder = members[0].holder
        return f"{holder['first_name']} {holder['last_name']}"

    @property
    def left_without_member(self) -> list[str]:
        """Return the personal deputies whose member does not go on and has nobody instead."""
        return [
            str(row.person)
            for row in self.rows
            if row.goes_on and row.mandate.deputy_of_id and not self.name_member(row)
        ]


@transaction.atomic
def store_new_term(form: NewTermForm, user) -> Term:
    """Store the term as a draft, and the end of the term before it as a draft of that one."""
    newest = form.newest
    before = newest.latest_revision or newest.save_revision(user=user)
    ended = end_term(form.roster.draft, form.term.starts - ONE_DAY)
    after = ended.save_revision(user=user) if ended else before
    form.term.save()
    revision = store_draft(apply_plan(form.new_roster, form.plan, user), user)
    data = {"newest": newest.pk, "before": before.pk, "after": after.pk}
    log(form.term, NEW_TERM, user=user, revision=revision, data=data)
    return form.term


def end_term(draft: Term, last_day: datetime.date) -> Term | None:
    """Return the draft with its end moved to the day; None if it ends by then already.

    Mandates that would only begin later belong to the next term.
    """
    if draft.ends and draft.ends <= last_day:
        return None
    draft.ends, draft.ends_precision = last_day, "day"
    draft.mandates.set([m for m in draft.mandates.all() if m.starts <= last_day])
    return draft
