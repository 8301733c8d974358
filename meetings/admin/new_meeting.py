"""A new meeting on one screen: the editor types the date, the rest is proposed."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput
from wagtail.permissions import page_permission_policy

from home.council import get_council
from home.incoming.days import Direction
from home.incoming.fields import DayFormField
from networks.models import Mandate

from ..choices import dated_item_name
from ..hours import check_hours
from ..minutes.agenda import parse_agenda
from ..models import AgendaItem, MeetingIndexPage, MeetingPage
from ..naming import free_slug, free_title
from .common import MeetingIndexView, page_edit_address
from .files.upload import FilesField, add_documents, report_refused
from .proposals import build_agenda, open_actions, previous_meeting, proposed_place, standing_items

TOO_LONG = "Rivi on liian pitkä: asian otsikossa voi olla enintään 250 merkkiä."
SAME_DAY = (
    "Tälle päivälle on jo merkitty {}. Avaa se kohdasta Kokoukset, tai rastita ”Samana päivänä on "
    "toinenkin kokous”."
)


def indexes_for(user):
    """Return the lists of meetings to which the user may add."""
    mine = page_permission_policy.instances_user_has_permission_for(user, "add")
    return MeetingIndexPage.objects.filter(pk__in=mine.values("pk")).order_by("path")


def first_index(request):
    """Redirect to the form of a new meeting."""
    index = indexes_for(request.user).first()
    if index is None:
        raise PermissionDenied
    return redirect("new_meeting", index.pk)


class EarlierItemsField(forms.ModelMultipleChoiceField):
    """Earlier agenda items to tick."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, item):
        until = f", määräpäivä {item.due:%-d.%-m.%Y}" if item.due else ""
        return f"{dated_item_name(item)}{until}"


class MeetingTimeForm(forms.Form):
    """The date, hours and place of a meeting."""

    date = DayFormField(
        label="Päivä",
        direction=Direction.NEAREST,
        widget=AdminDateInput,
    )
    starts_at = forms.TimeField(label="Alkaa", widget=AdminTimeInput, required=False)
    ends_at = forms.TimeField(label="Päättyy", widget=AdminTimeInput, required=False)
    place = forms.CharField(label="Paikka", max_length=200, required=False)

    def clean(self):
        data = super().clean()
        check_hours(self, data)
        return data

    def meeting(self, index) -> MeetingPage:
        """Return the unsaved meeting, with title and slug made from its date."""
        data = self.cleaned_data
        fields = {name: data[name] for name in ("date", "starts_at", "ends_at", "place")}
        states = MeetingPage.State
        state = states.HELD if data["date"] < timezone.localdate() else states.PLANNED
        meeting = MeetingPage(**fields, state=state, slug=free_slug(index, data["date"]))
        meeting.title = free_title(index, meeting)
        return meeting


class NewMeetingForm(MeetingTimeForm):
    """A meeting with its agenda and documents."""

    another = forms.BooleanField(label="Samana päivänä on toinenkin kokous", required=False)
    agenda = forms.CharField(
        label="Vakioasiat",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Yksi asia riville. Voit muuttaa, poistaa ja lisätä rivejä, ja liittää "
        "tähän Wordissa tehdyn esityslistan: pykälien numerot ja luettelomerkit jäävät pois "
        "otsikoista. Kun kokouksen päivä on mennyt, ehdotuksia ei käytetä.",
    )
    actions = EarlierItemsField(
        queryset=AgendaItem.objects.none(),
        label="Avoimet tehtävät",
        required=False,
        help_text="Tehtävät, joita ei ole merkitty tehdyiksi. Valitut tulevat asioiksi "
        "esityslistalle ja viittaavat aiempaan kokoukseen.",
    )
    files = FilesField(
        label="Tiedostot",
        required=False,
        help_text="Kutsu, esityslista, pöytäkirja ja liitteet. Voit valita tai pudottaa tähän "
        "monta tiedostoa yhdellä kertaa.",
    )

    def __init__(self, *args, actions, index, **kwargs):
        super().__init__(*args, **kwargs)
        self.index = index
        self.fields["actions"].queryset = actions
        if not self.is_bound and not actions:
            del self.fields["actions"]
        if not self.is_bound:
            del self.fields["another"]

    def clean(self):
        data = super().clean()
        meetings = MeetingPage.objects.child_of(self.index).filter(date=data.get("date"))
        same = meetings.exclude(state=MeetingPage.State.CANCELLED).first()
        if same is None:
            del self.fields["another"]
        elif not data.get("another"):
            self.add_error("date", SAME_DAY.format(same.get_admin_display_title()))
        return data

    def clean_agenda(self):
        entries = parse_agenda(self.cleaned_data["agenda"])
        if any(len(entry.title) > 250 for entry in entries):
            raise ValidationError(TOO_LONG)
        return entries

    def meeting(self, index) -> MeetingPage:
        """Return the meeting with its agenda; a past meeting gets no proposed values."""
        meeting, data = super().meeting(index), self.cleaned_data
        if meeting.state == MeetingPage.State.PLANNED:
            standing = (self.initial.get("agenda") or "").splitlines()
            actions = data.get("actions", ())
            meeting.agenda_items = build_agenda(data["agenda"], actions, standing)
            return meeting
        for name, nothing in (("starts_at", None), ("ends_at", None), ("place", "")):
            if name not in self.changed_data:
                setattr(meeting, name, nothing)
        return meeting


class NewMeeting(MeetingIndexView, FormView):
    page_title = "Uusi kokous"
    template_name = "admin/meetings/new.html"
    form_class = NewMeetingForm

    def get_form_kwargs(self):
        actions, previous = open_actions(), previous_meeting(self.index)
        initial = proposed_place(previous) | {
            "agenda": "\n".join(standing_items(previous)),
            "actions": [action.pk for action in actions],
        }
        given = {"actions": actions, "initial": initial, "index": self.index}
        return super().get_form_kwargs() | given

    @transaction.atomic
    def form_valid(self, form):
        meeting = form.meeting(self.index)
        refused = add_documents(meeting, form.cleaned_data["files"], self.request.user)
        self.store_new(meeting)
        messages.success(self.request, self.stored_message(meeting))
        report_refused(self.request, refused, meeting)
        if refused or len(form.cleaned_data["files"]) > 1:
            return redirect("meeting_files", meeting.pk)
        return redirect(page_edit_address(meeting))

    def stored_message(self, meeting) -> str:
        """Return a message on what was stored and how many representatives are to be invited."""
        words = f"{meeting.title} on tallennettu luonnoksena."
        called = Mandate.objects.public().of(get_council()).on(meeting.date).count()
        if meeting.state == MeetingPage.State.PLANNED and called:
            words += f" Kutsuttavia edustajia on {called}."
        return words
