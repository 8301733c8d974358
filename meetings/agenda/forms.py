"""The form of the list: a row for each agenda item, whatever order they came in."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from home.incoming.days import Direction
from home.incoming.fields import DayFormField

from ..minutes.numbers import Number, parse_item_number
from ..models import AgendaItem
from ..models.agenda import LONGEST
from .values import READERS, RICH, make_fingerprint, normalise_rich_text, read_values

PREFIX = "rows"
COUNT = f"{PREFIX}-count"
MOST_ROWS = 300
WRONG_NUMBER = gettext_lazy("Kirjoita pykälän numero, esimerkiksi 3 tai 2 a.")
check_number = RegexValidator(r"(?i)^\d{1,4}\s?[a-zåäö]?\s?§?$", WRONG_NUMBER)


class RowForm(forms.Form):
    """An agenda item in the list. `key` and `was` tell which item it is, and how it was shown."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    was = forms.CharField(required=False, widget=forms.HiddenInput)
    place = forms.IntegerField(required=False, widget=forms.HiddenInput)
    number = forms.CharField(
        label=gettext_lazy("Pykälä"), required=False, max_length=8, validators=[check_number]
    )
    title = forms.CharField(label=gettext_lazy("Otsikko"), required=False, max_length=250)
    kind = forms.ChoiceField(label=gettext_lazy("Laji"), choices=AgendaItem.ItemKind.choices)
    duration = forms.IntegerField(
        label=gettext_lazy("Kesto, min"),
        required=False,
        min_value=1,
        max_value=LONGEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": gettext_lazy("min")}),
    )
    text = forms.CharField(
        label=gettext_lazy("Selostus"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    decision = forms.CharField(
        label=gettext_lazy("Päätös"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    result = forms.ChoiceField(
        label=gettext_lazy("Tulos"), choices=AgendaItem.Result.choices, required=False
    )
    responsible = forms.CharField(label=gettext_lazy("Vastuutaho"), required=False, max_length=200)
    due = DayFormField(
        label=gettext_lazy("Määräpäivä"),
        required=False,
        direction=Direction.COMING,
        widget=AdminDateInput,
    )
    delete = forms.BooleanField(label=gettext_lazy("Poista asia"), required=False)

    def __init__(self, *args, shown=(), **kwargs):
        """`shown` are the names of the fields in the form; all of them by default."""
        super().__init__(*args, **kwargs)
        self.conflicts: dict[str, str] = {}  # what somebody else has stored, by field
        self.formatted: dict[str, str] = {}  # texts with formatting, which the row only shows
        self.is_new = False
        for name in RICH:
            if shown and name not in shown:
                del self.fields[name]

    @property
    def number_in_form(self) -> str:
        return self.prefix.rpartition("-")[2]

    @property
    def label(self) -> str:
        """Return the number and title, as the heading of the row."""
        number, title = (str(self[name].value() or "").strip() for name in ("number", "title"))
        section = f"{number.removesuffix('§').strip()} § " if number else ""
        return f"{section}{title or _('Uusi asia')}"

    @property
    def result_label(self) -> str:
        """Return the chosen result in words; empty while nothing is decided."""
        value = self["result"].value()
        return dict(AgendaItem.Result.choices).get(value, "") if value else ""

    def details(self):
        """Yield the fields under the row, each with what somebody else has stored meanwhile."""
        for name in ("text", "decision", "result", "responsible", "due"):
            if name in self.fields:
                yield self[name], self.conflicts.get(name)

    @property
    def is_open(self) -> bool:
        """Return whether the details must be seen: they hold an error, or the row is new."""
        hidden = {"text", "decision", "result", "responsible", "due", "delete"}
        return bool(hidden & (self.errors.keys() if self.is_bound else set())) or bool(
            hidden & self.conflicts.keys()
        )

    @property
    def is_blank(self) -> bool:
        """Return whether nothing was typed into the row of a new item."""
        typed = ("title", "text", "decision", "responsible", "due")
        return not any(self.cleaned_data.get(name) for name in typed)

    def show_anew(self, values: dict[str, str], fingerprint: str) -> None:
        """Show values of the stored item, and take its state as the one that was shown."""
        self.data = self.data.copy()
        for name, value in (values | {"was": fingerprint}).items():
            self.data[self.add_prefix(name)] = value

    def clean(self):
        data = super().clean()
        is_needed = data.get("was") or not self.is_blank
        is_missing = not data.get("title") and "title" not in self.errors
        if is_needed and is_missing and not data.get("delete"):
            self.add_error("title", _("Anna asialle otsikko."))
        return data

    def clean_number(self) -> str:
        typed = self.cleaned_data["number"]
        number = parse_item_number(typed) if typed else None
        if number and not 0 < number.number <= 9999:
            raise forms.ValidationError(WRONG_NUMBER)
        return str(number) if number else ""

    @property
    def values(self) -> dict[str, str]:
        """Return the typed values as text, as `read_values` returns those of an item."""
        data, values = self.cleaned_data, {}
        for name in READERS.keys() & self.fields.keys():
            value = data.get(name)
            if name == "due":
                values[name] = value.isoformat() if value else ""
            else:
                values[name] = normalise_rich_text(value) if name in RICH else str(value or "")
        return values


class AgendaRows:
    """The rows of the list in the order of their places; unbound for the items of a draft."""

    def __init__(self, forms_of_rows: list[RowForm]):
        self.forms = forms_of_rows

    @classmethod
    def for_items(cls, items: list[AgendaItem]) -> "AgendaRows":
        return cls([make_row(number, item) for number, item in enumerate(items)])

    @classmethod
    def for_data(cls, data) -> "AgendaRows":
        count = read_count(data)
        rows = []
        for number in range(count):
            prefix = f"{PREFIX}-{number}"
            shown = {name for name in RICH if f"{prefix}-{name}" in data} or {"number"}
            rows.append(RowForm(data, prefix=prefix, shown=shown))
        return cls(sorted(rows, key=place_of))

    def __iter__(self):
        return iter(self.forms)

    def __len__(self):
        return len(self.forms)

    @property
    def media(self):
        return RowForm().media

    @property
    def are_moved(self) -> bool:
        """Return whether a row has another place among the others than when it was shown."""
        numbers = [int(row.number_in_form) for row in self.forms if row["was"].value()]
        return numbers != sorted(numbers)

    def is_valid(self) -> bool:
        answers = [row.is_valid() for row in self.forms]  # validate all, to show every error
        return all(answers)

    @property
    def minutes(self) -> int:
        """Return the sum of the durations that can be read."""
        found = [str(row["duration"].value() or "") for row in self.forms]
        return sum(int(value) for value in found if value.isdecimal() and int(value) <= LONGEST)


def make_row(number: int, item: AgendaItem) -> RowForm:
    """Return the unbound form of an item; texts with formatting are left out of it."""
    values = read_values(item)
    is_formatted = {name for name in RICH if values[name] == getattr(item, name) != ""}
    initial = values | {
        "due": item.due,
        "key": item.pk or "",
        "was": make_fingerprint(values),
        "place": number,
    }
    shown = (set(RICH) - is_formatted) | {"number"}
    row = RowForm(initial=initial, prefix=f"{PREFIX}-{number}", shown=shown)
    row.formatted = {name: getattr(item, name) for name in RICH if name in is_formatted}
    return row


def place_of(row: RowForm) -> tuple[int, int]:
    typed, number = row["place"].value() or "", int(row.number_in_form)
    return (int(typed) if str(typed).isdecimal() and len(typed) < 6 else number), number


def read_count(data) -> int | None:
    """Return the number of rows that were sent; None if the form did not arrive whole."""
    sent = data.get(COUNT, "")
    if not (sent.isascii() and sent.isdecimal() and len(sent) < 5 and int(sent) <= MOST_ROWS):
        return None
    names = ("key", "was", "place", "number", "title", "kind", "result", "responsible", "due")
    is_whole = all(f"{PREFIX}-{n}-{name}" in data for n in range(int(sent)) for name in names)
    return int(sent) if is_whole else None


def taken_numbers(items: list[AgendaItem]) -> list[Number]:
    return [Number(item.number, item.letter) for item in items if item.number]
