"""A year's meetings as a list of rows, all entered at once."""

from collections import Counter

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.views.generic import FormView

from ..models import MeetingPage
from .common import IndexView
from .new_meeting import WhenAndWhere
from .proposals import previous_meeting, proposed_place

ROWS = 12
NOTHING = "Kirjoita ainakin yhden kokouksen päivä."
TWICE = "Sama päivä on kahdella rivillä."
TAKEN = "Tälle päivälle on jo merkitty kokous."


class Row(WhenAndWhere):
    """A meeting of the year; a row without a date is no meeting."""

    def __init__(self, *args, proposal=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name, value in (proposal or {}).items():
            self.fields[name].initial = value
        for field in self.fields.values():
            field.help_text = ""

    def has_changed(self):
        """Something was typed; taking away what was proposed is nothing."""
        return any(str(self[name].data or "").strip() for name in self.changed_data)


class Rows(forms.BaseFormSet):
    """The rows together: no day twice, and none that has a meeting already."""

    def __init__(self, *args, index, **kwargs):
        self.index = index
        super().__init__(*args, **kwargs)

    def clean(self):
        days = Counter(row.cleaned_data.get("date") for row in self.filled())
        if not days and not any(self.errors):
            raise forms.ValidationError(NOTHING)
        taken = set(
            MeetingPage.objects.child_of(self.index)
            .exclude(state=MeetingPage.State.CANCELLED)
            .filter(date__in=[day for day in days if day])
            .values_list("date", flat=True)
        )
        for row in self.filled():
            day = row.cleaned_data.get("date")
            if day in taken or (day and days[day] > 1):
                row.add_error("date", TAKEN if day in taken else TWICE)

    def filled(self) -> list[Row]:
        return [row for row in self.forms if row.has_changed()]


YearOfMeetings = forms.formset_factory(Row, formset=Rows, extra=ROWS, max_num=60)


class Year(IndexView, FormView):
    page_title = "Vuoden kokoukset"
    template_name = "wagtailadmin/meetings/year.html"
    form_class = YearOfMeetings

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs() | {"index": self.index}
        proposal = proposed_place(previous_meeting(self.index))
        return kwargs | {"initial": None, "form_kwargs": {"proposal": proposal}}

    @transaction.atomic
    def form_valid(self, rows):
        meetings = [self.enter(row.meeting(self.index)) for row in rows.filled()]
        words = "1 kokous" if len(meetings) == 1 else f"{len(meetings)} kokousta"
        messages.success(
            self.request,
            f"{words} on tallennettu luonnoksina. Ne tulevat kalenteriin, kun ne on hyväksytty.",
        )
        return redirect("meetings:index")
