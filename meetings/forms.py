"""What an editor need not fill in, and what an editor is asked twice."""

from itertools import count

from django import forms
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Revision

from home.approval.companions import CompanionsForm
from home.approval.councils import council_of
from home.history import needed_by

from .choices import name_of_matter, offers_for

ANYWAY = "state_anyway"
UNUSUAL = {
    ("cancelled", "planned"): "Kokous on merkitty perutuksi.",
    ("cancelled", "called"): "Kokous on merkitty perutuksi.",
    ("cancelled", "held"): "Kokous on merkitty perutuksi.",
    ("held", "planned"): "Kokous on merkitty pidetyksi.",
    ("held", "called"): "Kokous on merkitty pidetyksi.",
    ("held", "cancelled"): "Kokous on merkitty pidetyksi.",
    ("called", "planned"): "Kokous on jo kutsuttu koolle.",
}
NOT_YET = "Kokouksen päivä on vasta tulossa, joten sitä ei ole vielä pidetty."
CONFIRM = " Jos haluat silti muuttaa tilan, rastita ”Muutan tilan silti”."
CONTINUED = (
    "Asiaa {matter} ei voi poistaa, koska myöhemmän kokouksen asia jatkaa sitä: {later}. Poista "
    "ensin siitä kohta ”jatkoa asialle”. Kun avaat tämän sivun uudelleen, asia on taas paikallaan."
)


class AgendaItemForm(WagtailAdminModelForm):
    """The form of a matter, which offers what concerns its own council."""

    def __init__(self, *args, offers=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() & (offers or {}).keys():
            self.fields[name].queryset = offers[name].queryset
            self.fields[name].choices = offers[name].choices


class MeetingForm(CompanionsForm):
    """The form of a meeting: its title and address may be left to its date."""

    state_anyway = forms.BooleanField(required=False, label="Muutan tilan silti")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("title", "slug"):
            if name in self.fields:
                self.fields[name].required = False
        if "agenda_items" in self.formsets:
            offers = offers_for(council_of(self.parent_page), self.instance)
            self.formsets["agenda_items"].form_kwargs["offers"] = offers
        if not (self.is_bound and self.asks_twice()):
            self.fields.pop(ANYWAY, None)

    def clean(self):
        data = super().clean()
        day = data.get("date")
        if day and not data.get("slug"):
            data["slug"] = free_address(self.parent_page, day, self.instance.pk)
        states = self.instance.State
        if day and day < timezone.localdate() and data.get("state") == states.PLANNED:
            data["state"] = states.HELD  # entered afterwards: nobody plans the past
        if ANYWAY in self.fields and not data.get(ANYWAY):
            self.add_error("state", self.asks_twice() + CONFIRM)
        return data

    def asks_twice(self) -> str:
        """Why the new state is so unusual that the editor must be sure; empty when it is not."""
        if not {"state", "date"} <= self.fields.keys():
            return ""
        old, new, day = self.initial.get("state"), self["state"].data, self.day()
        if new == "held" != old and day and day > timezone.localdate():
            return NOT_YET
        return UNUSUAL.get((old, new), "") if self.instance.pk else ""

    def day(self):
        """The date as it was sent; None while it is no date."""
        try:
            return self.fields["date"].clean(self["date"].data)
        except forms.ValidationError:
            return None

    def is_valid(self):
        return super().is_valid() and self.keeps_what_is_continued()

    def keeps_what_is_continued(self) -> bool:
        """No matter is removed that a later meeting goes on with, even in a draft."""
        formset = self.formsets.get("agenda_items")
        for row in formset.deleted_forms if formset else ():
            if row.instance.pk and (later := continuations(row.instance)):
                text = CONTINUED.format(matter=row.instance, later=", ".join(later))
                self.add_error(None, text)
        return not self.errors


def free_address(index, day, own=None) -> str:
    """The day, or the day with a number when another meeting was on it."""
    day = day.isoformat()
    siblings = index.get_children().exclude(pk=own)
    taken = set(siblings.filter(slug__startswith=day).values_list("slug", flat=True))
    candidates = (f"{day}-{number}" if number > 1 else day for number in count(1))
    return next(slug for slug in candidates if slug not in taken)


def continuations(item) -> list[str]:
    """The names of what goes on with the matter, in stored meetings and in their drafts."""
    if stored := needed_by(item):
        return sorted(name_of_matter(later) for later in stored)
    draft = Revision.objects.filter(content__agenda_items__contains=[{"continues": item.pk}])
    drafts = type(item.meeting).objects.filter(latest_revision__in=draft)
    return sorted(meeting.get_admin_display_title() for meeting in drafts)
