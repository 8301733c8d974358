"""Fixtures of all tests: a council, people with roles, and the handling of optional parts."""

import gc
import resource
from contextlib import contextmanager
from importlib import import_module
from io import StringIO

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, TestCase
from django.test.utils import setup_databases, teardown_databases
from wagtail.models import Site

from home.mail.sending import send_waiting
from home.models import HomePage
from home.role_rights import apply_roles
from home.roles import get_group
from tests.factories import make_council, make_user
from tests.needs import (  # noqa: F401 - pytest finds its hooks here
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_terminal_summary,
)
from tests.trials import trials

OUTBOX = settings.EMAIL_BACKEND
MOST_MEMORY = 8 * 2**30  # bytes, for each worker and each process that it starts
# No test may fail because the machine is busy, or because of an example that no run has met before:
# the same ones are tried each time, and others under ENDURANCE=1.
hypothesis.settings.register_profile(
    "suite",
    deadline=None,
    derandomize=not trials(0, 1),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("suite")
# Some of Wagtail's labels are translated at import, and `migrate` activates English.
import_module(settings.ROOT_URLCONF)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_blocker, django_db_keepdb, django_db_modify_db_settings
):
    """Make the test database, the only one where the approval record may be emptied after a test.

    pytest-django's own fixture makes no tables when all the chosen tests are transactional.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, keepdb=django_db_keepdb)
        with connection.cursor() as cursor:
            trigger = "record_is_never_emptied"
            cursor.execute(f"ALTER TABLE record_approvalrecord DISABLE TRIGGER {trigger}")
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


def pytest_collection_finish():
    """Spare the garbage collector work, which saves a sixth of the time.

    It skips the loaded modules, and looks at the rest less often. A memory limit makes a runaway
    test fail by itself.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, resource.RLIM_INFINITY))


def pytest_generate_tests(metafunc):
    """Name the baseline of a test's database by the fixtures that it requests."""
    ground = next((name for name in GROUNDS if name in metafunc.fixturenames), None)
    param = pytest.param(ground, id=pytest.HIDDEN_PARAM)
    metafunc.parametrize("ground", [param], indirect=True, scope="session")


@pytest.fixture(scope="session", autouse=True)
def ground(request):
    """Lay the baseline of the database once for all tests that need the same one."""
    lay = GROUNDS.get(getattr(request, "param", None))
    if lay is None:
        yield
        return
    request.getfixturevalue("django_db_setup")
    with request.getfixturevalue("django_db_blocker").unblock(), transaction.atomic():
        lay()
        yield
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


def lay_demo():
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("seed", demo=True, stdout=StringIO())


def lay_roles():
    make_council()
    apply_roles()


GROUNDS = {"demo_content": lay_demo, "roles": lay_roles, "council": make_council}


@pytest.fixture(scope="session")
def demo_content(ground):
    """Load the council's real content and the demo's."""


@pytest.fixture(scope="session")
def roles(ground):
    """Create the groups, permissions and workflow of the roles."""


@pytest.fixture(autouse=True)
def no_counts():
    """Reset the rate limits."""
    caches["shared"].clear()
    caches["accounts"].clear()


@pytest.fixture
def council(ground, db):
    """Return a council whose front page is the site's root page."""
    Site.clear_site_root_paths_cache()
    return HomePage.objects.get()


@pytest.fixture
def as_user(council, roles):
    """Return a function for clients logged in with a role: `as_user("chair")`; "": superuser."""

    def log_in(role, client=None):
        user = make_user(is_superuser=role == "")
        if role:
            user.groups.add(get_group(role))
        client = client or Client()
        client.force_login(user, backend="home.accounts.backends.AccountBackend")
        client.user = user
        return client

    return log_in


@pytest.fixture(autouse=True, scope="session")
def mail_is_stored(django_test_environment):
    """Store mail in the outbox first, as on a server; Django's tests would send it at once."""
    settings.EMAIL_BACKEND = OUTBOX


@pytest.fixture
def secretary(as_user):
    """Return a client logged in with the role secretariat."""
    return as_user("secretariat")


@pytest.fixture
def chair(as_user):
    """Return a client logged in with the role chair."""
    return as_user("chair")


@pytest.fixture
def writer(as_user):
    """Return a client logged in with the role communications."""
    return as_user("communications")


@pytest.fixture
def keeper(as_user):
    """Return a client logged in with the role administration."""
    return as_user("administration")


@pytest.fixture
def stored(django_capture_on_commit_callbacks):
    """Return a context manager that runs the on-commit hooks at its end: indexes and mail."""

    @contextmanager
    def commit():
        with django_capture_on_commit_callbacks(execute=True):
            yield
        send_waiting()

    return commit


@pytest.fixture
def seeded(demo_content, db):
    """The council with its real content; what a test changes is rolled back."""
    return HomePage.objects.get()
