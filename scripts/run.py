"""`make run`: run the database, the demo content and the server locally until Ctrl-C."""

import signal

signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends the slow imports without a traceback

import os
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path

import django
import postgres
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
# Number of threads that answer, and of request bodies that may be received at the same time.
ANSWERING, READING = 2, 24


def main():
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    postgres.die_with_parent(signal.SIGTERM)
    port = choose_port(os.environ.get("PORT") or "8000")
    folder = Path(os.environ.get("DATA_DIR") or "var").resolve()
    os.environ |= {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    with database(folder):
        prepare_data()
        address = f"http://{HOST}:{port}/"
        with worker("read_files"), worker("send_mail"):
            print(f"\nOpen {address}, or {address}hallinta/ to edit. Ctrl-C stops.")
            print(f"Passkeys need a name: http://localhost:{port}/hallinta/", flush=True)
            (serve_for_developers if os.environ.get("DEBUG") == "1" else serve_site)(port)


def choose_port(text):
    """Return the port as a number, or exit with a message if it cannot be used."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        sys.exit(f"PORT={text} is not a port number.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(text)))
        except OSError as error:
            sys.exit(
                f"Port {text} cannot be used ({error.strerror}). Name another: make run PORT=8001"
            )
    return int(text)


@contextmanager
def database(folder):
    """Use the server that DATABASE_URL names, or run a private one in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.environ.get("DATABASE_URL"):
        yield
        return
    print(f"Starting PostgreSQL in {folder} ...", flush=True)
    stopping = threading.Event()
    with postgres.running(folder) as server:
        os.environ["DATABASE_URL"] = postgres.url(folder)
        threading.Thread(target=watch, args=(server, stopping), daemon=True).start()
        try:
            yield
        finally:
            stopping.set()
            if server.poll() is not None:
                sys.exit(f"The database stopped by itself, see {folder / 'postgres.log'}")


def watch(server, stopping):
    """Stop the site when its database ends, rather than answer every request with an error."""
    server.wait()
    if not stopping.is_set():
        os.kill(os.getpid(), signal.SIGTERM)


def prepare_data():
    """Create tables, roles and content; does nothing if nothing is missing."""
    print("Preparing tables, roles and content ...", flush=True)
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.chdir(ROOT)
    django.setup()
    # Some of Wagtail's labels are translated on import, and migrate deactivates translations.
    import_module(settings.ROOT_URLCONF)
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("roles")
        call_command("seed", os.environ.get("COUNCIL") or settings.DEFAULT_COUNCIL, "--demo")
    except CommandError as error:
        sys.exit(str(error))
    with suppress(CommandError):  # failures are shown on the dashboard
        call_command("run_due", verbosity=0, accept_clock=True)
    connections.close_all()


@contextmanager
def worker(command):
    """Run a process that reads files or sends mail, as long as the site runs."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", command, "--watch"],
        start_new_session=True,  # Ctrl-C reaches us first
        preexec_fn=lambda: postgres.die_with_parent(signal.SIGTERM),
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def serve_site(port):
    Granian(
        "config.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=READING + 8,
        websockets=False,
        log_level=LogLevels.error,  # it would warn about the threads that wait for bodies
        workers_kill_timeout=3,
    ).serve(target_loader=application, wrap_loader=False)


def application():
    """Return the WSGI application, in a worker that ignores Ctrl-C and ends with its parent."""
    os.setsid()
    postgres.die_with_parent(signal.SIGKILL)
    from config.slow_clients import BufferedBodies  # noqa: PLC0415 - as below
    from config.wsgi import application  # noqa: PLC0415 - the path to it is set by prepare()

    return BufferedBodies(application, ANSWERING, READING)


def serve_for_developers(port):
    """Run Django's own server, which restarts when a file changes."""
    subprocess.run(
        [sys.executable, "manage.py", "runserver", f"{HOST}:{port}"],
        preexec_fn=lambda: postgres.die_with_parent(signal.SIGTERM),
        check=False,
    )


if __name__ == "__main__":
    try:
        main()
    except postgres.Busy as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
