"""Seed data: the first networks, seats and terms of the council."""

from django.db.models import Q

from home.council import get_council
from home.council_content import CouncilContent
from home.seeding import ensure_page, make_stream_data, publish_entry

from .models import (
    Mandate,
    NetworkIndexPage,
    NetworkPage,
    Organisation,
    Person,
    RepresentativesPage,
    Seat,
    Term,
)

# The pages of this app precede the news in the menu.
NEXT_IN_MENU = "ajankohtaista"


def seed(content: CouncilContent):
    networks = seed_networks(get_council(), content.read("networks.toml"))
    if roster := content.read("roster.toml"):
        for words in roster["terms"]:
            if not has_term(words["starts"], words.get("ends")):
                RosterSeeder(networks, roster).make_term(**words)
        add_later_fields(roster)


def seed_networks(council, words: dict) -> dict[str, NetworkPage]:
    """Create the pages of representatives and networks; return the networks by title."""
    if not words:
        return {}
    ensure_page(council, RepresentativesPage(**words["representatives"]), before=NEXT_IN_MENU)
    index = ensure_page(council, NetworkIndexPage(**words["index"]), before=NEXT_IN_MENU)
    listed = words.get("networks", [])
    return {item["title"]: ensure_page(index, make_network(words, **item)) for item in listed}


def make_network(words, *, among_the_first=False, text="", **fields):
    texts = [words["first"]["text"]] if among_the_first else []
    texts += [text] if text else []
    return NetworkPage(body=make_stream_data([{"text": text} for text in texts]), **fields)


def has_term(starts, ends) -> bool:
    """Return whether the council has any term, of whatever name, that overlaps with this one."""
    begun = Q(starts__lte=ends) if ends else Q()
    going_on = Q(ends__isnull=True) | Q(ends__gte=starts)
    return Term.objects.filter(begun & going_on).exists()


def add_later_fields(roster):
    """Fill in fields that earlier versions did not seed, unless a person has edited the object."""
    towns = Organisation.objects.filter(municipality_code="")
    for words in roster.get("organisations", []):
        if code := words.get("municipality_code"):
            complete_fields(towns.filter(name=words["name"]), municipality_code=code)
    for words in roster["terms"]:
        if words.get("incomplete"):
            same = Term.objects.filter(starts=words["starts"], incomplete=False)
            complete_fields(same.filter(name=words["name"]), incomplete=True)


def complete_fields(entries, **fields):
    for entry in entries:
        if not entry.revisions.filter(user__isnull=False).exists():
            for name, value in fields.items():
                setattr(entry, name, value)
            entry.save_revision(log_action=True).publish()


class RosterSeeder:
    """Creates a term together with the people, seats and organisations that it needs.

    They are created only with a missing term: what an editor has since renamed or withdrawn is not
    created again.
    """

    def __init__(self, networks, words):
        self.networks = networks
        self.organisations = {item["name"]: item for item in words.get("organisations", [])}
        self.seats = {item["title"]: item for item in words["seats"]}

    def make_term(self, *, mandates, source, note, name, incomplete=False, **period):
        defaults = {"source": source, **period}
        term = Term(name=name, note=note, incomplete=incomplete, **period)
        term.mandates = [
            self.mandate(**(defaults | with_day_precision(words)), sort_order=order)
            for order, words in enumerate(mandates)
        ]
        publish_entry(term)

    def mandate(self, *, seat, person, organisation=None, **fields):
        return Mandate(
            seat=self.seat(seat),
            person=self.person(person),
            organisation=organisation and self.organisation(organisation),
            **fields,
        )

    def seat(self, title):
        found = Seat.objects.filter(title=title).first()
        return found or publish_entry(
            Seat(
                order=10 * (1 + list(self.seats).index(title)),
                network_id=(title in self.networks and self.networks[title].pk) or None,
                organisation=self.organisation(title) if title in self.organisations else None,
                **self.seats[title],
            )
        )

    def person(self, name):
        first, last = name.rsplit(" ", 1)
        found = Person.objects.filter(first_name=first, last_name=last).first()
        return found or publish_entry(Person(first_name=first, last_name=last))

    def organisation(self, name):
        found = Organisation.objects.filter(name=name).first()
        return found or publish_entry(self.new_organisation(**self.organisations[name]))

    def new_organisation(self, *, municipality=None, **fields):
        home_town = municipality and self.organisation(municipality)
        return Organisation(municipality=home_town, **fields)


def with_day_precision(words: dict) -> dict:
    """Return the fields with day precision for the dates that a mandate gives itself.

    Such a date is exact, however precisely the term knows its own.
    """
    return {f"{end}_precision": "day" for end in ("starts", "ends") if end in words} | words
