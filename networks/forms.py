"""The forms of terms, nominations, organisations and days."""

from functools import partial
from itertools import combinations

from django import forms

from home.approval.bundle_field import BundleForm
from home.approval.revision_rows import SnippetForm, limit_choices
from home.history import list_protecting_objects
from home.incoming.days import Direction
from home.incoming.fields import DayFormField

from .deciding import limit_to_deciding_pages
from .overlaps import find_clash, misplaced_deputy, too_many_named

NEEDED = (
    "Edustusta {mandate} ei voi poistaa, koska siihen viittaa muuta tietoa, esimerkiksi kokouksen "
    "osallistujat. Merkitse sille päättymispäivä. Kun avaat sivun uudelleen, edustus on taas "
    "paikallaan."
)
TERMS_OVERLAP = (
    "Toimikausi menee päällekkäin toisen toimikauden kanssa. Merkitse ensin edelliselle "
    "toimikaudelle päättymispäivä."
)
BEGINS_TOO_LATE = "Edustus alkaa vasta toimikauden päättymisen jälkeen."
OWN_SUCCESSOR = "Yhteisö ei voi jatkaa itsenään: valitse toinen yhteisö."


class TermForm(SnippetForm):
    """The form of a term: its mandates are checked against each other, not the stored ones."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = self.formsets["mandates"]
        members = rows.queryset.exclude(role="deputy").exclude(id=None)
        rows.add_fields = partial(
            limit_deputies, members, mandate_choices(members), rows.add_fields
        )

    def is_valid(self):
        return (
            super().is_valid()
            and self.overlaps_no_term()
            and self.has_no_overlaps()
            and self.keeps_referenced_mandates()
        )

    def overlaps_no_term(self) -> bool:
        """Return whether the term shares no day with the newest version of another."""
        if self.instance.find_overlapping_term():
            self.add_error(None, TERMS_OVERLAP)
        return not self.errors

    def keeps_referenced_mandates(self) -> bool:
        """Return whether no deleted mandate is referred to elsewhere, as by attendance."""
        removed = [row.instance for row in self.formsets["mandates"].deleted_forms]
        for mandate in removed:
            if mandate.pk and any(
                other not in removed for other in list_protecting_objects(mandate)
            ):
                self.add_error(None, NEEDED.format(mandate=mandate))
        return not self.errors

    def has_no_overlaps(self) -> bool:
        forms = [
            form
            for form in self.formsets["mandates"].forms
            if form.has_changed() or form.instance.pk
            if form not in self.formsets["mandates"].deleted_forms
        ]
        for form in forms:
            message = misplaced_deputy(form.instance, self.instance.pk)
            if message:
                form.add_error("deputy_of", message)
            if self.begins_too_late(form):
                form.add_error("starts", BEGINS_TOO_LATE)
        for one, other in combinations(forms, 2):
            message = find_clash(one.instance, other.instance)
            if message:
                other.add_error("starts", message)
        return all(form.is_valid() for form in forms)

    def begins_too_late(self, form) -> bool:
        """Return whether the mandate begins after the term, by a day that was just typed."""
        ends, starts = self.cleaned_data.get("ends"), form.instance.starts
        is_new = "ends" in self.changed_data or form.has_changed()
        return bool(is_new and ends and starts and starts > ends)


class NominationForm(BundleForm):
    """The form of a nomination; appointments need the date of the decision."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        limit_to_deciding_pages(self.fields["meeting"], self.instance.meeting_id)

    def is_valid(self):
        return super().is_valid() and self.has_a_decision()

    def has_a_decision(self) -> bool:
        rows = self.formsets["appointments"]
        named = [form.instance for form in rows.forms if form not in rows.deleted_forms]
        if named and not self.cleaned_data.get("decided_on"):
            self.add_error("decided_on", "Merkitse päivä, jona nimetyistä päätettiin.")
        if why := too_many_named(named, self.cleaned_data.get("places") or 1):
            self.add_error("places", why)
        return not self.errors


def limit_deputies(members, choices, add_fields, form, index):
    """Add the fields of a row, with `deputy_of` limited to the version's own members."""
    add_fields(form, index)
    field = form.fields["deputy_of"]
    limit_choices(field, members)
    field.choices = choices


def mandate_choices(mandates) -> list[tuple]:
    """Return the mandates as choices, in the order of the seats."""
    mandates, model = list(mandates), mandates.model
    for name in ("person", "seat"):
        kind = model._meta.get_field(name).related_model
        found = kind.objects.in_bulk([getattr(mandate, f"{name}_id") for mandate in mandates])
        for mandate in mandates:
            setattr(mandate, name, found[getattr(mandate, f"{name}_id")])
    in_order = sorted(mandates, key=lambda mandate: (mandate.seat.order, mandate.pk))
    return [("", "---------"), *((mandate.pk, str(mandate)) for mandate in in_order)]


class OrganisationForm(SnippetForm):
    """The form of an organisation together with its successors."""

    def is_valid(self):
        return super().is_valid() and self.is_not_its_own_successor()

    def is_not_its_own_successor(self) -> bool:
        forms = self.formsets["successions"].forms
        for form in forms:
            if self.instance.pk and form.instance.successor_id == self.instance.pk:
                form.add_error("successor", OWN_SUCCESSOR)
        return all(form.is_valid() for form in forms)


class DayForm(forms.Form):
    """The day for which a reader wants to see the council.

    A browser sends 2022-03-01; people write 1.3.
    """

    paiva = DayFormField(
        direction=Direction.NEAREST,
        label="Päivä",
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=dict.fromkeys(("required", "invalid"), "Kirjoita päivä muodossa 1.3.2022."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="nayta-%s", use_required_attribute=False, **kwargs)
