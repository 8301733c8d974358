"""The commands that people run on their own machine and on a server."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import tomllib
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

from tests.parts import POSTGRESQL_15
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "a-key-for-the-test-that-is-long-enough-0123456789-abcdefghijkl",
    "DATABASE_URL": "postgresql://site:secret@localhost/council",
    "ALLOWED_HOSTS": "neuvottelukunta.example, www.neuvottelukunta.example",
    "BASE_URL": "https://neuvottelukunta.example",
    "EMAIL_URL": "smtp+tls://site:p%40ss@mail.example",
    "DEFAULT_FROM_EMAIL": "neuvottelukunta@example.org",
}


def run(*command, **environment):
    """Run one of our commands with an otherwise empty environment."""
    return subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]} | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


class TestProduction:
    def test_names_everything_that_is_missing_at_once(self):
        module = {"DJANGO_SETTINGS_MODULE": "config.settings.production"}
        refused = run("manage.py", "check", SECRET_KEY="x", **module)
        assert refused.returncode == 1
        named = re.findall(r"^  ([A-Z_]+):", refused.stderr, re.MULTILINE)
        assert named == [
            *("DATABASE_URL", "ALLOWED_HOSTS", "BASE_URL", "DATA_DIR"),
            *("EMAIL_URL", "DEFAULT_FROM_EMAIL"),
        ]
        assert "Traceback" not in refused.stderr

    def test_an_empty_secret_is_a_missing_one(self, tmp_path):
        empty = PRODUCTION | {"SECRET_KEY": "", "DATA_DIR": str(tmp_path)}
        refused = run("manage.py", "check", **empty)
        assert refused.returncode == 1
        assert re.findall(r"^  ([A-Z_]+):", refused.stderr, re.MULTILINE) == ["SECRET_KEY"]

    def test_passes_the_deployment_checks(self, tmp_path):
        command = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
        checked = run(*command, **PRODUCTION, DATA_DIR=str(tmp_path))
        assert checked.returncode == 0, checked.stderr

    def test_is_never_a_demo(self, tmp_path):
        code = (
            "from django.conf import settings as s; print(s.DEMO, s.DEBUG, s.EMAIL_HOST_PASSWORD)"
        )
        shown = run("manage.py", "shell", "-v0", "-c", code, **PRODUCTION, DATA_DIR=str(tmp_path))
        assert shown.stdout.split() == ["False", "False", "p@ss"], shown.stderr


class TestRun:
    def test_a_taken_port_is_one_clear_line(self, tmp_path):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = str(other.getsockname()[1])
            refused = run("scripts/run.py", PORT=port, DATA_DIR=str(tmp_path))
        assert refused.returncode == 1
        assert refused.stderr.startswith(f"Port {port} cannot be used")
        assert refused.stderr.count("\n") == 1
        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize("port", ["abc", "0", "65536", "-1"])
    def test_a_port_is_a_number(self, port, tmp_path):
        refused = run("scripts/run.py", PORT=port, DATA_DIR=str(tmp_path))
        assert refused.stderr == f"PORT={port} is not a port number.\n"

    @pytest.mark.slow
    def test_serves_what_was_edited_before_it_was_stopped(self, tmp_path):
        with served(tmp_path) as (address, printed):
            assert "yllapito" in printed()
            first = urlopen(address).read().decode()
        assert '<html lang="fi">' in first
        query(tmp_path, "update wagtailcore_page set title = title || ' (muutettu)'")
        with served(tmp_path) as (address, _):
            assert "(muutettu)" in urlopen(address).read().decode()

    def test_an_old_python_is_told_what_is_needed(self):
        code = (
            "import runpy, sys; sys.version_info = (3, 10, 4); sys.argv = ['venv.py', 'demo'];"
            "runpy.run_path('scripts/venv.py', run_name='__main__')"
        )
        refused = run("-c", code)
        assert refused.returncode == 1
        assert refused.stderr.startswith("Python 3.11 or newer is needed")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder whose path is too long for a socket and has a space in it."""
    folder = tmp_path_factory.mktemp("a deep place") / ("x" * 100)
    query(folder, "create table notes (note text)")
    return folder


@contextmanager
def served(folder):
    """Run the site as `make run` does; yield its address and output; stop it by Ctrl-C."""
    port = free_port()
    output = folder / "output.txt"
    environment = {"PATH": os.environ["PATH"], "PORT": str(port), "DATA_DIR": str(folder)}
    command = [sys.executable, "scripts/run.py"]
    with output.open("w") as log:
        site = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    children = []
    try:
        wait_until(lambda: site.poll() is not None or answers(port), 240)
        children = psutil.Process(site.pid).children(recursive=True)
        yield f"http://127.0.0.1:{port}/", output.read_text
    finally:
        site.send_signal(signal.SIGINT)
        site.wait(60)
    assert children and not any(child.is_running() for child in children)
    assert "Traceback" not in output.read_text()


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(true, seconds):
    """Poll for that many seconds at most."""
    for _ in range(seconds * 20):
        if answer := true():
            return answer
        time.sleep(0.05)
    raise TimeoutError


class TestPostgres:
    """Our own cluster: one owner at a time, stopped with its starter, nothing lost."""

    def test_keeps_what_was_written(self, folder):
        query(folder, "insert into notes values ('kept')")
        assert "kept" in query(folder, "select note from notes")

    def test_a_second_starter_is_lent_the_running_one(self, folder):
        with started(folder) as (_, server):
            assert str(server.pid) in (folder / "postgres" / "postmaster.pid").read_text()
            assert query(folder, "select pg_postmaster_start_time() is not null") == "True"
            assert server.is_running()
        assert not server.is_running()

    def test_a_killed_starter_takes_the_server_along(self, folder):
        with started(folder) as (starter, server):
            starter.kill()
            server.wait(60)
        assert query(folder, "select 1") == "1"

    def test_a_killed_server_recovers(self, folder):
        with started(folder) as (starter, server):
            query(folder, "insert into notes values ('before the crash')")
            server.kill()
            starter.terminate()
        assert "before the crash" in query(folder, "select note from notes")

    def test_a_server_that_outlived_its_starter_is_replaced(self, folder):
        with started(folder) as (starter, orphan):
            starter.send_signal(signal.SIGSTOP)  # it can no longer stop its server ...
            (folder / ".lock").unlink()  # ... and its claim on the folder was deleted
            assert query(folder, "select 1") == "1"
            assert orphan.status() == psutil.STATUS_ZOMBIE  # ended, which its starter cannot see

    def test_notes_of_a_server_that_is_gone_do_not_matter(self, folder):
        # The process number belongs to another process by now: to this test.
        (folder / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{folder}\n0\n5432\n")
        assert query(folder, "select 1") == "1"

    @pytest.mark.needs("postgresql15")
    def test_the_oldest_promised_postgresql_starts_as_well(self, tmp_path):
        version = query(tmp_path, "show server_version", PG_BIN=str(POSTGRESQL_15))
        assert version.startswith("15.")


def query(folder, sql, **environment):
    """Return the result of a query to the cluster in the folder, started if it does not run."""
    code = (
        "import os, psycopg, sys;"
        "database = psycopg.connect(os.environ['DATABASE_URL'], autocommit=True);"
        "answer = database.execute(sys.argv[1]);"
        "print(*(row[0] for row in answer) if answer.description else ())"
    )
    asked = run("scripts/postgres.py", folder, sys.executable, "-c", code, sql, **environment)
    assert asked.returncode == 0, asked.stderr
    return asked.stdout.strip()


@contextmanager
def started(folder):
    """Return a starter that holds the cluster open, and the server's process."""
    holder = [sys.executable, "scripts/postgres.py", str(folder), "sleep", "600"]
    starter = subprocess.Popen(holder, cwd=ROOT, env={"PATH": os.environ["PATH"]})
    try:
        yield starter, ready(folder)
    finally:
        starter.send_signal(signal.SIGCONT)
        starter.terminate()
        starter.wait(60)


def ready(folder, seconds=120):
    """Return the server's process as soon as it reports that it is ready."""
    notes = folder / "postgres" / "postmaster.pid"
    wait_until(lambda: notes.exists() and notes.read_text().split()[-1:] == ["ready"], seconds)
    return psutil.Process(int(notes.read_text().split()[0]))


class TestOptionalParts:
    """A missing part is named, or fails a run that requires all parts."""

    @pytest.fixture
    def poor_machine(self, tmp_path):
        sample = tmp_path / "test_sample.py"
        sample.write_text(
            "import pytest\n@pytest.mark.needs('chromium')\ndef test_page(): assert False\n"
        )
        command = ("-m", "pytest", "-p", "tests.needs", "-p", "no:cacheprovider", str(sample))
        database = {"DATABASE_URL": "postgresql://nowhere/none", "PATH": str(tmp_path)}
        return lambda **environment: run(*command, **database | environment)

    def test_is_named_before_the_closing_line(self, poor_machine):
        tested = poor_machine()
        assert tested.returncode == 0, tested.stdout + tested.stderr
        named, closing = tested.stdout.splitlines()[-2:]
        assert named.startswith("Not tested here: chromium (pages in a browser, 1 tests)")
        assert "1 skipped" in closing

    def test_fails_where_everything_is_required(self, poor_machine):
        tested = poor_machine(REQUIRE_ALL="1")
        assert tested.returncode == 1
        assert "chromium" in tested.stdout + tested.stderr


def test_tests_in_a_browser_share_a_worker(tmp_path):
    """Otherwise each worker would start a demo and a browser of its own."""
    (tmp_path / "chromium").touch(0o755)
    sample = tmp_path / "test_sample.py"
    sample.write_text(
        "import os, pathlib, pytest\n@pytest.mark.needs('chromium')\n"
        "@pytest.mark.parametrize('number', range(8))\ndef test_page(number):\n"
        "    (pathlib.Path(__file__).parent / os.environ['PYTEST_XDIST_WORKER']).touch()\n"
    )
    environment = {"DATABASE_URL": "postgresql://nowhere/none", "PATH": str(tmp_path)}
    options = ("-n", "2", "--dist", "loadgroup", "-p", "tests.needs", "-p", "no:cacheprovider")
    tested = run("-m", "pytest", *options, str(sample), **environment)
    assert "8 passed" in tested.stdout, tested.stdout + tested.stderr
    assert len(list(tmp_path.glob("gw*"))) == 1


class TestDependencies:
    def test_each_says_why_it_is_here(self):
        lines = (ROOT / "pyproject.toml").read_text().splitlines()
        project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
        wanted = [*project["dependencies"]]
        wanted += [name for extra in project["optional-dependencies"].values() for name in extra]
        assert len(wanted) > 15
        for name in wanted:
            line = next(line for line in lines if f'"{name}"' in line)
            assert re.search(r"# \w.{10,}", line), f"{name} gives no reason"

    @pytest.mark.parametrize("name", ["", "-demo", "-dev"])
    def test_is_locked_with_hashes_and_without_addresses(self, name):
        lock = (ROOT / f"requirements{name}.lock").read_text()
        pins = re.split(r"\n(?=[a-z0-9])", lock)[1:]
        assert len(pins) > 30
        assert all("==" in pin and "--hash=sha256:" in pin for pin in pins)
        assert "://" not in lock


def test_who_tests_beside_another_gets_a_database_too():
    """The kept tables are locked by one run at a time, perhaps by this one."""
    shown = run("scripts/test.py", ARGS="--version")
    assert (shown.returncode, shown.stdout[:7]) == (0, "pytest "), shown.stderr
