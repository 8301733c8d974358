"""Measure how a mail server that never answers slows readers' pages down.

    .venv/bin/python -m bench.mail_sink      # (--sends 20 --resets 100 --readers 2)

A separate site is served on a separate database. Readers request pages while editors submit texts
for approval and strangers request password resets: first with a mail server that accepts every
mail, then with one that accepts connections and says nothing. Prints the two 95th percentiles,
their ratio, and how many mails were stored. Takes some minutes, mostly for the database.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from scripts import postgres
from tests.mail_servers import Recorder, free_port, serving, silent_after, talking

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
PAGES = ["/", "/kokoukset/", "/edustajat/", "/haku/?q=kokous"]
RESET = "/hallinta/password_reset/"
PREPARE = """
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
call_command("roles")
call_command("seed", "--demo")
"""
# An editor's session, created without the login form, and pages for the editor to submit.
EDITOR = """
import sys
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from home.models import HomePage, StandardPage
user = get_user_model().objects.get(username="viestinta")
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = "home.accounts.backends.AccountBackend"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
council = HomePage.objects.first()
print("SESSION", session.session_key, council.pk)
"""
# People who request password resets, so many that the rate limit per address is never reached.
PEOPLE = """
from django.contrib.auth import get_user_model
User = get_user_model()
User.objects.bulk_create(
    User(username=f"reader{n}", email=f"reader{n}@example.org") for n in range(count)
)
"""
COUNT = """
from home.mail.models import OutboxMail
print("STORED", OutboxMail.objects.filter(sent_at=None).count())
"""


def main():
    options = parse_arguments()
    with tempfile.TemporaryDirectory() as folder, postgres.running(folder, throwaway=True):
        os.environ |= {
            "DATABASE_URL": postgres.url(folder),
            "DATA_DIR": folder,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
            "DJANGO_SETTINGS_MODULE": "bench.mail_sink_settings",
        }
        manage(PREPARE)
        manage(f"count = {options.resets}\n{PEOPLE}")
        with serving(Recorder()) as mail_port:
            well = run_trial(mail_port, options, "well")
        with talking(silent_after("")) as (mail_port, connections):
            silent = run_trial(mail_port, options, "silent")
            asked = len(connections)
        print(f"mails that wait after it: {manage(COUNT).split()[-1]}, connections tried: {asked}")
        print(
            f"readers' p95 with the silent server: {silent / well:.2f} times that with a good one"
        )


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sends", type=int, default=20, help="texts sent for approval")
    parser.add_argument("--resets", type=int, default=100, help="new passwords asked for")
    parser.add_argument("--readers", type=int, default=2, help="who read at the same time")
    return parser.parse_args()


def manage(code):
    """Run Django code in a process of its own; return what it prints."""
    return subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def run_trial(mail_port, options, name):
    """Serve the site with this mail server; return the readers' 95th percentile in seconds."""
    os.environ["MAIL_PORT"] = str(mail_port)
    *_, key, council = manage(EDITOR).split()
    with serve_bench_site() as port:
        ended = threading.Event()
        times = []
        readers = [
            threading.Thread(target=request_pages, args=(port, times, ended))
            for _ in range(options.readers)
        ]
        for reader in readers:
            reader.start()
        began = time.monotonic()
        acted = send_and_reset(port, key, council, options, name)
        took = time.monotonic() - began
        ended.set()
        for reader in readers:
            reader.join()
    times.sort()
    p50, p95 = times[len(times) // 2], times[len(times) * 95 // 100]
    print(
        f"{name:7} {len(times):5} pages read: p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms; "
        f"{acted[0]} sends and {acted[1]} resets in {took:.0f} s"
    )
    return p95


@contextmanager
def serve_bench_site():
    """Run the site and its mail sender, as on a server; yield the port."""
    port = free_port()
    granian = ["granian", "--interface", "wsgi", "--host", HOST, "--port", str(port), "--no-ws"]
    granian += ["--workers", "2", "--blocking-threads", "1", "config.wsgi:application"]
    commands = [["-m", *granian], ["manage.py", "send_mail", "--watch"]]
    processes = [
        subprocess.Popen([sys.executable, *command], cwd=ROOT, stderr=subprocess.DEVNULL)
        for command in commands
    ]
    try:
        wait_for_port(port)
        yield port
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(30)


def wait_for_port(port):
    for _ in range(1200):
        try:
            if send_to_site(port, "GET", "/robots.txt")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError


def request_pages(port, times, ended):
    """Request page after page and note how long each took."""
    number = 0
    while not ended.is_set():
        began = time.monotonic()
        send_to_site(port, "GET", PAGES[number % len(PAGES)])
        times.append(time.monotonic() - began)
        number += 1


def send_and_reset(port, key, council, options, name):
    """Request password resets and submit texts in turn; return how many of each succeeded."""
    sent = reset = 0
    token = "csrftoken=" + "c" * 32
    add = f"/hallinta/pages/add/home/standardpage/{council}/"
    for number in range(max(options.resets, options.sends)):
        if number < options.resets:
            data = {"email": f"reader{number}@example.org"}
            status, _ = send_to_site(
                port, "POST", RESET, data, token, client=client_address(number)
            )
            reset += status == 302
        if number < options.sends:
            data = page_data(f"{name} {number}")
            status, _ = send_to_site(port, "POST", add, data, f"sessionid={key}; {token}")
            sent += status == 302
    return sent, reset


def client_address(number):
    """Return the network address of one of many clients."""
    return f"10.0.{number // 250}.{number % 250 + 1}"


def page_data(title):
    return {
        "title": f"Koesivu {title}",
        "slug": f"koesivu-{title.replace(' ', '-')}",
        "lead": "",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        "action-submit": "1",
    }


def send_to_site(port, method, path, data=None, cookie="", client=HOST):
    """Send one request as the web server would forward a client's; return status and body."""
    connection = HTTPConnection(HOST, port, timeout=120)
    headers = {"X-Real-IP": client} | ({"Cookie": cookie} if cookie else {})
    body = None
    if data is not None:
        body = urlencode(data | {"csrfmiddlewaretoken": "c" * 32})
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


if __name__ == "__main__":
    main()
