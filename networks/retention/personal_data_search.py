"""Search for everything that names a person: texts, revisions, logs and files."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from wagtail.models import BaseLogEntry, Page, Revision
from wagtail.search.models import IndexEntry

from home.documents.models import CouncilDocument
from home.file_text.models import PageText
from home.models import HomePage
from networks.models import Person

from .columns import TextColumn, change_stored, text_columns
from .names import FORMER, PersonName

CONTACT = "contact_"
AROUND = 60
# Tables of Wagtail, in words that editors know.
KEPT_BY_WAGTAIL = {
    "wagtailadmin.formstate": "Keskeneräinen lomake",
    "wagtailcore.comment": "Kommentti",
    "wagtailcore.commentreply": "Vastaus kommenttiin",
    "wagtailcore.modellogentry": "Muutosloki",
    "wagtailcore.pagelogentry": "Muutosloki",
    "wagtailcore.revision": "Tallennettu versio",
    "wagtailcore.taskstate": "Kommentti hyväksyjälle",
    "wagtailsearch.indexentry": "Hallinnan haku",
}


@dataclass(frozen=True)
class SoughtPeople:
    """What to search for: people with all names and addresses in their revisions."""

    people: frozenset[int]
    names: tuple[PersonName, ...] = ()
    emails: tuple[str, ...] = ()
    namesakes: tuple[PersonName, ...] = ()

    @property
    def free_names(self) -> tuple[PersonName, ...]:
        """Return the names that nobody else has, and so can only mean these people."""
        return tuple(name for name in self.names if name not in self.namesakes)

    def without(self, name: PersonName) -> "SoughtPeople":
        """Return the same people without one of their names."""
        return replace(self, names=tuple(each for each in self.names if each != name))

    @property
    def clues(self) -> list[str]:
        return [name.clue for name in self.names] + [email[:3] for email in self.emails]

    def find_in(self, text: str) -> Iterator[re.Match]:
        for name in self.names:
            yield from name.find_in(text)
        for email in self.emails:
            yield from address_pattern(email).finditer(text)

    def find_in_address(self, address: str) -> Iterator[re.Match]:
        for name in self.names:
            yield from name.in_addresses.finditer(address)


@dataclass(frozen=True)
class FoundPlace:
    """A text that names somebody: its column, row and surrounding words."""

    column: TextColumn = field(repr=False)
    key: object
    words: str
    text: str = field(repr=False)

    @property
    def label(self) -> str:
        """Return what kind of place it is: a revision, or a field of a page or a person."""
        meta, field = self.column.model._meta, self.column.field
        name = "luonnoksen otsikko" if field.name == "draft_title" else field.verbose_name
        return KEPT_BY_WAGTAIL.get(meta.label_lower, f"{capfirst(meta.verbose_name)}: {name}")

    @property
    def is_fixed(self) -> bool:
        return self.column.is_fixed

    def edited_object(self):
        """Return the object that an editor would open: the page of a revision, a text's file."""
        row = self.column.model._base_manager.filter(pk=self.key).first()
        if isinstance(row, Revision | IndexEntry):
            return row.content_object
        if isinstance(row, BaseLogEntry):
            return row.label
        if isinstance(row, PageText):
            return row.file_text.document
        page = next((getattr(row, name, None) for name in OWNERS if hasattr(row, name)), None)
        obj = page if isinstance(page, Page) else row
        return obj.specific if isinstance(obj, Page) else obj

    def report(self, namesakes=()) -> dict:
        """Return the place without the name, for the report of a run; a namesake's is unchanged."""
        stays = self.is_fixed or any(any(name.find_in(self.words)) for name in namesakes)
        table = self.column.model._meta.label_lower
        field = self.column.field.name
        return {"table": table, "key": str(self.key), "field": field, "changed": not stays}


OWNERS = ("page", "meeting", "statement", "network", "news")


def seek_people(people: Iterable[Person], emails=True, names=True) -> SoughtPeople:
    """Return all names and addresses that the people have or had in any revision."""
    people = list(people)
    keys = frozenset(person.pk for person in people)
    states = [state for person in people for state in known_states(person)]
    known = {PersonName(first, last) for first, last, _ in states if first and last}
    known.discard(PersonName(*FORMER))
    mails = {mail for *_, mail in states if mail} - addresses_in_other_use(keys)
    return SoughtPeople(
        keys,
        tuple(sorted(known, key=str)) if names else (),
        tuple(sorted(mails)) if emails else (),
        tuple(name for name in known if has_namesake(name, keys)),
    )


def known_states(person) -> Iterator[tuple[str, str, str]]:
    """Yield first name, last name and address, current and from every revision."""
    yield person.first_name, person.last_name, person.contact_email
    for content in person_revisions([person.pk]).values_list("content", flat=True):
        yield tuple(
            content.get(name) or "" for name in ("first_name", "last_name", "contact_email")
        )


def person_revisions(keys):
    """Return the stored revisions of people."""
    content_type = ContentType.objects.get_for_model(Person)
    return Revision.objects.filter(content_type=content_type, object_id__in=map(str, keys))


def addresses_in_other_use(keys) -> set[str]:
    """Return the addresses that also belong to the council, an account or another person."""
    others = Person.objects.exclude(pk__in=keys)
    found = (
        HomePage.objects.values_list("contact_email", flat=True),
        get_user_model().objects.values_list("email", flat=True),
        others.values_list("contact_email", flat=True),
    )
    return {mail for mails in found for mail in mails}


def has_namesake(name: PersonName, keys) -> bool:
    """Return whether somebody else, a person or a staff account, has the same name."""
    same = {"first_name__iexact": name.first, "last_name__iexact": name.last}
    users = get_user_model().objects.filter(is_active=True)
    return Person.objects.exclude(pk__in=keys).filter(**same).exists() or (
        users.filter(**same).exists()
    )


def address_pattern(email: str) -> re.Pattern:
    return re.compile(rf"(?<![\w.+-]){re.escape(email)}(?![\w-]|\.\w)", re.IGNORECASE)


def find_places(sought: SoughtPeople) -> Iterator[FoundPlace]:
    """Yield every text with the name or address of one of the people."""
    if not sought.clues:
        return
    for column in text_columns():
        for key, text in column.rows(sought.clues):
            if words := find_words(column, text, sought):
                yield FoundPlace(column, key, words, text)


def find_words(column: TextColumn, text: str, sought: SoughtPeople) -> str:
    """Return the words around the first match; empty if there is none."""
    found: list[str] = []

    def look(part: str) -> str:
        matches = [*sought.find_in(part)]
        if column.is_address:
            matches += sought.find_in_address(part)
        found.extend(words_around(match, part) for match in matches)
        return part

    def look_whole(value: dict) -> dict:
        if is_one_of(value, sought):
            found.append(" ".join(str(value[name]) for name in ("first_name", "last_name")))
        return value

    change_stored(column, text, look, look_whole)
    return found[0] if found else ""


def words_around(match: re.Match, text: str) -> str:
    """Return the match with some whole words on both sides."""
    before = text[max(0, match.start() - AROUND - 1) : match.start()]
    after = text[match.end() : match.end() + AROUND + 1]
    if len(before) > AROUND:
        before = re.sub(r"^\S+\s", "", before)
    if len(after) > AROUND:
        after = re.sub(r"\s\S+$", "", after)
    return before + match[0] + after


def is_one_of(value: dict, sought: SoughtPeople) -> bool:
    """Return whether the object is a person in a revision, with names in separate fields."""
    first, last = value.get("first_name"), value.get("last_name")
    return (
        isinstance(first, str)
        and isinstance(last, str)
        and (first.lower(), last.lower())
        in {(name.first.lower(), name.last.lower()) for name in sought.names}
    )


def rewrite(
    found: Iterable[FoundPlace], change: Callable[[str], str], whole=None
) -> list[FoundPlace]:
    """Write the changed text to each place that may be changed; return those that were changed."""
    done = []
    for place in found:
        new = (
            place.text if place.is_fixed else change_stored(place.column, place.text, change, whole)
        )
        if new != place.text:
            place.column.store(place.key, new)
            done.append(place)
    return done


def naming_files(found: Iterable[FoundPlace]) -> list[CouncilDocument]:
    """Return the files whose text names somebody, which have to be replaced or withdrawn."""
    keys = [place.key for place in found if place.column.model is PageText]
    return list(
        CouncilDocument.objects.filter(file_text__page_texts__in=keys, erased=False).distinct()
    )
