"""Old versions may be purged, but never the public one nor one with an assignment."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Revision

from home.audit_log.writing import write
from tests.factories import make_person, make_text_page


def purge(**options):
    out = StringIO()
    call_command("purge_revisions", stdout=out, **options)
    return out.getvalue()


def left():
    return set(Revision.objects.values_list("pk", flat=True))


@pytest.fixture
def page(council):
    return make_text_page(council)


def versions(thing, number):
    return [thing.save_revision().pk for _ in range(number)]


def test_keeps_the_newest_and_the_public_version(page):
    _, public, _, newest = versions(page, 4)
    page.publish(Revision.objects.get(pk=public), skip_permission_checks=True)
    page.refresh_from_db()
    page.latest_revision_id = newest
    page.save()
    assert purge() == "Deleted 2 versions.\n"
    assert left() == {public, newest}


def test_keeps_those_of_people_too(council):
    person = make_person()
    _, public, newest = versions(person, 3)
    person.publish(Revision.objects.get(pk=public), skip_permission_checks=True)
    type(person).objects.update(latest_revision=newest)
    purge()
    assert left() == {public, newest}


def test_keeps_what_is_in_the_record(page):
    _, recorded, newest = versions(page, 3)
    write("submitted", page, channel="login", revision=Revision.objects.get(pk=recorded))
    purge()
    assert left() == {recorded, newest}


def test_keeps_what_somebody_was_asked_of(as_user, council):
    page = make_text_page(council, live=False)
    versions(page, 1)
    asked = page.save_revision()
    page.get_workflow().start(page, as_user("communications").user)
    page.current_workflow_state.cancel(user=None)
    newest = page.save_revision()
    purge()
    assert left() == {asked.pk, newest.pk}


def test_keeps_what_is_scheduled(page, settings):
    scheduled = page.save_revision()
    Revision.objects.filter(pk=scheduled.pk).update(approved_go_live_at="2030-01-01T00:00Z")
    versions(page, 1)
    purge()
    assert scheduled.pk in left()


@pytest.mark.parametrize(("options", "number"), [({"days": 1}, 0), ({"pages": True}, 1)])
def test_takes_wagtails_own_limits(page, options, number):
    versions(page, 2)
    versions(make_person(), 2)
    assert purge(**options) == f"Deleted {number} versions.\n"
    assert purge(non_pages=True) == "Deleted 1 versions.\n"


@pytest.mark.parametrize("options", [{}, {"dryrun": True}])
def test_wagtails_own_scheduler_is_refused(db, options):
    with pytest.raises(CommandError, match="run_due"):
        call_command("publish_scheduled", **options)
