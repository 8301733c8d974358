"""Checks of a single row: missing or too long text, unknown role, invalid date."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from home.incoming.days import NotADay
from home.incoming.text import comparison_key, is_sheet_error

from .columns import BY_KEY, COLUMNS, SheetColumn
from .days import parse_cell_day
from .reading import SheetRow

NO_DAY = "”{}” ei ole päivä. Kirjoita esimerkiksi 1.3.2024, 3.2024 tai 2024."

SHEET_ERROR = "Solussa on taulukko-ohjelman virhe {}. Kirjoita tieto tai tyhjennä solu."


@dataclass(frozen=True)
class Fault:
    """What is wrong, in which row and column."""

    row: int
    column: str
    message: str


@dataclass(frozen=True)
class ChoiceLabels:
    """The accepted words of the columns with choices: the value by the word in lower case."""

    groups: dict[str, str]
    rights: dict[str, str]
    roles: dict[str, str]


@dataclass
class SheetEntry:
    """A parsed row of the sheet."""

    row: int
    seat: str
    first_name: str
    last_name: str
    starts: datetime.date | None = None
    starts_precision: str = "day"
    ends: datetime.date | None = None
    ends_precision: str = "day"
    group: str = ""
    right: str = ""
    role: str = "member"
    person: int | None = None
    organisation: str = ""
    deputy_of: str = ""
    source: str = ""
    faults: list[Fault] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    def fault(self, key: str, message: str) -> None:
        self.faults.append(Fault(self.row, BY_KEY[key].name, message))


def check_row(row: SheetRow, words: ChoiceLabels) -> SheetEntry:
    """Return the row as an entry that lists its own faults; never raise."""
    written = {column.key: row.cells.get(column.key, "") for column in COLUMNS}
    cells = {key: "" if is_sheet_error(cell) else cell for key, cell in written.items()}
    entry = SheetEntry(
        row.number,
        seat=cells["seat"],
        first_name=cells["first_name"],
        last_name=cells["last_name"],
        organisation=cells["organisation"],
        deputy_of=cells["deputy_of"],
        source=cells["source"],
    )
    for column in COLUMNS:
        if written[column.key] != cells[column.key]:
            entry.fault(column.key, SHEET_ERROR.format(written[column.key]))
            continue
        check_text(entry, column, cells[column.key])
    entry.group = parse_choice(entry, "group", cells["group"], words.groups)
    entry.right = parse_choice(entry, "right", cells["right"], words.rights)
    entry.role = parse_choice(entry, "role", cells["role"], words.roles) or "member"
    check_person_number(entry, cells["person"])
    check_days(entry, cells)
    return entry


def check_text(entry: SheetEntry, column: SheetColumn, text: str) -> None:
    """Add a fault if a text is missing or too long."""
    if column.required and not text:
        entry.fault(column.key, "Tieto puuttuu.")
    elif len(text) > column.longest:
        entry.fault(column.key, f"Teksti on liian pitkä: enintään {column.longest} merkkiä.")


def parse_choice(entry: SheetEntry, key: str, text: str, values: Mapping[str, str]) -> str:
    """Return the value of a word; add a fault if the word is unknown."""
    if text and comparison_key(text) not in values:
        known = ", ".join(values)
        entry.fault(key, f"”{text[:60]}” ei käy. Vaihtoehdot: {known}.")
    return values.get(comparison_key(text), "")


def check_person_number(entry: SheetEntry, text: str) -> None:
    """Set the number of the person; add a fault if it is not a number."""
    if text.isascii() and text.isdigit() and len(text) < 10:
        entry.person = int(text)
    elif text:
        entry.fault("person", "Henkilön numero on pelkkä numero. Jätä uudelle henkilölle tyhjäksi.")


def check_days(entry: SheetEntry, cells: Mapping[str, str]) -> None:
    """Set the first and last day; add a fault if one is invalid or the end precedes the start."""
    for key in ("starts", "ends"):
        try:
            if cells[key]:
                day, precision = parse_cell_day(cells[key], last=key == "ends")
                setattr(entry, key, day)
                setattr(entry, f"{key}_precision", precision)
        except NotADay as error:
            entry.fault(key, str(error))
        except ValueError:
            entry.fault(key, NO_DAY.format(cells[key][:40]))
    if entry.starts and entry.ends and entry.ends < entry.starts:
        entry.fault("ends", "Edustus ei voi päättyä ennen kuin se alkaa.")
