"""Stored traces of people expire, and a wrong clock expires nothing early."""

import datetime
from io import StringIO

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache.backends.db import DatabaseCache
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from home.extension_points import DueItem
from home.mail.models import OutboxMail, make_message_id
from home.scheduling import running
from home.scheduling.models import Heartbeat
from home.scheduling.running import run_due
from search.models import SearchCount


def ago(**time):
    return timezone.now() - datetime.timedelta(**time)


def make_mail(**fields):
    defaults = {"kind": "other", "subject": "Aihe", "message_id": make_message_id()}
    return OutboxMail.objects.create(**defaults | fields)


class TestTraces:
    def test_a_log_in_that_has_ended_is_deleted(self, as_user):
        as_user("secretariat")
        Session.objects.update(expire_date=ago(minutes=1))
        client = as_user("chair")
        run_due(timezone.now())
        assert Session.objects.count() == 1
        assert client.get("/hallinta/").status_code == 200

    def test_expired_attempts_at_log_ins_are_deleted(self, council):
        attempts = DatabaseCache("accounts_cache", {})
        attempts.set("old", [1.0], timeout=-60)
        attempts.set("counted", [1.0], timeout=60)
        run_due(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute("SELECT cache_key FROM accounts_cache")
            assert cursor.fetchall() == [(attempts.make_key("counted"),)]
        assert attempts.get("counted") == [1.0]

    def test_the_address_of_a_mail_that_went_is_wiped(self, council):
        person = {"to": "a@example.org", "name": "Aino", "text": ""}
        old = make_mail(sent_at=ago(days=settings.MAIL_ADDRESS_DAYS + 1), next_try=None, **person)
        new = make_mail(sent_at=ago(days=settings.MAIL_ADDRESS_DAYS - 1), next_try=None, **person)
        failed = make_mail(error="Ei mennyt.", next_try=None, **person)
        OutboxMail.objects.update(created_at=ago(days=settings.MAIL_ADDRESS_DAYS + 1))
        run_due(timezone.now())
        for mail in (old, new, failed):
            mail.refresh_from_db()
        assert (old.to, old.name, old.subject) == ("", "", "Aihe")
        assert (new.to, failed.to) == ("a@example.org", "a@example.org")

    def test_what_few_searched_for_is_forgotten_first(self, council):
        day = timezone.localdate()
        rare = day - datetime.timedelta(days=settings.SEARCH_RARE_DAYS + 1)
        for query, times, when in (
            ("aino esimerkki", 2, rare),
            ("pöytäkirja", 2, rare),
            ("pöytäkirja", 1, day),
            ("uusi nimi", 1, day),
            ("vanha", 9, day - datetime.timedelta(days=settings.SEARCH_LOG_DAYS + 1)),
        ):
            SearchCount.objects.create(day=when, query=query, times=times, hits=1)
        run_due(timezone.now())
        left = set(SearchCount.objects.values_list("query", flat=True))
        assert left == {"pöytäkirja", "uusi nimi"}

    def test_the_page_of_privacy_tells_the_periods(self, seeded, client):
        text = client.get("/tietosuoja/").text
        for days in (settings.MAIL_ADDRESS_DAYS, settings.SEARCH_LOG_DAYS):
            assert f"poistetaan {days} päivän kuluttua" in text
        assert f"{settings.SEARCH_RARE_DAYS} päivän kuluttua" in text


class TestClock:
    @pytest.fixture
    def done(self, monkeypatch, council):
        """Return what a run has done; the last one was an hour ago."""
        acts = []
        item = DueItem("act", "Teko", lambda: acts.append(1))
        monkeypatch.setattr(running, "iterate_due_modules", lambda: [("app", lambda now: [item])])
        Heartbeat(pk=1, started_at=ago(hours=1), finished_at=ago(hours=1)).save()
        return acts

    def last_run(self, **time):
        Heartbeat.objects.update(started_at=ago(**time))

    @pytest.mark.parametrize("time", [{"days": 8}, {"days": 400}, {"hours": -2}, {"days": -30}])
    def test_one_that_is_far_off_stops_everything(self, done, as_user, settings, time):
        settings.ADMINS = [("", "hoitaja@example.org")]
        client = as_user("secretariat")
        self.last_run(**time)
        for _ in range(2):
            with pytest.raises(CommandError, match="--accept-clock"):
                call_command("run_due", stdout=StringIO())
        assert not done
        told = set(OutboxMail.objects.values_list("to", flat=True))
        assert {"hoitaja@example.org", client.user.email} <= told
        assert OutboxMail.objects.filter(to="hoitaja@example.org").count() == 1
        page = client.get("/hallinta/").text
        assert "palvelimen kello voi olla väärässä" in page

    def test_whoever_knows_better_accepts_it(self, done, council):
        self.last_run(days=90)
        call_command("run_due", accept_clock=True, stdout=StringIO())
        call_command("run_due", stdout=StringIO())
        assert len(done) == 2
        assert not Heartbeat.objects.get().failures

    @pytest.mark.parametrize("time", [{"minutes": 5}, {"days": 6}, {"minutes": -30}])
    def test_an_ordinary_pause_is_believed(self, done, time):
        self.last_run(**time)
        call_command("run_due", stdout=StringIO())
        assert done

    def test_the_first_run_has_nothing_to_compare_with(self, done):
        Heartbeat.objects.all().delete()
        call_command("run_due", stdout=StringIO())
        assert done
