"""What every test shares: the optional parts of the machine, and saying which were not there."""

import os
from collections import Counter
from importlib import import_module
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client, TestCase
from wagtail.models import Site

from home.models import HomePage
from home.roles import apply_roles, group_for
from tests.factories import make_council, make_user
from tests.parts import PARTS, missing

WITHOUT = "without "


def pytest_configure(config):
    # Some of Wagtail's labels are translated when they are imported, and migrate speaks English.
    import_module(settings.ROOT_URLCONF)
    if os.environ.get("REQUIRE_ALL") == "1" and (names := missing()):
        packages = " ".join(PARTS[name].packages for name in names)
        pytest.exit(f"REQUIRE_ALL=1, but these are missing: {', '.join(names)}: {packages}", 1)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        for name in needed(item):
            prepare(item, name)


def needed(item):
    """The optional parts that the marks on a test name."""
    names = {name for mark in item.iter_markers("needs") for name in mark.args}
    if unknown := names - PARTS.keys():
        raise pytest.UsageError(f"{item.nodeid} needs unknown parts: {', '.join(unknown)}")
    return sorted(names)


def prepare(item, name):
    """Skip the test where its part is missing; keep those of the browser on one worker."""
    if not PARTS[name].found():
        item.add_marker(pytest.mark.skip(reason=WITHOUT + name))
    if name == "chromium":
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.xdist_group("browser"))


def pytest_terminal_summary(terminalreporter):
    """Name what this run could not test, so that nobody takes silence for a pass."""
    reasons = (report.longrepr[2] for report in terminalreporter.stats.get("skipped", []))
    for reason, number in sorted(Counter(reasons).items()):
        name = reason.removeprefix("Skipped: ").removeprefix(WITHOUT)
        if part := PARTS.get(name):
            terminalreporter.write_line(
                f"Not tested here: {name} ({part.purpose}, {number} tests); "
                f"it comes with: apt install {part.packages}"
            )


@pytest.fixture
def council(db):
    """A council of its own as the site's front page."""
    return make_council()


@pytest.fixture
def as_user(council):
    """Makes a client logged in with a role's rights: `as_user("chair")`; "" is a superuser."""
    apply_roles()

    def log_in(role, client=None):
        user = make_user(is_superuser=role == "")
        if role:
            user.groups.add(group_for(role, council))
        client = client or Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        client.user = user
        return client

    return log_in


@pytest.fixture
def stored(django_capture_on_commit_callbacks):
    """`with stored():` does at its end what would follow the commit: the work on the indexes."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker):
    """The council's real content and the demo's, made once for a module and then taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        with TestCase.captureOnCommitCallbacks(execute=True):
            call_command("seed", demo=True, stdout=StringIO())
        yield
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


@pytest.fixture
def seeded(content, db):
    """The council with its real content; what a test changes is taken back after it."""
    return HomePage.objects.get()
