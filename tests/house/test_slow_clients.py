"""Clients that send half a form and wait do not block readers, without nginx in front."""

import socket
import subprocess
import sys
import textwrap
import time
from contextlib import ExitStack

import pytest
from config.slow_clients import LARGEST
from django.conf import settings

from tests.ports import free_port

SITE = """
    import sys
    from granian import Granian
    from granian.constants import Interfaces
    from config.slow_clients import BufferedBodies

    def application(environ, start_response):
        body = environ["wsgi.input"].read()
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(len(body)).encode()]

    def load():
        return BufferedBodies(application, answering=2, reading=4)

    if __name__ == "__main__":
        Granian("site:load", address="127.0.0.1", port=int(sys.argv[1]), interface=Interfaces.WSGI,
                blocking_threads=8, websockets=False).serve(target_loader=load, wrap_loader=False)
"""


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """Run a small site behind granian that accepts four request bodies at once; yield its port."""
    script = tmp_path_factory.mktemp("site") / "small.py"
    script.write_text(textwrap.dedent(SITE))
    number = free_port()
    server = subprocess.Popen(
        [sys.executable, str(script), str(number)],
        env={"PYTHONPATH": str(settings.BASE_DIR / "site"), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(2400):
        if server.poll() is not None or answers(number):
            break
        time.sleep(0.05)
    yield number
    server.terminate()
    server.wait(60)


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def ask(port, method="GET", body=b"", length=None):
    """Send a request, perhaps with a shorter body than announced; return the connection."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=60)
    size = len(body) if length is None else length
    head = f"{method} / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {size}\r\n\r\n"
    connection.sendall(head.encode() + body)
    return connection


def answer_of(connection):
    with connection, connection.makefile("rb") as file:
        return file.read().decode()


@pytest.mark.parametrize("slow", [2, 4, 12])
def test_readers_are_answered_while_others_send_slowly(port, slow):
    with ExitStack() as waiting:
        for _ in range(slow):
            waiting.enter_context(ask(port, "POST", b"name=", length=1000))
        for _ in range(10):
            assert answer_of(ask(port)).startswith("HTTP/1.1 200")
    assert wait_for(port, "200").endswith("1")


def test_a_whole_form_arrives_whole(port):
    wait_for(port, "200")
    assert answer_of(ask(port, "POST", b"x" * 3_000_000)).endswith("3000000")


def test_one_form_too_many_is_asked_to_come_back(port):
    refused = ""
    with ExitStack() as waiting:
        # A slow form may itself be refused while the place of an earlier one is not yet free.
        for _ in range(200):
            waiting.enter_context(ask(port, "POST", b"name=", length=1000))
            refused = answer_of(ask(port, "POST", b"x"))
            if "HTTP/1.1 503" in refused:
                break
    assert refused.startswith("HTTP/1.1 503")
    assert "retry-after: 30" in refused.lower()


def wait_for(port, status):
    """Send a form until it gets this answer: the server notices clients with a delay."""
    for _ in range(1200):
        said = answer_of(ask(port, "POST", b"x"))
        if said.startswith(f"HTTP/1.1 {status}"):
            return said
        time.sleep(0.05)
    raise TimeoutError


def test_what_is_larger_than_anything_is_refused(port):
    wait_for(port, "200")
    connection = ask(port, "POST", b"", length=LARGEST + 2_000_000)
    with connection:
        try:
            for _ in range(LARGEST // 1_000_000 + 2):
                connection.sendall(b"x" * 1_000_000)
        except OSError:
            return  # the connection was closed
        assert connection.recv(100).startswith(b"HTTP/1.1 413")


def test_half_a_form_is_not_taken_for_a_whole_one(port):
    wait_for(port, "200")
    connection = ask(port, "POST", b"name=", length=1000)
    connection.shutdown(socket.SHUT_WR)
    assert "HTTP/1.1 200" not in answer_of(connection)
