"""Removal of contact data and names from everywhere, with a report of the places."""

from functools import partial

from django.core.cache import caches
from django.db import transaction
from wagtail.models import Page
from wagtail.search import index

from home.approval.write_lock import lock_writes
from home.audit_log.models import ApprovalRecord
from home.audit_log.writing import write

from ..models import Person
from ..models.proposal import Proposal
from .leftovers import store_left_places
from .models import NamedFile, RetentionRun
from .names import FORMER, PersonName, correct_names, forget_names
from .personal_data_search import (
    FoundPlace,
    address_pattern,
    find_places,
    is_one_of,
    naming_files,
    person_revisions,
    rewrite,
    seek_people,
)

REMOVED = "[poistettu]"
LOGGED_AS = {
    RetentionRun.What.NAME: ApprovalRecord.Action.WITHDRAWN,
    RetentionRun.What.CORRECTION: ApprovalRecord.Action.PUBLISHED,
}
NO_CONTACT = {"contact_email": "", "contact_consent_on": None}


@transaction.atomic
def forget_contact(people, user=None) -> RetentionRun:
    """Remove the contact data of the people from their rows, revisions and all texts."""
    lock_writes()
    sought = seek_people(people, names=False)
    found = list(find_places(sought))
    Person.objects.filter(pk__in=sought.people).update(**NO_CONTACT)
    update_revisions(sought.people, NO_CONTACT)
    addresses = [address_pattern(email) for email in sought.emails]

    def without_addresses(text):
        for address in addresses:
            text = "" if address.fullmatch(text) else address.sub(REMOVED, text)
        return text

    rewrite(found, without_addresses)
    return finish_run(RetentionRun.What.CONTACT, sought.people, found, user)


@transaction.atomic
def forget_people(people, user=None) -> RetentionRun:
    """Replace the people's names by "entinen edustaja", and remove their contact data."""
    lock_writes()
    if any(person.contact_email for person in people) or seek_people(people, names=False).emails:
        forget_contact(people, user)
    sought = seek_people(people, emails=False)
    each_sought = [seek_people([person], emails=False) for person in people]
    found = list(find_places(sought))
    former = dict(zip(("first_name", "last_name"), FORMER, strict=True))
    Person.objects.filter(pk__in=sought.people).update(**former)
    update_revisions(sought.people, former | NO_CONTACT)
    for document in naming_files(found):
        NamedFile.objects.get_or_create(document=document)
    names = sought.free_names
    for name in names:  # proposals of former representatives are no longer needed
        Proposal.objects.filter(first_name__iexact=name.first, last_name__iexact=name.last).delete()
    rewrite(
        found,
        lambda text: forget_names(text, names),
        lambda value: value | former if is_one_of(value, sought) and sought.free_names else value,
    )
    run = finish_run(RetentionRun.What.NAME, sought.people, found, user, sought.namesakes)
    for person, own in zip(people, each_sought, strict=True):
        store_left_places(run, person, own)
    return run


@transaction.atomic
def correct_person(person, first: str, last: str, user=None) -> RetentionRun:
    """Rename a person, also in texts where the old name is in its base form."""
    lock_writes()
    sought = seek_people([person], emails=False)
    found = list(find_places(sought))
    new = {"first_name": first, "last_name": last}
    Person.objects.filter(pk=person.pk).update(**new)
    update_revisions(sought.people, new)
    old = [name for name in sought.free_names if name != PersonName(first, last)]
    rewrite(found, lambda text: correct_names(text, old, f"{first} {last}"))
    run = finish_run(RetentionRun.What.CORRECTION, sought.people, found, user)
    store_left_places(run, person, sought.without(PersonName(first, last)))
    return run


def update_revisions(people, values: dict) -> None:
    """Set these values in every stored revision of the people."""
    for version in person_revisions(people):
        version.content = version.content | {
            name: value for name, value in values.items() if name in version.content
        }
        version.object_str = " ".join(
            version.content.get(name, "") for name in ("first_name", "last_name")
        )
        version.save(update_fields=["content", "object_str"])


def finish_run(what, people, found: list[FoundPlace], user, namesakes=()) -> RetentionRun:
    """Store a report of the run, and have everything rebuilt that derives from the old texts."""
    transaction.on_commit(partial(rebuild_derived, people, found))
    log_run(what, people, user)
    reports = [place.report(namesakes) for place in found]
    return RetentionRun.objects.create(
        what=what,
        people=sorted(people),
        places=reports,
        actor=user.display_name[:150] if user else "",
    )


def log_run(what, people, user) -> None:
    """Log a removal or correction of a name, which changes what readers see."""
    if what in LOGGED_AS:
        channel = ApprovalRecord.Channel.LOGIN if user else ApprovalRecord.Channel.COMMAND
        for person in Person.objects.filter(pk__in=people):
            write(
                LOGGED_AS[what],
                person,
                channel=channel,
                actor=user,
                comment=f"{what.label.capitalize()}.",
            )


def rebuild_derived(people, found: list[FoundPlace]) -> None:
    """Clear the cache and reindex; any page may show a name through a mandate."""
    caches["shared"].clear()
    for person in Person.objects.filter(pk__in=people):
        index.insert_or_update_object(person)
    for model, keys in changed_objects(found).items():
        for obj in model._base_manager.filter(pk__in=keys):
            index.insert_or_update_object(obj)
    for page in Page.objects.specific().iterator(chunk_size=100):
        index.insert_or_update_object(page)


def changed_objects(found: list[FoundPlace]) -> dict:
    """Return the changed objects in Wagtail's own search index, except pages, by model."""
    objects: dict = {}
    for place in found:
        model = place.column.model
        if issubclass(model, index.Indexed) and not issubclass(model, Page):
            objects.setdefault(model, set()).add(place.key)
    return objects
