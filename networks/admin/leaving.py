"""The form of somebody who leaves: the last day, and who follows in each of their seats."""

import datetime
from dataclasses import dataclass, field

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from home.incoming.days import Direction
from home.incoming.fields import DayFormField
from home.incoming.text import clean_line

from ..models import Mandate, Person, Term
from ..next_term import ONE_DAY
from ..sheet.days import write_day
from ..sheet.reading import SheetRow
from .roster import Roster, latest_version, seat_cells
from .roster_views import split_name

DEPUTY, SUCCESSOR, VACANT = "deputy", "successor", "vacant"


@dataclass
class LeavingRow:
    """A mandate that ends, the form fields that say who follows, and the own deputies."""

    form: forms.Form
    number: int
    mandate: Mandate
    cells: dict[str, str]
    deputies: list[Mandate] = field(default_factory=list)

    @property
    def label(self) -> str:
        return f"{self.cells['seat']}, {self.cells['role']}"

    @property
    def next_field(self):
        return self.form[f"next-{self.number}"]

    @property
    def successor_field(self):
        return self.form[f"successor-{self.number}"]


class LeavingForm(forms.Form):
    """When a person leaves, and what becomes of each of their mandates in the term."""

    last_day = DayFormField(
        label=gettext_lazy("Viimeinen päivä"),
        direction=Direction.NEAREST,
        widget=AdminDateInput,
        help_text=gettext_lazy("Seuraaja aloittaa seuraavana päivänä."),
    )

    def __init__(self, data=None, *, person: Person, term: Term | None):
        self.person, self.today = person, timezone.localdate()
        super().__init__(data, initial={"last_day": self.today})
        self.roster = Roster(latest_version(term)) if term else None
        self.rows = [self.make_row(n, m) for n, m in enumerate(self.list_mandates(), 1)]

    def list_mandates(self) -> list[Mandate]:
        """Return the mandates of the person that go on after today."""
        mandates = self.roster.mandates if self.roster else []
        return [
            mandate
            for mandate in mandates
            if mandate.person_id == self.person.pk
            and (mandate.ends is None or mandate.ends > self.today)
        ]

    def make_row(self, number: int, mandate: Mandate) -> LeavingRow:
        deputies = [
            other
            for other in self.roster.mandates
            if other.deputy_of_id == mandate.pk and (other.ends is None or other.ends > self.today)
        ]
        row = LeavingRow(self, number, mandate, self.roster.row(mandate), deputies)
        choices = [
            (DEPUTY, _("Oma varajäsen %(name)s") % {"name": self.roster.person(deputy)})
            for deputy in deputies[:1]
        ]
        choices += [(SUCCESSOR, _("Seuraaja, nimi alla")), (VACANT, _("Paikka jää täyttämättä"))]
        self.fields[f"next-{number}"] = forms.ChoiceField(
            label=_("Kuka jatkaa: %(seat)s") % {"seat": row.label},
            choices=choices,
            initial=choices[0][0] if deputies else VACANT,
            widget=forms.RadioSelect,
        )
        self.fields[f"successor-{number}"] = forms.CharField(
            label=_("Seuraajan nimi: %(seat)s") % {"seat": row.label},
            required=False,
            max_length=170,
            widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
        )
        return row

    def is_whole(self) -> bool:
        """Return whether all fields arrived: a lost choice would leave a seat vacant."""
        names = [f"{part}-{row.number}" for row in self.rows for part in ("next", "successor")]
        return all(name in self.data for name in names)

    def clean(self):
        data = super().clean()
        last_day = data.get("last_day")
        for row in self.rows:
            choice, name = (data.get(f"{part}-{row.number}") for part in ("next", "successor"))
            if choice == SUCCESSOR and not clean_line(name or ""):
                self.add_error(f"successor-{row.number}", _("Kirjoita seuraajan nimi."))
            elif choice in (DEPUTY, VACANT) and clean_line(name or ""):
                words = _("Valitse yllä ”Seuraaja, nimi alla”, tai tyhjennä nimi.")
                self.add_error(f"successor-{row.number}", words)
            if last_day and row.mandate.starts > last_day:
                words = _("%(seat)s alkaa vasta %(day)s. Valitse myöhempi viimeinen päivä.")
                day = write_day(row.mandate.starts, row.mandate.starts_precision)
                self.add_error("last_day", words % {"seat": row.label, "day": day})
        return data

    def list_sheet_rows(self) -> list[SheetRow]:
        """Return the ends and those who follow as rows of a sheet."""
        return [
            SheetRow(row.number, cells) for row in self.rows for cells in self.list_cells_of(row)
        ]

    def list_cells_of(self, row: LeavingRow) -> list[dict[str, str]]:
        """Return the mandate with its end, then what its next holder changes."""
        last_day: datetime.date = self.cleaned_data["last_day"]
        end, start = write_day(last_day, "day"), write_day(last_day + ONE_DAY, "day")
        found = [row.cells | {"ends": end}]
        choice = self.cleaned_data[f"next-{row.number}"]
        seat = seat_cells(row.mandate.seat) | {"starts": start}
        if choice == DEPUTY:
            own = self.roster.row(row.deputies[0])
            found.append(own | {"ends": end})
            kept = {k: own[k] for k in ("first_name", "last_name", "person", "organisation")}
            found.append(seat | kept | {"role": row.cells["role"]})
        elif choice == SUCCESSOR:
            new = split_name(clean_line(self.cleaned_data[f"successor-{row.number}"]))
            follows = {"role": row.cells["role"], "deputy_of": row.cells["deputy_of"]}
            found.append(seat | new | follows)
            name = f"{new['first_name']} {new['last_name']}"
            for deputy in row.deputies:
                own = self.roster.row(deputy)
                found.append(own | {"ends": end})
                found.append(own | {"starts": start, "deputy_of": name})
        return found
