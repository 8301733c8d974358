"""Kills of the mail sender at any moment: no mail is lost, and none is sent twice by itself."""

import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from home.mail.models import OutboxMail, make_message_id
from tests.mail_servers import Recorder, serving
from tests.production import production_environment
from tests.trials import seeded_random, trials

MAILS_A_KILL = 6


@pytest.fixture
def outbox(django_db_setup, django_db_blocker):
    """Committed rows that another process sees; deleted after the test.

    Unlike pytest-django, it empties no other table: other tests need the root page.
    """
    with django_db_blocker.unblock():
        yield OutboxMail.objects
        OutboxMail.objects.all().delete()


@pytest.mark.endurance
def test_a_killed_sender_loses_and_doubles_nothing(outbox, tmp_path):
    kills, chance = trials(4, 150), seeded_random("kill the sender")
    with serving(server := Recorder(data=lambda message: time.sleep(0.02))) as port:
        environment = production_environment(tmp_path, EMAIL_URL=f"smtp://127.0.0.1:{port}")
        for number in range(kills):
            write_mails(number)
            kill_while_sending(environment, server, chance)
        write_mails(kills)  # so that the last sender has something to send
        finish(environment)
    arrived = Counter(message["Message-ID"] for message in server.taken)
    doubtful = set(outbox.filter(sent_at=None).values_list("message_id", flat=True))
    assert outbox.count() == (kills + 1) * MAILS_A_KILL
    assert [key for key, times in arrived.items() if times > 1] == []
    assert set(outbox.exclude(sent_at=None).values_list("message_id", flat=True)) <= set(arrived)
    assert len(doubtful) <= kills
    assert set(outbox.filter(message_id__in=doubtful).values_list("error", flat=True)) <= {
        "Lähetys katkesi. Ei tiedetä, ehtikö viesti perille."
    }
    print(f"{kills} kills, {len(arrived)} arrived, {len(doubtful)} left to a person")


def write_mails(number):
    OutboxMail.objects.bulk_create(
        OutboxMail(
            kind="trial",
            to=f"a{number}-{each}@example.org",
            subject="Koe",
            text="Koe",
            message_id=make_message_id(),
        )
        for each in range(MAILS_A_KILL)
    )


def sender(environment):
    return subprocess.Popen(
        [sys.executable, "manage.py", "send_mail", "--watch"],
        cwd=settings.BASE_DIR,
        env=environment,
        stderr=subprocess.DEVNULL,
    )


def kill_while_sending(environment, server, chance):
    """Kill the sender a moment after it has begun, somewhere in its work."""
    process, before = sender(environment), len(server.taken)
    for _ in range(12000):
        if len(server.taken) > before or process.poll() is not None:
            break
        time.sleep(0.01)
    time.sleep(chance.uniform(0, 0.15))
    process.send_signal(signal.SIGKILL)
    process.wait()


def finish(environment):
    """Let a last sender finish the rest; a killed one holds no lock any more."""
    process = sender(environment)
    for _ in range(6000):
        if not OutboxMail.objects.waiting(timezone.now()).exists():
            break
        time.sleep(0.02)
    process.terminate()
    assert process.wait(120) == 0


@pytest.mark.django_db
def test_a_trial_mail_to_the_operator_goes_past_the_outbox(settings, capsys):
    settings.OUTBOX_TRANSPORT = "home.mail.smtp.SmtpTransport"
    with serving(server := Recorder()) as settings.EMAIL_PORT:
        call_command("send_mail", test="hoitaja@example.org")
    assert server.subjects == ["Koeviesti"]
    assert "took a mail" in capsys.readouterr().out
    assert not OutboxMail.objects.exists()
