"""Kuka edustaa sinua? A search by network, municipality, organisation, topic or person."""

from dataclasses import dataclass

from django import forms
from django.db.models import Q

from .mandate import Mandate
from .network import NetworkMember, NetworkPage
from .organisation import Organisation
from .seat import Seat
from .succession import Succession

NO_CHOICE = "Valitse jokin luettelon vaihtoehdoista."
MOST_WORDS = 5  # words of a name


class OptionalChoiceField(forms.ChoiceField):
    """An optional choice, whose choices depend on the council."""

    def __init__(self, label, **kwargs):
        messages = {"invalid_choice": NO_CHOICE}
        super().__init__(label=label, required=False, error_messages=messages, **kwargs)

    def set_options(self, pairs):
        self.choices = [("", "Kaikki"), *pairs]


class FinderForm(forms.Form):
    """The reader's search; every given criterion must match."""

    verkosto = OptionalChoiceField("Verkosto")
    kunta = OptionalChoiceField("Kunta")
    yhteiso = OptionalChoiceField("Yhteisö", help_text="Yhdistys, viranomainen tai muu yhteisö.")
    aihe = OptionalChoiceField("Aihe", help_text="Verkostojen teemat.")
    nimi = forms.CharField(label="Edustajan nimi", required=False, max_length=100)
    # Not shown in the form: links use them for one person or one seat.
    henkilo = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    paikka = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data, council):
        asked = {name: data[name] for name in self.base_fields if data.get(name)}
        super().__init__(asked or None, auto_id="rajaa-%s", use_required_attribute=False)
        self.council = council
        self.networks = list(public_networks())
        self.bodies = {body.pk: body for body in represented_bodies(council, self.networks)}
        towns = [body for body in self.bodies.values() if body.kind == "municipality"]
        others = [body for body in self.bodies.values() if body.kind != "municipality"]
        self.fields["verkosto"].set_options((n.pk, n.title) for n in self.networks)
        self.fields["kunta"].set_options((town.pk, town.place_name or town.name) for town in towns)
        self.fields["yhteiso"].set_options((body.pk, body.name) for body in others)
        self.fields["aihe"].set_options((theme, theme) for theme in network_themes(self.networks))

    @property
    def criteria_fields(self) -> list[forms.BoundField]:
        """Return the visible fields of the form."""
        return [field for field in self if not field.is_hidden]

    @property
    def body(self) -> Organisation | None:
        """Return the organisation that is searched for, or None."""
        pk = self.cleaned_data.get("kunta") or self.cleaned_data.get("yhteiso")
        return self.bodies[int(pk)] if pk else None

    @property
    def criteria(self) -> list[tuple[str, str]]:
        """Return the given criteria in words: (label, value)."""
        return [
            (field.label, dict(getattr(field.field, "choices", ())).get(value, value))
            for field in self.criteria_fields
            if (value := chosen_value(field, self.cleaned_data))
        ]

    def mandates(self):
        """Return all published mandates that match, newest first."""
        found = Mandate.objects.public().of(self.council.pk)
        for name, value in self.cleaned_data.items():
            if value:
                found = found.filter(getattr(self, f"by_{name}")(value))
        return found.newest_first()

    def by_verkosto(self, pk):
        return Q(seat__network=pk)

    def by_kunta(self, pk):
        return Q(seat__organisation=pk)

    def by_yhteiso(self, pk):
        """Match who comes from the organisation, sits for it, or for a network it belongs to."""
        joined = NetworkMember.objects.filter(organisation=pk, network__in=self.networks)
        return (
            Q(seat__organisation=pk)
            | Q(organisation=pk)
            | Q(seat__network__in=joined.values("network"))
        )

    def by_aihe(self, theme):
        return Q(seat__network__in=[n for n in self.networks if theme in n.theme_list])

    def by_nimi(self, name):
        every = Q()
        for word in name.split()[:MOST_WORDS]:
            every &= Q(person__first_name__icontains=word) | Q(person__last_name__icontains=word)
        return every

    def by_henkilo(self, pk):
        return Q(person=pk)

    def by_paikka(self, pk):
        return Q(seat=pk)


def chosen_value(field, cleaned):
    """Return the value in the type of the choices: numbers come from the address as text."""
    value = cleaned.get(field.name)
    return int(value) if value and value.isdecimal() and field.name in NUMBERED else value


NUMBERED = {"verkosto", "kunta", "yhteiso"}


def public_networks():
    return NetworkPage.objects.live().public().order_by("title")


def represented_bodies(council, networks):
    """Return the published organisations that somebody in the council represents or comes from."""
    seats = Seat.objects.filter(body=council.pk, live=True)
    mandates = Mandate.objects.public().of(council.pk)
    members = NetworkMember.objects.filter(network__in=networks)
    linked = Q()
    for rows in (seats, mandates, members):
        linked |= Q(pk__in=rows.exclude(organisation=None).values("organisation"))
    return Organisation.objects.filter(linked, live=True)


def network_themes(networks) -> list[str]:
    return sorted({theme for network in networks for theme in network.theme_list}, key=str.lower)


# The history of an organisation


@dataclass(frozen=True)
class OrganisationChange:
    """An organisation that succeeded others or was succeeded by others."""

    label: str
    bodies: list[Organisation]
    when: str


def organisation_changes(body) -> list[OrganisationChange]:
    """Return the published renamings, mergers and splits of the body, in one database query."""
    near = Q(predecessor=body) | Q(successor=body)
    siblings = Q(successor__successions_from__predecessor=body) | Q(
        predecessor__successions__successor=body
    )
    found = list(
        Succession.objects.filter(near | siblings, predecessor__live=True, successor__live=True)
        .select_related("predecessor", "successor")
        .order_by("date", "sort_order", "pk")
        .distinct()
    )
    before = [s for s in found if s.successor_id == body.pk]
    after = [s for s in found if s.predecessor_id == body.pk]
    return [*changes_before(before, found), *changes_after(after, found)]


def changes_before(before, found):
    """Yield where the body comes from: an earlier name, a merger, or a split of another."""
    if len(before) > 1:
        yield OrganisationChange(
            "Syntyi yhdistymisestä", [s.predecessor for s in before], before[-1].when
        )
    for succession in before if len(before) == 1 else ():
        parts = [s for s in found if s.predecessor_id == succession.predecessor_id]
        label = "Syntyi jakautumisesta" if len(parts) > 1 else "Aiempi nimi"
        yield OrganisationChange(label, [succession.predecessor], succession.when)


def changes_after(after, found):
    """Yield what became of the body: a new name, a merger with others, or a split."""
    if len(after) > 1:
        yield OrganisationChange("Jakautui, jatkajat", [s.successor for s in after], after[-1].when)
    for succession in after if len(after) == 1 else ():
        merged = [s for s in found if s.successor_id == succession.successor_id]
        label = "Yhdistyi, jatkaja" if len(merged) > 1 else "Jatkaa nimellä"
        yield OrganisationChange(label, [succession.successor], succession.when)
