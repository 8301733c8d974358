"""A year's meetings entered at once, one per row."""

from collections import Counter, defaultdict

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView

from home.approval import outcome
from home.approval.refusal import ApprovalRefused
from home.approval.save_bar import NextStep
from home.approval.service import submit
from home.editing.whole import has_rows, respond_incomplete

from ..models import MeetingPage
from .common import MeetingIndexView
from .new_meeting import MeetingTimeForm
from .proposals import previous_meeting, proposed_place

ROWS = 12
NOTHING = "Kirjoita ainakin yhden kokouksen päivä."
TWICE = "Sama päivä on kahdella rivillä. Jos kokouksia on kaksi, anna niille eri alkamisajat."
WHEN_PUBLIC = gettext_lazy("Ne tulevat kalenteriin, kun ne on hyväksytty.")
TAKEN = "Tälle päivälle on jo merkitty kokous. Jos kokouksia on kaksi, anna alkamisaika."


class YearRowForm(MeetingTimeForm):
    """One meeting of the year; a row without a date is skipped."""

    def __init__(self, *args, proposal=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name, value in (proposal or {}).items():
            self.fields[name].initial = value
        for field in self.fields.values():
            field.help_text = ""

    def begins(self):
        return self.cleaned_data.get("starts_at")

    def has_changed(self):
        """Return whether something was typed; clearing a proposed value does not count."""
        return any(str(self[name].data or "").strip() for name in self.changed_data)


class YearFormSet(forms.BaseFormSet):
    """All rows: no date twice, and none that already has a meeting."""

    def __init__(self, *args, index, **kwargs):
        self.index = index
        super().__init__(*args, **kwargs)

    def clean(self):
        typed = [(row, row.cleaned_data.get("date"), row.begins()) for row in self.filled()]
        if not typed and not any(self.errors):
            raise forms.ValidationError(NOTHING)
        counts = Counter((day, begins) for _row, day, begins in typed)
        taken = self.taken({day for _row, day, _begins in typed if day})
        for row, day, begins in typed:
            if day and has_clash(begins, taken.get(day, ())):
                row.add_error("date", TAKEN)
            elif day and (counts[day, begins] > 1 or (counts[day, None] and begins)):
                row.add_error("date", TWICE)

    def taken(self, days) -> dict:
        """Return the starting times of existing meetings by date."""
        meetings = MeetingPage.objects.child_of(self.index).filter(date__in=days)
        begun = defaultdict(set)
        for meeting in meetings.exclude(state=MeetingPage.State.CANCELLED):
            begun[meeting.date].add(meeting.starts_at)
        return begun

    def filled(self) -> list[YearRowForm]:
        return [row for row in self.forms if row.has_changed()]


def has_clash(begins, others) -> bool:
    """Return whether the starting time does not distinguish the meeting from others on its date."""
    return bool(others) and (begins is None or begins in others or None in others)


YearOfMeetings = forms.formset_factory(YearRowForm, formset=YearFormSet, extra=ROWS, max_num=60)


class YearView(MeetingIndexView, FormView):
    page_title = "Vuoden kokoukset"
    template_name = "admin/meetings/year.html"
    form_class = YearOfMeetings

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs() | {"index": self.index}
        proposal = proposed_place(previous_meeting(self.index))
        return kwargs | {"initial": None, "form_kwargs": {"proposal": proposal}}

    def post(self, request, *args, **kwargs):
        prefix = YearOfMeetings.get_default_prefix()
        if not has_rows(YearOfMeetings, request.POST, request.FILES, prefix):
            return respond_incomplete(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, rows):
        with transaction.atomic():
            meetings = [self.store_new(row.meeting(self.index)) for row in rows.filled()]
        if "send" in self.request.POST:
            self.submit(meetings)
        else:
            messages.success(self.request, f"{count_stored_meetings(meetings)} {WHEN_PUBLIC}")
        return redirect("meetings:index")

    def submit(self, meetings):
        """Send the meetings for approval as one bundle, or say why they only were stored."""
        first, *others = meetings
        try:
            submit(first, self.request.user, others)
        except ApprovalRefused as refusal:
            words = _("%(stored)s Niitä ei lähetetty hyväksyttäväksi. %(reason)s")
            values = {"stored": count_stored_meetings(meetings), "reason": refusal.message}
            messages.warning(self.request, words % values)
        else:
            outcome.add_outcome_message(self.request, outcome.SEND, meetings)

    def get_context_data(self, **kwargs):
        label = NextStep(None, MeetingPage, self.request.user).label
        return super().get_context_data(**kwargs) | {"send_label": label}


def count_stored_meetings(meetings) -> str:
    number = len(meetings)
    words = ngettext(
        "Yksi kokous on tallennettu luonnoksena.",
        "%(number)s kokousta on tallennettu luonnoksina.",
        number,
    )
    return words % {"number": number}
