"""Scheduled jobs run once, one by one, whether or not others fail."""

import datetime
from contextlib import contextmanager
from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from home.extension_points import DueItem
from home.models import HomePage
from home.scheduling import running
from home.scheduling.models import Heartbeat
from search import due as search_due


@pytest.fixture
def due(monkeypatch):
    """Return a function that makes these jobs, and no others, due: `due(items)`."""

    def make(*apps):
        listed = [(f"app{number}", items) for number, items in enumerate(apps)]
        monkeypatch.setattr(running, "iterate_due_modules", lambda: listed)
        monkeypatch.setattr(
            "home.scheduling.management.commands.run_due.iterate_due_modules", lambda: listed
        )

    return make


def rename(council, name):
    HomePage.objects.filter(pk=council.pk).update(claim=name)


def claim_of(council):
    return HomePage.objects.get(pk=council.pk).claim


def fail(message="Ei onnistunut."):
    raise ValueError(message)


def run(*args):
    """Return the command's output on both streams, and whether it failed."""
    out, err = StringIO(), StringIO()
    try:
        call_command("run_due", *args, stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), err.getvalue(), error.returncode
    return out.getvalue(), err.getvalue(), 0


@pytest.mark.django_db
class TestRunning:
    def test_a_failure_does_not_stop_the_others(self, council, due):
        done = []
        due(
            lambda now: [
                DueItem("first", "Ensimmäinen", lambda: done.append(1)),
                DueItem("second", "Toinen", fail),
                DueItem("third", "Kolmas", lambda: done.append(3)),
            ],
            lambda now: fail("Etsiminen petti."),
            lambda now: [DueItem("last", "Viimeinen", lambda: done.append(4))],
        )
        out, err, code = run()
        assert done == [1, 3, 4]
        assert code == 1
        assert "first: Ensimmäinen" in out and "Toinen" not in out
        assert "second: Toinen: ValueError: Ei onnistunut." in err
        assert "Etsiminen petti." in err

    def test_what_fails_half_way_leaves_nothing_behind(self, council, due):
        def half():
            rename(council, "Puolitiessä")
            fail()

        due(lambda now: [DueItem("a", "A", half)])
        run()
        assert claim_of(council) == "Järjestöt yhdessä"

    def test_a_failure_is_told_and_the_telling_may_fail_too(self, council, due):
        told = []
        due(
            lambda now: [
                DueItem("first", "Yksi", fail, lambda error: told.append(str(error))),
                DueItem("first", "Kaksi", fail, lambda error: fail()),
                DueItem("first", "Kolme", lambda: told.append("done")),
            ]
        )
        _, errors, code = run()
        assert (told, code) == (["Ei onnistunut.", "done"], 1)
        assert "Kaksi" in errors

    def test_a_broken_statement_spoils_nothing_after_it(self, council, due):
        def broken():
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1/0")

        due(
            lambda now: [DueItem("a", "A", broken), DueItem("b", "B", lambda: rename(council, "B"))]
        )
        assert run()[2] == 1
        assert claim_of(council) == "B"

    def test_things_found_before_the_search_failed_are_done(self, due):
        done = []

        def items(now):
            yield DueItem("a", "A", lambda: done.append("a"))
            fail()

        due(items)
        assert run()[2] == 1
        assert done == ["a"]

    def test_only_one_kind(self, due):
        done = []
        due(lambda now: [DueItem(kind, kind, lambda k=kind: done.append(k)) for kind in "abc"])
        run("--only", "b")
        assert done == ["b"]
        assert not Heartbeat.objects.exists(), "a part is not the whole"

    def test_a_dry_run_lists_and_does_nothing(self, due):
        due(lambda now: [DueItem("a", "Muistutus", fail)])
        assert run("--dry-run") == ("a: Muistutus\n", "", 0)
        assert not Heartbeat.objects.exists()

    def test_the_clock_is_the_same_for_all(self, due):
        clocks = []
        due(*[lambda now: clocks.append(now) or []] * 2)
        run()
        assert clocks[0] == clocks[1]
        assert timezone.is_aware(clocks[0])

    def test_a_failing_index_of_the_search_stops_nothing(self, council, due, monkeypatch):
        """The search imports no room, so its items are of a class of its own."""
        monkeypatch.setattr(search_due, "is_empty", lambda: True)
        monkeypatch.setattr(search_due, "rebuild", fail)
        later = DueItem("later", "Myöhempi", lambda: rename(council, "Tehty"))
        due(search_due.due_items, lambda now: [later])
        _, err, code = run()
        assert "search_index" in err and "Ei onnistunut." in err and code == 1
        assert claim_of(council) == "Tehty"
        assert Heartbeat.objects.get().finished_at

    def test_every_app_of_the_site_can_be_asked(self, council):
        """The real jobs, with nothing to do on an empty site."""
        known = dict(running.iterate_due_modules()).keys()
        assert known >= {"approval", "documents", "file_lifecycle", "links", "mail", "meetings"}
        assert run()[1:] == ("", 0)


@pytest.mark.django_db
class TestHeartbeat:
    def test_tells_the_last_run(self, due):
        due(lambda now: [DueItem("a", "Hyvin käy", int), DueItem("b", "Huonosti käy", fail)])
        run()
        beat = Heartbeat.objects.get()
        assert (beat.done, beat.is_late) == (1, False)
        assert beat.started_at <= beat.finished_at
        assert beat.failures == [
            {"kind": "b", "title": "Huonosti käy", "error": "ValueError: Ei onnistunut."}
        ]
        due(lambda now: [])
        run()
        beat = Heartbeat.objects.get()
        assert (beat.done, beat.failures) == (0, [])

    def test_there_is_one(self):
        Heartbeat.objects.last().begin()
        with pytest.raises(IntegrityError), transaction.atomic():
            Heartbeat(pk=2).begin()

    def test_a_run_that_never_ends_is_late(self):
        beat = Heartbeat.objects.last()
        beat.begin()
        assert Heartbeat.objects.get().is_late
        beat.end(0, [])
        assert not Heartbeat.objects.get().is_late


@contextmanager
def another_session():
    """A second connection to the test database, as another process would have."""
    settings = connection.get_connection_params()
    keys = ("dbname", "user", "password", "host", "port")
    with psycopg.connect(**{key: settings[key] for key in keys if settings.get(key)}) as other:
        yield other


@pytest.mark.django_db
class TestAlone:
    def test_two_runs_at_once_are_one(self, due):
        due(lambda now: [DueItem("a", "A", fail)])
        with another_session() as other:
            other.execute("SELECT pg_advisory_lock(%s)", [running.LOCK])
            assert run() == ("Another run is going on, so nothing was done.\n", "", 0)
            other.execute("SELECT pg_advisory_unlock(%s)", [running.LOCK])
        assert run()[2] == 1

    def test_the_lock_is_given_back(self, due):
        due(lambda now: [DueItem("a", "A", fail)])
        run()
        with another_session() as other:
            taken = other.execute("SELECT pg_try_advisory_lock(%s)", [running.LOCK]).fetchone()
        assert taken == (True,)


class TestDashboard:
    @pytest.fixture
    def dashboard(self, as_user):
        return lambda role: as_user(role).get(reverse("wagtailadmin_home")).content.decode()

    @pytest.fixture
    def beat(self, db):
        beat = Heartbeat.objects.last()
        beat.begin()
        beat.end(0, [])
        return beat

    @pytest.mark.parametrize("role", ["secretariat", "administration"])
    def test_says_when_the_work_has_not_been_done_for_a_day(self, dashboard, beat, role):
        beat.finished_at = timezone.now() - datetime.timedelta(hours=25)
        beat.save()
        assert "Ajastettuja tehtäviä ei ole tehty" in dashboard(role)

    def test_is_silent_when_all_is_well(self, dashboard, beat):
        assert "Ajastet" not in dashboard("administration")

    def test_lists_what_failed(self, dashboard, beat):
        beat.end(3, [{"kind": "a", "title": "Muistutus: Kokous", "error": "OSError: levy täynnä"}])
        html = dashboard("secretariat")
        assert "Muistutus: Kokous" in html and "levy täynnä" in html

    @pytest.mark.parametrize(("demo", "told"), [(False, True), (True, False)])
    def test_says_in_real_use_that_it_was_never_done(self, dashboard, settings, demo, told):
        settings.DEMO = demo
        assert ("ei ole tehty vielä kertaakaan" in dashboard("administration")) == told

    @pytest.mark.parametrize("role", ["communications", "chair"])
    def test_does_not_trouble_those_who_can_do_nothing(self, dashboard, settings, role):
        settings.DEMO = False
        assert "Ajastettuja" not in dashboard(role)
