"""Security settings: policies, headers, logins, and nothing of the demo in production."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tests.factories import make_user
from tests.production import production_environment
from tests.sweep import MISSING

ROOT = Path(__file__).resolve().parents[2]
LOG_IN = "/hallinta/login/"
PUBLIC = ["/", MISSING, "/haku/?q=a", "/robots.txt", "/sitemap.xml", "/asiakirjat/99/a.pdf"]
WRONG = {"username": "arvailija", "password": "väärin"}


def policy(response):
    """Return the content security policy of a response as a dict from directive to sources."""
    directives = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {name: set(sources) for name, *sources in filter(None, directives)}


@pytest.mark.parametrize("path", PUBLIC)
def test_public_answers_allow_nothing_but_our_own_files(client, council, path):
    sources = policy(client.get(path))
    assert sources["default-src"] == sources["base-uri"] == {"'none'"}
    assert sources["script-src"] == sources["style-src"] == sources["form-action"] == {"'self'"}
    allowed = set().union(*sources.values())
    assert allowed == {"'none'", "'self'", "data:"}


def test_the_admin_allows_inline_styles_but_no_inline_script_nor_other_host(as_user):
    for client, path in ((Client(), LOG_IN), (as_user("communications"), "/hallinta/")):
        sources = policy(client.get(path))
        allowed = set().union(*sources.values())
        assert allowed <= {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"}
        assert sources["script-src"] == {"'self'"}
        assert sources["object-src"] == {"'none'"}
        assert sources["frame-ancestors"] == sources["form-action"] == {"'self'"}


@pytest.mark.parametrize("path", [*PUBLIC, LOG_IN])
def test_every_answer_carries_the_usual_headers(client, council, path):
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("demo", [True, False])
def test_the_passwords_of_the_demo_open_nothing_outside_it(client, council, settings, demo):
    user = make_user(username="sihteeri", is_superuser=True)
    user.set_password("sihteeri-demo")
    user.save()
    settings.DEMO = demo
    answer = client.post(LOG_IN, {"username": "sihteeri", "password": "sihteeri-demo"})
    assert answer.status_code == (302 if demo else 200)


def test_a_forged_form_does_not_log_in(council):
    assert Client(enforce_csrf_checks=True).post(LOG_IN, WRONG).status_code == 403


def in_production(code, folder):
    """Run Python with production settings on the test database, and return its output."""
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=production_environment(folder),
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


LOG_IN_OVER_HTTPS = """
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.test import Client
call_command("collectstatic", interactive=False, verbosity=0)
https = {"headers": {"host": "neuvottelukunta.example", "x-forwarded-proto": "https"}}
who = {"username": "kokeilija", "password": "kevätsade-12"}
client = Client()
with transaction.atomic():
    get_user_model().objects.create_superuser(email="kokeilija@example.org", **who)
    form = client.get("/hallinta/login/", **https)
    client.post("/hallinta/login/", who, **https)
    transaction.set_rollback(True)
print(form.headers["Strict-Transport-Security"])
for name, cookie in sorted(client.cookies.items()):
    print(name, cookie["secure"], cookie["httponly"], cookie["samesite"])
plain = Client().get("/", headers={"host": "neuvottelukunta.example"})
print(plain.status_code, plain["Location"])
"""


@pytest.mark.django_db
def test_production_speaks_only_https_and_keeps_its_cookies_there(tmp_path):
    assert in_production(LOG_IN_OVER_HTTPS, tmp_path).splitlines() == [
        "max-age=31536000; includeSubDomains",
        "__Host-csrftoken True True Lax",
        "__Host-sessionid True True Lax",
        "laite True True Lax",
        "301 https://neuvottelukunta.example/",
    ]


DEMO = """
from django.core.management import CommandError, call_command
try:
    call_command("seed", demo=True)
except CommandError as refusal:
    print("refused")
"""


def test_production_makes_no_demo_accounts(tmp_path):
    assert in_production(DEMO, tmp_path).endswith("refused")


COUNT = """
from home.contact import PER_HOUR, is_over_hourly_limit
tries = [is_over_hourly_limit("192.0.2.1") for _ in range(PER_HOUR - 2)]
print(tries, is_over_hourly_limit("192.0.2.2"))
"""


def test_each_process_of_the_server_counts_what_the_others_have(tmp_path):
    assert in_production(COUNT, tmp_path).endswith("[False, False, False] False")
    assert in_production(COUNT, tmp_path).endswith("[False, False, True] False")
