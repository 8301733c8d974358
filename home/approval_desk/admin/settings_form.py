"""The form of the approval settings: approvers, deadlines, and the level of each kind of text."""

from django import forms
from django.db import transaction
from django.utils.text import capfirst

from home.approval.approvers import get_level_members
from home.approval.models import ApprovalRule, ApprovalSettings, Level
from home.approval.policy import ApprovalKind, get_kinds

from .people import PersonField

PEOPLE = ("chair", "vice_chair", "deputy")
DAYS = ("silence_days", "reminder_days", "link_days", "minutes_alarm_days")
LEVELS = {
    Level.CHAIR: "puheenjohtaja hyväksyy",
    Level.SECOND_PAIR: "toinen henkilö työntekijöistä tarkistaa",
    Level.NONE: "julkaistaan heti, merkintä jää lokiin",
}


class ApprovalSettingsForm(forms.ModelForm):
    """The settings, with a field for each kind of text that has a choice of levels."""

    class Meta:
        model = ApprovalSettings
        fields = [*PEOPLE, *DAYS]
        field_classes = dict.fromkeys(PEOPLE, PersonField)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chairs, staff = (get_level_members(level) for level in (Level.CHAIR, Level.SECOND_PAIR))
        for name, users in (("chair", chairs), ("vice_chair", chairs), ("deputy", staff)):
            field = self.fields[name]
            field.queryset = field.queryset.filter(pk__in=[user.pk for user in users])
            field.empty_label = "Ei nimetty"
        rules = {rule.kind: rule for rule in self.instance.rules.all()} if self.instance.pk else {}
        for kind in list_choosable_kinds():
            self.fields |= make_kind_fields(kind, rules.get(kind.label))

    def clean(self):
        values = super().clean()
        if values.get("reminder_days", 0) > values.get("silence_days", 60):
            self.add_error("reminder_days", "Muistutus ei voi tulla vasta vastausajan jälkeen.")
        if values.get("deputy") and values["deputy"] == values.get("vice_chair"):
            self.add_error("deputy", "Varapuheenjohtaja on jo sijainen: valitse joku muu.")
        return values

    @transaction.atomic
    def save(self):
        settings = super().save()
        for kind in list_choosable_kinds():
            store_rule(settings, kind, **self.get_choice(kind))
        return settings

    def get_choice(self, kind: ApprovalKind) -> dict:
        return {
            "level": self.cleaned_data[make_level_field_name(kind)],
            "small_corrections": self.cleaned_data.get(make_small_field_name(kind), False),
        }

    def people(self):
        return [self[name] for name in PEOPLE]

    def days(self):
        return [self[name] for name in DAYS]

    def kinds(self):
        """Return the fields of each kind: its level, and small corrections where it has them."""
        names = (
            (make_level_field_name(kind), make_small_field_name(kind))
            for kind in list_choosable_kinds()
        )
        return [[self[name] for name in pair if name in self.fields] for pair in names]

    def decides_who_approves(self) -> bool:
        """Return whether anything but the deadlines was changed."""
        return bool(set(self.changed_data) - set(DAYS))

    def state(self) -> dict:
        """Return the values in the format in which `get_settings_state` returns the stored ones."""
        values = {f"{name}_id": self.cleaned_data[name] for name in PEOPLE}
        values = {name: person.pk if person else None for name, person in values.items()}
        values |= {name: self.cleaned_data[name] for name in DAYS}
        chosen = {
            kind.label: self.get_choice(kind)
            for kind in list_choosable_kinds()
            if self.differs_from_default(kind)
        }
        rules = {label: [c["level"], c["small_corrections"]] for label, c in chosen.items()}
        return values | {"rules": rules}

    def differs_from_default(self, kind: ApprovalKind) -> bool:
        """Return whether the choice for the kind differs from its default."""
        chosen = self.get_choice(kind)
        return chosen["level"] != kind.default or chosen["small_corrections"]

    def lines(self) -> list[str]:
        """Return what was changed, one line per field."""
        return [
            f"{capfirst(self[name].label)}: {self.format_field(name)}" for name in self.changed_data
        ]

    def changes(self) -> str:
        """Return what was changed, as text for the audit log."""
        return " ".join(f"{line}." for line in self.lines())

    def format_field(self, name) -> str:
        value = self.cleaned_data[name]
        if name in PEOPLE:
            return value.display_name if value else "ei nimetty"
        if isinstance(value, bool):
            return "kyllä" if value else "ei"
        return dict(getattr(self.fields[name], "choices", ())).get(value, str(value))


def list_choosable_kinds() -> list[ApprovalKind]:
    """Return the kinds for which the council has a choice, sorted by name."""
    chosen = [kind for kind in get_kinds().values() if len(kind.choices) > 1 or kind.small]
    return sorted(chosen, key=lambda kind: kind.name)


def make_level_field_name(kind: ApprovalKind) -> str:
    return f"level-{kind.label}"


def make_small_field_name(kind: ApprovalKind) -> str:
    return f"small-{kind.label}"


def make_kind_fields(kind: ApprovalKind, rule: ApprovalRule | None) -> dict[str, forms.Field]:
    """Return the fields of a kind: its level and, where it has small fields, small corrections."""
    level = rule.level if rule and rule.level in kind.choices else kind.default
    fields = {
        make_level_field_name(kind): forms.ChoiceField(
            label=capfirst(kind.name),
            choices=[(choice.value, LEVELS[choice]) for choice in kind.choices],
            initial=level.value if isinstance(level, Level) else level,
            widget=forms.RadioSelect,
        )
    }
    if kind.small:
        fields[make_small_field_name(kind)] = forms.BooleanField(
            label=f"{capfirst(kind.name)}: pienet korjaukset heti",
            required=False,
            initial=bool(rule and rule.small_corrections),
            help_text=ApprovalRule._meta.get_field("small_corrections").help_text,
        )
    return fields


def store_rule(settings, kind: ApprovalKind, level: str, small_corrections: bool) -> None:
    """Store the choice where it differs from the default; otherwise delete the rule."""
    if level == kind.default and not small_corrections:
        settings.rules.filter(kind=kind.label).delete()
        return
    chosen = {"level": level, "small_corrections": small_corrections}
    settings.rules.update_or_create(kind=kind.label, defaults=chosen)
