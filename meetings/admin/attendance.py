"""The admin view that records attendance by ticking the mandates valid on the day."""

from itertools import groupby

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView

from home.council import get_council
from networks.models import Mandate, Seat

from ..calling.attending import propose_attendance
from ..calling.people import list_deputies
from ..models import Attendance
from .common import DraftView, page_edit_address

ABSENT = ("", "ei paikalla")
REMOTE = "(etänä)"
LONGEST = Attendance._meta.get_field("guest").max_length
TOO_LONG = f"Rivi on liian pitkä: kirjoita enintään {LONGEST} merkkiä."


def mandates_for(meeting):
    """Return the mandates of published terms valid on the day, and those already ticked."""
    ticked = [row.mandate_id for row in meeting.attendances.all() if row.mandate_id]
    on_the_day = Mandate.objects.public().of(get_council()).on(meeting.date).values("pk")
    found = Mandate.objects.filter(Q(pk__in=on_the_day) | Q(pk__in=ticked))
    return found.in_order()


class AttendanceForm(forms.Form):
    """A choice for each mandate, and a text field with one guest per line."""

    guests = forms.CharField(
        label="Muut osallistujat",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Yksi riville: tehtävä ja yhteisö, esimerkiksi: hyvinvointikoordinaattori, "
        "Esimerkkilän kaupunki. Nimi vain, jos siihen on lupa. Lisää loppuun (etänä), jos "
        "osallistuja oli etäyhteydellä.",
    )

    def __init__(self, *args, meeting, mandates, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_outdated = False  # whether somebody has changed the rows since the form was opened
        self.meeting, self.mandates = meeting, list(mandates)
        rows = list(meeting.attendances.all())
        self.stored = {row.mandate_id: row.way for row in rows}
        self.proposed = {} if rows else propose_attendance(meeting)
        for mandate in self.mandates:
            self.fields[field_name(mandate)] = forms.ChoiceField(
                label=str(mandate.person),
                choices=[ABSENT, *Attendance.Way.choices],
                required=False,
                widget=forms.RadioSelect,
                initial=(self.stored or self.proposed).get(mandate.pk, ""),
            )
        self.fields["guests"].initial = "\n".join(
            f"{row.guest} {REMOTE}" if row.way == Attendance.Way.REMOTE else row.guest
            for row in rows
            if row.guest
        )

    def groups(self):
        """Yield (group, [(seat, rows)]) for the template; see `row`."""
        rows = sorted(self.mandates, key=lambda m: Seat.Group.values.index(m.seat.group))
        for group, mandates in groupby(rows, key=lambda m: m.seat.get_group_display()):
            seats = groupby(mandates, key=lambda m: m.seat)
            yield group, [(s, [self.row(mandate) for mandate in found]) for s, found in seats]

    def row(self, mandate) -> tuple:
        """Return a mandate, its field, what somebody else stored meanwhile, and its deputies."""
        field = self[field_name(mandate)]
        stored = self.stored.get(mandate.pk, "")
        is_other = self.is_outdated and field.value() != stored
        other = dict(field.field.choices)[stored] if is_other else ""
        return mandate, field, other, self.list_deputies(mandate)

    def list_deputies(self, mandate) -> list:
        """Return the deputies to offer for an absent member, with the names of their fields."""
        if mandate.role == Mandate.Role.DEPUTY:
            return []
        deputies = list_deputies(mandate, self.mandates)
        return [(str(each.person), field_name(each)) for each in deputies]

    def other_guests(self) -> str:
        """Return the guests that somebody else has stored meanwhile, if they differ."""
        field = self["guests"]
        is_other = self.is_outdated and field.value().split() != field.initial.split()
        return field.initial if is_other else ""

    def clean_guests(self):
        lines = [line.strip() for line in self.cleaned_data["guests"].splitlines()]
        if any(len(line.removesuffix(REMOTE).strip()) > LONGEST for line in lines):
            raise forms.ValidationError(TOO_LONG)
        return [line for line in lines if line.removesuffix(REMOTE).strip()]

    def rows(self) -> list[Attendance]:
        """Return the attendance rows; a mandate that already had a row keeps it."""
        known = {row.mandate_id: row for row in self.meeting.attendances.all() if row.mandate_id}
        rows = []
        for mandate in self.mandates:
            if way := self.cleaned_data[field_name(mandate)]:
                row = known.get(mandate.pk) or Attendance(mandate=mandate)
                row.way = way
                rows.append(row)
        rows += map(parse_guest, self.cleaned_data["guests"])
        for number, row in enumerate(rows):
            row.sort_order = number
        return rows


def field_name(mandate) -> str:
    return f"mandate-{mandate.pk}"


def parse_guest(line: str) -> Attendance:
    remote = line.endswith(REMOTE)
    way = Attendance.Way.REMOTE if remote else Attendance.Way.HERE
    return Attendance(guest=line.removesuffix(REMOTE).strip(), way=way)


class AttendanceRows:
    """The rows of attendance on a screen of a draft, with a button that marks everyone present."""

    def post(self, request, *args, **kwargs):
        if "everyone" in request.POST and self.is_whole():
            words = _("Varsinaiset jäsenet on merkitty paikalle. Muuta poikkeukset ja tallenna.")
            messages.info(request, words)
            return self.render_to_response(self.get_context_data(form=self.get_form()))
        return super().post(request, *args, **kwargs)

    def data_of_form(self):
        """Return the data for the form: what was posted, with everyone present if asked for."""
        if self.request.method != "POST":
            return None
        if "everyone" not in self.request.POST:
            return self.request.POST
        data = self.request.POST.copy()
        for mandate in mandates_for(self.draft):
            if mandate.role != Mandate.Role.DEPUTY and not data.get(field_name(mandate)):
                data[field_name(mandate)] = Attendance.Way.HERE
        return data

    def is_whole(self) -> bool:
        """Return whether all rows arrived: a missing choice would mark somebody as absent."""
        ticked = [row.mandate for row in self.draft.attendances.all() if row.mandate_id]
        return {"guests", *map(field_name, ticked)} <= self.request.POST.keys()

    def rows(self) -> list[tuple]:
        return [(row.mandate_id, row.guest, row.way) for row in self.draft.attendances.all()]


class AttendanceView(AttendanceRows, DraftView, FormView):
    """The view that records who attended a meeting."""

    page_title = "Osallistujat"
    template_name = "admin/meetings/attendance.html"

    def get_form(self, form_class=None):
        return AttendanceForm(
            self.data_of_form(), meeting=self.draft, mandates=mandates_for(self.draft)
        )

    def answer_outdated(self):
        form = self.get_form()
        form.is_outdated = True
        words = _(
            "Osallistujia on muutettu toisaalla sillä välin, joten mitään ei tallennettu. Tarkista "
            "merkityt kohdat ja tallenna uudelleen."
        )
        messages.error(self.request, words)
        context = self.get_context_data(form=form) | {"seen": self.fingerprint()}
        return self.render_to_response(context, status=409)

    def summarise_draft(self) -> str:
        rows = list(self.draft.attendances.all())
        if not rows:
            return _("Luonnoksessa ei ole osallistujia.")
        return _("Luonnoksessa on osallistujia: %(how_many)s.") % {
            "how_many": describe_attendance(rows)
        }

    @transaction.atomic
    def form_valid(self, form):
        rows = form.rows()
        self.draft.attendances = rows
        self.store_draft()
        words = _("Osallistujat on tallennettu luonnokseen: %(how_many)s.")
        messages.success(self.request, words % {"how_many": describe_attendance(rows)})
        return redirect(page_edit_address(self.page))


def describe_attendance(rows: list[Attendance]) -> str:
    remote = sum(row.way == Attendance.Way.REMOTE for row in rows)
    numbers = {"here": len(rows) - remote, "remote": remote}
    if not remote:
        return _("%(here)s paikalla") % numbers
    return _("%(here)s paikalla ja %(remote)s etäyhteydellä") % numbers
