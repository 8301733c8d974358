"""The decisions of all meetings: filtered, counted and as CSV."""

import csv
from collections import Counter
from dataclasses import dataclass
from io import StringIO
from operator import itemgetter

from django import forms
from django.db.models import QuerySet

from home.caveats import join_caveat_labels
from home.exports import format_for_cell
from home.models import GoalPage
from home.text.redaction import get_public_text
from networks.models import NetworkPage

from .agenda import AgendaItem

HEADINGS = (
    "Päivä",
    "Kokous",
    "Pykälä",
    "Otsikko",
    "Tulos",
    "Päätös",
    "Verkosto",
    "Tavoite",
    "Vastuutaho",
    "Määräpäivä",
    "Tehty",
    "Osoite",
    "Huomattava",
)


class DecisionFilterForm(forms.Form):
    """The filters of the list; every choice shows its number of decisions."""

    vuosi = forms.ChoiceField(label="Vuosi", required=False)
    tulos = forms.ChoiceField(label="Tulos", required=False)
    verkosto = forms.ChoiceField(label="Verkosto", required=False)
    tavoite = forms.ChoiceField(label="Tavoite", required=False)

    # The column of AgendaItem for each field.
    COLUMNS = {
        "vuosi": "meeting__date__year",
        "tulos": "result",
        "verkosto": "network_id",
        "tavoite": "goal_id",
    }

    def __init__(self, data, rows, names):
        super().__init__(data)
        for name, column in self.COLUMNS.items():
            counts = Counter(row[column] for row in rows if row[column])
            self.fields[name].choices = [
                ("", "Kaikki"),
                *choices_with_counts(counts, names.get(name)),
            ]
        self.full_clean()

    def chosen(self) -> dict:
        """Return the chosen values by column, without unknown choices."""
        return {
            column: self.cleaned_data[name]
            for name, column in self.COLUMNS.items()
            if self.cleaned_data.get(name)
        }


def choices_with_counts(counts, names=None):
    """Return the choices by name with their counts; years, which have no names, newest first."""
    if names is None:
        known = [(year, str(year)) for year in sorted(counts, reverse=True)]
    else:
        keys = counts.keys() & names.keys()
        known = sorted(((key, names[key]) for key in keys), key=itemgetter(1))
    return [(str(key), f"{name} ({counts[key]})") for key, name in known]


@dataclass
class Decisions:
    """The decisions that match the reader's filters."""

    form: DecisionFilterForm
    items: QuerySet[AgendaItem]
    total: int
    names: dict  # of the choices, by field name and primary key

    @property
    def is_filtered(self) -> bool:
        return bool(self.form.chosen())


def filter_decisions(data) -> Decisions:
    """Return the public decisions, filtered as the reader chose."""
    decided = AgendaItem.objects.public().decided()
    rows = list(decided.values(*DecisionFilterForm.COLUMNS.values()))
    names = choice_names()
    form = DecisionFilterForm(data, rows, names)
    items = decided.filter(**form.chosen()).newest_first().select_related("meeting", "completion")
    return Decisions(form, items, len(rows), names)


def choice_names() -> dict:
    """Return the labels of the choices, only of published pages."""
    names = {"tulos": {key: label.capitalize() for key, label in AgendaItem.Result.choices if key}}
    for name, model in (("verkosto", NetworkPage), ("tavoite", GoalPage)):
        pages = model.objects.live().public()
        names[name] = dict(pages.values_list("pk", "title"))
    return names


def as_csv(decisions: Decisions, request) -> str:
    """Return the chosen decisions as CSV (RFC 4180) with a header row."""
    names = decisions.names
    table = StringIO()
    writer = csv.writer(table)
    writer.writerow(HEADINGS)
    for item in decisions.items:
        address = f"{item.meeting.get_full_url(request)}#{item.anchor}"
        row = (
            item.meeting.date,
            item.meeting.title,
            item.section,
            item.title,
            item.get_result_display() if item.result else "",
            get_public_text(item.decision),
            names["verkosto"].get(item.network_id, ""),
            names["tavoite"].get(item.goal_id, ""),
            item.responsible,
            item.due,
            item.done_on,
            address,
            join_caveat_labels(item.meeting.caveats),
        )
        writer.writerow(map(format_for_cell, row))
    return table.getvalue()
