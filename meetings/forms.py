"""The forms of a meeting: what is filled in for the editor, and what needs confirmation."""

from django import forms
from django.utils import timezone

from home.approval.bundle_field import BundleForm

from .consistency import contradictions, note_move
from .minutes.opening import days_in
from .naming import free_slug, free_title, is_derived_slug

STATE_ANYWAY = "state_anyway"
TITLE_ANYWAY = "title_anyway"
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
OTHER_DAY = (
    "Otsikossa on päivä {title}, mutta kokous on {date}. Korjaa toinen niistä, tai rastita "
    "”Otsikon päivä on oikein”."
)


class MeetingForm(BundleForm):
    """The form of a meeting; title and slug follow the date unless the editor has chosen others."""

    state_anyway = forms.BooleanField(required=False, label="Muutan tilan silti")
    title_anyway = forms.BooleanField(required=False, label="Otsikon päivä on oikein")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("title", "slug"):
            if name in self.fields:
                self.fields[name].required = False
        if not (self.is_bound and self.unusual_change()):
            self.fields.pop(STATE_ANYWAY, None)
        if not (self.is_bound and self.title_contradicts_date()):
            self.fields.pop(TITLE_ANYWAY, None)

    def clean(self):
        data = super().clean()
        day = data.get("date")
        states = self.instance.State
        if day and day < timezone.localdate() and data.get("state") == states.PLANNED:
            data["state"] = states.HELD  # entered afterwards: a past meeting is not planned
        if day and "title" in self.fields:
            note_move(self.instance, data)
            self.follow_date(data)
        if STATE_ANYWAY in self.fields and not data.get(STATE_ANYWAY):
            self.add_error("state", self.unusual_change() + CONFIRM)
        if TITLE_ANYWAY in self.fields and not data.get(TITLE_ANYWAY):
            self.add_error("title", self.title_contradicts_date())
        self.check_facts(data)
        return data

    def follow_date(self, data) -> None:
        """Set title and slug by the date, unless the editor has chosen others."""
        occasion = type(self.instance)(
            **{name: data.get(name) for name in ("date", "starts_at", "title")},
            meeting_kind=data.get("meeting_kind", self.instance.meeting_kind),
        )
        if occasion.has_derived_title:
            data["title"] = free_title(self.parent_page, occasion, self.instance.pk)
        if is_derived_slug(data.get("slug")):
            data["slug"] = free_slug(
                self.parent_page, data["date"], self.instance.pk, now=data.get("slug")
            )

    def check_facts(self, data) -> None:
        """Add an error for each value that contradicts the meeting's date or state."""
        for name, message in contradictions(self.instance, data):
            if name in self.fields and name not in self.errors:
                self.add_error(name, message)

    def unusual_change(self) -> str:
        """Return why the new state is unusual and needs confirmation; empty if it is not."""
        if not {"state", "date"} <= self.fields.keys():
            return ""
        old, new, day = self.initial.get("state"), self["state"].data, self.day()
        if new == "held" != old and day and day > timezone.localdate():
            return NOT_YET
        return UNUSUAL.get((old, new), "") if self.instance.pk else ""

    def title_contradicts_date(self) -> str:
        """Return the question to ask when the title has another date; empty otherwise."""
        if not {"title", "date"} <= self.fields.keys():
            return ""
        title, day = str(self["title"].data or ""), self.day()
        if not day or type(self.instance)(title=title).has_derived_title:
            return ""
        days = set(days_in(title)) - {self.instance.moved_from}
        if not days or day in days:
            return ""
        return OTHER_DAY.format(title=f"{min(days):%-d.%-m.%Y}", date=f"{day:%-d.%-m.%Y}")

    def day(self):
        """Return the submitted date, or None if it is not valid."""
        try:
            return self.fields["date"].clean(self["date"].data)
        except forms.ValidationError:
            return None
