"""The demo as `make run` serves it, and one Chromium for all the tests in it."""

import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

import psycopg
import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.sessions import Sessions
from tests.parts import chromium
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
DATABASE = "council_in_the_browser" + os.environ.get("PYTEST_XDIST_WORKER", "")
PATIENCE = 60_000  # milliseconds: more than the busiest machine needs for anything
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Demo:
    """A running demo: its address, the URL of its database, and the file with its output."""

    site: str
    database: str
    output: Path


@contextmanager
def database():
    """Yield the URL of an empty database beside the tests' own, dropped in the end."""
    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
        yield urlunsplit(urlsplit(server)._replace(path=f"/{DATABASE}"))
        connection.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """Yield the demo, started as by `make run`."""
    folder, port = tmp_path_factory.mktemp("demo"), free_port()
    with database() as address, (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "scripts/run.py"],
            cwd=ROOT,
            stdout=log,
            stderr=log,
            env=os.environ
            | {"DATABASE_URL": address, "DATA_DIR": str(folder), "PORT": str(port), "DEBUG": ""},
        )
        try:
            site = wait_for(f"http://127.0.0.1:{port}", process, folder / "log")
            yield Demo(site, address, folder / "log")
        finally:
            process.terminate()
            process.wait(60)


@pytest.fixture(scope="session")
def site(demo):
    return demo.site


@pytest.fixture
def mails(demo):
    """Return the mails to an address, oldest first, as the demo prints them."""

    def sent_to(address):
        printed = demo.output.read_text().split("─" * 72)
        return [mail for mail in printed if f"Vastaanottaja: {address}\n" in mail]

    return sent_to


def wait_for(address, process, log, seconds=600):
    for _ in range(seconds * 5):
        if process.poll() is not None:
            pytest.fail(f"The demo did not start:\n{log.read_text()}")
        try:
            with urlopen(f"{address}/robots.txt"):
                return address
        except (URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(f"The demo did not answer:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser():
    # Playwright leaves its event loop running in this thread, so that Django refuses database
    # access to every later test of the worker; no test here awaits anything.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def expected_complaints():
    """Patterns of complaints that a test causes on purpose; it adds its own to the empty list."""
    return []


@pytest.fixture
def window(browser, site, expected_complaints):
    """Return a function that opens a new window: `window(width=320, color_scheme="dark")`.

    In the end the test fails if the browser reported any unexpected complaint.
    """
    contexts, complaints = [], []

    def open_window(width=1280, height=800, **options):
        context = browser.new_context(
            base_url=site, viewport={"width": width, "height": height}, locale="fi-FI", **options
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        listen(page, site, complaints)
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert not unexpected(complaints, expected_complaints)


def unexpected(complaints, patterns):
    """Return the complaints that no pattern matches."""
    return [each for each in complaints if not any(re.search(p, each) for p in patterns)]


@pytest.fixture(scope="session")
def sessions(demo):
    return Sessions(demo.site, demo.database)


@pytest.fixture
def log_in(window, sessions):
    """Return a function that opens an empty window with one of the demo's people logged in."""

    def enter(username, **options):
        page = window(**options)
        sessions.log_in(page, username)
        return page

    return enter


def listen(page, site, complaints):
    """Collect errors, warnings and requests that leave the site."""

    def complain(what):
        complaints.append(f"{page.url}: {what}")

    page.on("pageerror", lambda error: complain(error))
    page.on("console", lambda said: is_complaint(said, page) and complain(describe(said)))
    page.on(
        "request",
        lambda request: re.match(rf"{site}/|data:|blob:", request.url) or complain(request.url),
    )


def describe(said):
    """Return the console message with its address, without the query string."""
    return f"{said.text} [{said.location['url'].partition('?')[0]}]"


def is_complaint(said, page):
    """Return whether it is an error or warning, other than a refusal of the page itself.

    A form with faults answers 422, and a deleted page 410: the tests read those pages.
    """
    refused = re.search(r"the server responded with a status of 4\d\d", said.text)
    own_refusal = refused and said.location["url"] == page.url
    return said.type in ("error", "warning") and not own_refusal


@pytest.fixture(scope="session")
def addresses(site):
    """Return the paths of every public page, from the sitemap."""
    with urlopen(f"{site}/sitemap.xml") as response:
        found = re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", response.read().decode())
    assert len(found) > 30
    return found
