"""No log contains the secret of an approval link: neither ours nor nginx's, set as in the guide."""

import logging
import os
import re
import shutil
import subprocess
import time
from http.client import HTTPConnection

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from home.approval_desk.masking import MaskingFormatter, MaskLinks, mask
from tests.ports import free_port

TOKEN = "AbC_-123.dEf-456_"
LINK = f"/hyvaksy/{TOKEN}/"


@given(
    st.text("abcXYZ019-_.", min_size=1),
    st.sampled_from(["/", "/uusi/", "/tiedosto/3/", "?a=b", ""]),
)
def test_of_a_link_only_the_door_is_left(token, rest):
    assert mask(f"GET /hyvaksy/{token}{rest} 410") == f"GET /hyvaksy/…{rest} 410"


@pytest.mark.parametrize("door", ["kokouskutsu", "tarkasta"])
def test_the_links_of_meetings_are_masked_too(door):
    assert mask(f"GET /{door}/{TOKEN}/ 200") == f"GET /{door}/…/ 200"


def test_other_addresses_stay():
    text = "Not Found: /kokoukset/2024-03-13/ hyvaksy /hyvaksy/"
    assert mask(text) == text


def record(message, *args, **extra):
    made = logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, args, None)
    vars(made).update(extra)
    return made


def test_the_request_does_not_go_along_in_a_mail_of_errors():
    made = record("Internal Server Error: %s", LINK, request=object())
    assert MaskLinks().filter(made)
    assert made.getMessage() == "Internal Server Error: /hyvaksy/…/"
    assert made.request is None
    other = record("Not Found: %s", "/a/", request="request")
    assert MaskLinks().filter(other)
    assert other.request == "request"


def test_nor_does_a_traceback_tell_it():
    try:
        raise ValueError(LINK)
    except ValueError as error:
        made = record("Failed")
        made.exc_info = (type(error), error, error.__traceback__)
    assert TOKEN not in MaskingFormatter().format(made)


def test_the_settings_use_them():
    handler = settings.LOGGING["handlers"]["stderr"]
    assert settings.LOGGING["formatters"][handler["formatter"]]["()"].endswith("MaskingFormatter")
    assert any(isinstance(f, MaskLinks) for f in logging.getLogger("django.request").filters)


@pytest.fixture
def nginx(tmp_path):
    """Yield the port of an nginx with the guide's log format, and its folder."""
    guide = (settings.BASE_DIR / "docs" / "operations.md").read_text(encoding="utf-8")
    log = re.search(r"```nginx\n(map \$request_uri.*?)```", guide, re.DOTALL)[1]
    door = re.search(r"location ~ \^/\(hyvaksy.*?\}", guide, re.DOTALL)[0]
    door = door.replace("/var/log/nginx", str(tmp_path)).replace(":8001", ":1")
    port = free_port()
    paths = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"{'user root;' if os.geteuid() == 0 else ''} daemon off; pid {tmp_path}/pid;\n"
        "events { }\n"
        f"http {{ {paths}\n{log}\nserver {{ listen 127.0.0.1:{port};\n"
        f"access_log {tmp_path}/access.log neuvottelukunta;\n{door}\n"
        "location / { return 204; } } }"
    )
    command = [shutil.which("nginx"), "-p", str(tmp_path), "-c", "nginx.conf", "-e", "error.log"]
    process = subprocess.Popen(command)
    yield port, tmp_path
    process.terminate()
    process.wait(60)


def ask(port, path):
    """Send a request to nginx, which may still be starting."""
    for _ in range(1200):
        try:
            connection = HTTPConnection("127.0.0.1", port)
            connection.request("GET", path)
            return connection.getresponse().status
        except ConnectionRefusedError:
            time.sleep(0.05)
    pytest.fail("nginx did not start")


def wait_for_lines(log, number):
    """Return the log's text once it has so many lines: nginx writes them after its answers."""
    for _ in range(1200):
        if (text := log.read_text()).count("\n") >= number:
            return text
        time.sleep(0.05)
    pytest.fail(f"Fewer than {number} lines: {text}")


@pytest.mark.needs("nginx")
def test_nginx_writes_it_nowhere(nginx):
    port, folder = nginx
    assert ask(port, "/kokoukset/") == 204
    assert ask(port, f"{LINK}tiedosto/3/?a=b") == 502  # no server behind it: an error to be logged
    assert ask(port, f"/kokouskutsu/{TOKEN}/") == 502
    assert ask(port, f"/tarkasta/{TOKEN}/") == 502
    written = wait_for_lines(folder / "access.log", 4)
    assert "GET /kokoukset/ HTTP/1.1" in written
    assert "GET /hyvaksy/-/tiedosto/3/?a=b HTTP/1.1" in written
    assert "GET /kokouskutsu/-/ HTTP/1.1" in written
    assert "GET /tarkasta/-/ HTTP/1.1" in written
    assert TOKEN not in written + (folder / "error.log").read_text()
