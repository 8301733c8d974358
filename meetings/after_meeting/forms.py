"""The forms of the screen, each for a part of the draft; nothing is stored here."""

from django import forms
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from home.incoming.days import Direction
from home.incoming.fields import DayFormField

from ..consistency import contradictions_of_minutes
from ..importing.merging import to_rich_text
from ..minutes.follow_up import FollowUp, parse_follow_up
from ..minutes.serialise import rich_text_as_text, summarise
from ..minutes.wording import find_result
from ..models import AgendaItem, MeetingPage

LONGEST_SUMMARY = 1500


def items_to_decide(meeting) -> list[AgendaItem]:
    """Return the items of the draft in order, without the formalities."""
    formality = AgendaItem.ItemKind.FORMALITY
    items = [item for item in meeting.agenda_items.all() if item.kind != formality]
    prefetch_related_objects([item for item in items if item.pk], "completion")
    return items


class DecidedItemForm(forms.Form):
    """What was decided on one agenda item, and who carries it out.

    A stored decision is shown, not edited: its links and lists belong to the meeting's own form.
    """

    result = forms.ChoiceField(
        label=gettext_lazy("Tulos"), choices=AgendaItem.Result.choices, required=False
    )
    decision = forms.CharField(
        label=gettext_lazy("Päätös"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    responsible = forms.CharField(label=gettext_lazy("Vastuutaho"), required=False, max_length=200)
    due = DayFormField(
        label=gettext_lazy("Määräpäivä"),
        required=False,
        direction=Direction.COMING,
        widget=AdminDateInput,
    )

    def __init__(self, *args, item, day, **kwargs):
        self.item = item
        self.decided = rich_text_as_text(item.decision)
        self.proposal = proposal_for(item, self.decided, day)
        super().__init__(*args, initial=self.initial_values(), **kwargs)
        if self.decided:
            del self.fields["decision"]

    def initial_values(self) -> dict:
        """Return the values of the item; where it has none, what its decision states."""
        item = self.item
        return {
            "result": item.result or (find_result(self.decided) if self.decided else ""),
            "responsible": item.responsible or self.proposal.responsible,
            "due": item.due or self.proposal.due,
        }

    @property
    def is_proposed(self) -> bool:
        """Return whether a value on the screen was read from the decision and is not stored."""
        stored = (self.item.responsible, self.item.due, self.item.result)
        return stored != tuple(self.initial[name] for name in ("responsible", "due", "result"))

    def write(self) -> None:
        """Write the values to the item in memory."""
        data = self.cleaned_data
        for name in ("result", "responsible", "due"):
            setattr(self.item, name, data[name])
        if data.get("decision"):
            self.item.decision = to_rich_text(data["decision"])


def proposal_for(item, decided: str, day) -> FollowUp:
    """Return what the decision states; nothing if the item names somebody, a day, or is done."""
    if item.responsible or item.due or item.done_on or not decided:
        return FollowUp()
    return parse_follow_up(decided, day)


class BaseDecidedItems(forms.BaseFormSet):
    """A form for each item to decide, in the order of the agenda."""

    def __init__(self, *args, meeting, **kwargs):
        self.items, self.day = items_to_decide(meeting), meeting.date
        super().__init__(*args, **kwargs)

    def initial_form_count(self):
        return len(self.items)

    def total_form_count(self):
        return len(self.items)

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"item": self.items[index], "day": self.day}


ItemForms = forms.formset_factory(DecidedItemForm, formset=BaseDecidedItems, extra=0)


class MinutesForm(forms.Form):
    """The place, the state of the minutes and the summary."""

    place = forms.CharField(label=gettext_lazy("Paikka"), required=False, max_length=200)
    minutes_state = forms.ChoiceField(
        label=gettext_lazy("Pöytäkirjan tila"),
        choices=MeetingPage.MinutesState.choices,
        required=False,
        help_text=gettext_lazy(
            "Kun pöytäkirja on tarkastettu tai hyväksytty, sivusto ei enää muistuta siitä."
        ),
    )
    minutes_approved_on = DayFormField(
        label=gettext_lazy("Pöytäkirja hyväksytty"),
        required=False,
        direction=Direction.PAST,
        widget=AdminDateInput,
        help_text=gettext_lazy("Päivä, jona pöytäkirja hyväksyttiin tai tarkastettiin."),
    )
    summary = forms.CharField(
        label=gettext_lazy("Tiivistelmä"),
        required=False,
        max_length=LONGEST_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Mitä päätettiin, muutamalla rivillä. Näkyy sivulla ensimmäisenä. Ehdotuksessa ovat "
            "ensimmäiset päätökset."
        ),
    )

    def __init__(self, *args, meeting, **kwargs):
        self.meeting = meeting
        names = ("place", "minutes_state", "minutes_approved_on")
        initial = {name: getattr(meeting, name) for name in names}
        initial["summary"] = proposed_summary(meeting)
        super().__init__(*args, initial=initial, **kwargs)
        if self.summarised:
            del self.fields["summary"]

    @property
    def summarised(self) -> str:
        """Return the stored summary as plain text; it is edited in the meeting's own form."""
        return rich_text_as_text(self.meeting.summary)

    def clean(self):
        data = super().clean()
        for name, message in contradictions_of_minutes(data | {"date": self.meeting.date}):
            if name in self.fields and name not in self.errors:
                self.add_error(name, message)
        return data

    def write(self) -> None:
        """Write the values to the meeting in memory; a meeting of the past was held."""
        data = self.cleaned_data
        for name in ("place", "minutes_state", "minutes_approved_on"):
            setattr(self.meeting, name, data[name])
        if data.get("summary"):
            self.meeting.summary = to_rich_text(data["summary"])
        states = MeetingPage.State
        if self.meeting.state in (states.PLANNED, states.CALLED):
            self.meeting.state = states.HELD


def proposed_summary(meeting) -> str:
    """Return the first decisions of the draft as a list in plain text."""
    return summarise(
        [
            {"title": item.title, "decision": rich_text_as_text(item.decision), "kind": item.kind}
            for item in meeting.agenda_items.all()
        ]
    )


class NewsForm(forms.Form):
    """Whether a news item about the meeting is drafted, and under which title."""

    wanted = forms.BooleanField(
        label=gettext_lazy("Tee kokouksesta tiedoteluonnos"),
        required=False,
        help_text=gettext_lazy(
            "Tiedotteen johdannoksi tulee tiivistelmä, ja se hyväksytään samalla kuin kokous."
        ),
    )
    title = forms.CharField(
        label=gettext_lazy("Tiedotteen otsikko"), required=False, max_length=255
    )

    def __init__(self, *args, meeting, **kwargs):
        title = _("%(meeting)s: mitä päätettiin") % {"meeting": capfirst(meeting.title)}
        super().__init__(*args, initial={"title": title}, **kwargs)

    def clean(self):
        data = super().clean()
        if data.get("wanted") and not data.get("title"):
            self.add_error("title", _("Anna tiedotteelle otsikko, tai poista rasti."))
        return data


def may_follow(meeting) -> str:
    """Return why the screen cannot be used for the meeting yet; empty if it can."""
    if meeting.state == MeetingPage.State.CANCELLED:
        return _("Kokous on merkitty perutuksi, joten siitä ei kirjata päätöksiä.")
    if meeting.date > timezone.localdate():
        return _(
            "Kokous on vasta tulossa. Päätökset ja osallistujat kirjataan kokouspäivästä alkaen."
        )
    return ""
