"""Concurrent acts on a real database: exactly one outcome, and no bundle published in part."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from home.approval import bundle, service
from home.approval.models import Assignment
from home.approval.refusal import ApprovalRefused
from home.models import NewsPage
from home.role_rights import apply_roles
from tests.approving import draft_of, edit_url, fresh, member, named, task_of, text_data
from tests.factories import (
    attach,
    make_council,
    make_document,
    make_meeting,
    make_news_index,
    make_page,
    make_text_page,
    mark_read,
)

ROOT = Path(__file__).resolve().parents[3]
BACKEND = "home.accounts.backends.AccountBackend"
PATIENCE = 120  # seconds until a test that hangs gives up

pytestmark = pytest.mark.django_db


@pytest.fixture
def real_database(django_db_setup, django_db_blocker):
    """A copy of the tests' empty database, in which every transaction is a real one."""
    settings = connection.settings_dict
    name, copy = settings["NAME"], f"{settings['NAME']}_races"
    with django_db_blocker.unblock(), psycopg.connect(server(), autocommit=True) as postgres:
        connections.close_all()
        postgres.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        postgres.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
        settings["NAME"] = copy
        try:
            yield address(copy)
        finally:
            connections.close_all()
            settings["NAME"] = name
            postgres.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


@pytest.fixture
def _django_db_helper(real_database):
    """Replace pytest-django's fixture, which would keep all of a test in one transaction."""


def server() -> str:
    return os.environ["DATABASE_URL"]


def address(name) -> str:
    return urlunsplit(urlsplit(server())._replace(path=f"/{name}"))


@pytest.fixture
def people(real_database):
    """Return a council with a chair, a vice chair and a writer."""
    council = make_council()
    apply_roles()
    roles = {"chair": "chair", "vice": "chair", "writer": "secretariat"}
    found = {name: member(council, role) for name, role in roles.items()}
    named(council, chair=found["chair"], vice_chair=found["vice"])
    return found | {"council": council}


@pytest.fixture
def unit(people):
    """Return a meeting with a document and a news page, submitted together."""
    council, writer = people["council"], people["writer"]
    meeting = make_meeting(council, live=False, place="Talo")
    document = make_document(council)
    mark_read(document)
    attach(document, meeting)
    news = make_page(NewsPage, make_news_index(council), title="Uutinen", slug="u", live=False)
    for page in (meeting, news):
        draft_of(page, writer)
    service.submit(meeting, writer, [news])
    return fresh(meeting), fresh(news)


@pytest.fixture
def text(people):
    """Return a text page, submitted."""
    page = make_text_page(people["council"], title="Ennen", slug="sivu", live=False)
    draft_of(page, people["writer"])
    service.submit(page, people["writer"])
    return page


@pytest.fixture
def together(monkeypatch):
    """Return a function that runs the second act while the first is in the middle of publishing."""
    inside, release = Event(), Event()
    publish = bundle.publish_version

    def slowly(*args, **options):
        publish(*args, **options)
        if not inside.is_set():
            inside.set()
            assert release.wait(PATIENCE)

    monkeypatch.setattr(bundle, "publish_version", slowly)

    def do(first, second):
        with ThreadPoolExecutor(2) as pool:
            one = pool.submit(alone, first)
            assert inside.wait(PATIENCE), one.exception(1)
            other = pool.submit(alone, second)
            wait_for_waiter(other)
            release.set()
            return one.result(PATIENCE), other.result(PATIENCE)

    return do


def alone(act):
    """Return the act's result or the code of its refusal; close the thread's connection."""
    try:
        return act()
    except ApprovalRefused as refusal:
        return refusal.code
    finally:
        connections.close_all()


# Other databases of the server have waiters of their own: those of the other workers.
WAITING_HERE = (
    "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) "
    "WHERE NOT granted AND datname = current_database()"
)


def wait_for_waiter(other):
    """Wait until the other act waits for the write lock; it must not pass the holder."""
    for _ in range(PATIENCE * 20):
        with connection.cursor() as cursor:
            cursor.execute(WAITING_HERE)
            if cursor.fetchone()[0]:
                return
        assert not other.done(), f"went past: {other.exception() or other.result()}"
        time.sleep(0.05)
    pytest.fail("Nobody waited")


def states(unit) -> list:
    return [fresh(page).live for page in unit]


def approve(task_state, user):
    return lambda: service.approve(task_state, user, channel="link").status


def client_of(user) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def test_two_approvals_of_the_same_version(people, unit, together):
    service.ask_next_in_line(task_of(unit[0]), "silence")
    task_state = task_of(unit[0])
    outcome = together(approve(task_state, people["chair"]), approve(task_state, people["vice"]))
    assert outcome == ("approved", "decided")
    assert states(unit) == [True, True]
    assert fresh(unit[0]).workflow_states.count() == 1
    assert fresh(task_state).finished_by == people["chair"]


def test_the_same_link_pressed_twice(people, unit, together):
    task_state = task_of(unit[0])
    twice = approve(task_state, people["chair"])
    assert together(twice, twice) == ("approved", "decided")


def test_an_approval_and_a_return(people, unit, together):
    service.ask_next_in_line(task_of(unit[0]), "silence")
    task_state = task_of(unit[0])

    def give_back():
        return service.request_correction(task_state, people["vice"], channel="link", comment="Ei.")

    assert together(approve(task_state, people["chair"]), give_back) == ("approved", "decided")
    assert states(unit) == [True, True]


def test_an_approval_and_a_cancelling(people, text, together):
    client = client_of(people["writer"])
    data = text_data(text, "Peruttu") | {"action-cancel-workflow": "1"}
    outcome = together(
        approve(task_of(text), people["chair"]),
        lambda: client.post(edit_url(text), data).status_code,
    )
    assert outcome[0] == "approved"
    assert fresh(text).live
    assert fresh(text).workflow_states.get().status == "approved"


def test_an_approval_while_a_deputy_takes_over(people, unit, together):
    task_state = task_of(unit[0])
    outcome = together(
        approve(task_state, people["chair"]),
        lambda: service.ask_next_in_line(task_state, "silence"),
    )
    assert outcome == ("approved", [])
    assert not Assignment.objects.filter(ended_at=None).exists()
    assert Assignment.objects.get().person == people["chair"]


def test_an_approval_while_the_editor_saves(people, text, together):
    """An editor opened before the approval must not take back what it published."""
    page = text
    client = client_of(people["writer"])
    outcome = together(
        approve(task_of(page), people["chair"]),
        lambda: client.post(edit_url(page), text_data(page, "Jälkeen")).status_code,
    )
    assert outcome == ("approved", 302)
    after = fresh(page)
    assert (after.live, after.title) == (True, "Ennen")
    assert after.get_latest_revision_as_object().title == "Jälkeen"
    assert after.live_revision == after.workflow_states.get().current_task_state.revision


def test_a_text_saved_first_is_approved_as_it_now_stands(people, unit):
    before = task_of(unit[0])
    with ThreadPoolExecutor(2) as pool:
        saved = pool.submit(alone, lambda: draft_of(unit[1], people["writer"], lead="Uusi").pk)
        saved.result(PATIENCE)
        assert pool.submit(alone, approve(before, people["chair"])).result(PATIENCE) == "changed"
    assert states(unit) == [False, False]
    service.approve(task_of(unit[0]), people["chair"], channel="link")
    assert fresh(unit[1]).lead == "Uusi"


def test_sending_twice_at_once_makes_one_page(people):
    """The same opened form, submitted while its own first save is under way."""
    index = people["council"]
    url = reverse("wagtailadmin_pages:add", args=["home", "standardpage", index.pk])
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["writer"], backend=BACKEND)
    token = client.get(url).context["csrf_token"]
    page = make_text_page(index, title="Mallina", slug="mallina", live=False)
    data = text_data(page, "Kerran") | {"slug": "kerran", "csrfmiddlewaretoken": str(token)}

    def autosave():
        return client.post(url, data, headers={"accept": "application/json"}).status_code

    def send():
        return client.post(url, data | {"action-submit": "1"}).status_code

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(alone, autosave)
        second = pool.submit(alone, send)
        assert {first.result(PATIENCE), second.result(PATIENCE)} <= {200, 302, 400}
    (made,) = type(page).objects.filter(title="Kerran")
    assert made.workflow_in_progress


KILLED_IN_THE_MIDDLE = """
import os, signal
from django.contrib.auth import get_user_model
from home.approval import bundle, service
from wagtail.models import TaskState

publish = bundle.publish_version

def publish_and_die(*args, **options):
    publish(*args, **options)
    os.kill(os.getpid(), signal.SIGKILL)

bundle.publish_version = publish_and_die
user = get_user_model().objects.get(pk={user})
service.approve(TaskState.objects.get(pk={task_state}), user, channel="link")
"""


def test_a_killed_process_leaves_nothing_half_done(people, unit, real_database):
    task_state = task_of(unit[0])
    code = KILLED_IN_THE_MIDDLE.format(user=people["chair"].pk, task_state=task_state.pk)
    process = subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", "shell", "-c", code],
        cwd=ROOT,
        env=os.environ
        | {"DATABASE_URL": real_database, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert process.returncode == -signal.SIGKILL, process.stderr.decode()
    assert states(unit) == [False, False]
    paper = fresh(unit[0]).documents.get().document
    assert Client().get(paper.url).status_code == 404
    service.approve(task_state, people["chair"], channel="link")
    assert states(unit) == [True, True]
    assert Client().get(paper.url).status_code == 200
