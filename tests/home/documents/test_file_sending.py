"""HTTP of files: ranges, caching, names and types, and sending by nginx."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.handlers.wsgi import WSGIRequest
from django.db.models.fields.files import FieldFile
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from home.documents.models import CouncilDocument
from home.documents.sending import FileToSend, send_file
from tests.factories import attach, make_document, make_meeting
from tests.ports import free_port

CONTENT = bytes(range(256)) * 4
SIZE = len(CONTENT)


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def sent():
    return stored("pöytäkirja 2024.pdf", CONTENT, "application/pdf")


def stored(name, content, content_type, public=True):
    saved = default_storage.save(f"documents/{name}", ContentFile(content))
    field = CouncilDocument._meta.get_field("file")
    return FileToSend(FieldFile(None, field, saved), name, content_type, "sormenjälki", public)


def ask(sent, method="get", **headers):
    return getattr(RequestFactory(), method)("/", headers=headers), sent


def answer(sent, method="get", **headers):
    return send_file(*ask(sent, method, **headers))


def body(response):
    return b"".join(response) if response.streaming else response.content


class TestParts:
    @pytest.mark.parametrize(
        ("asked", "first", "last"),
        [
            ("bytes=0-0", 0, 0),
            ("bytes=0-99", 0, 99),
            ("bytes=100-", 100, SIZE - 1),
            ("bytes=-10", SIZE - 10, SIZE - 1),
            (f"bytes=-{SIZE * 2}", 0, SIZE - 1),
            (f"bytes=1000-{SIZE * 2}", 1000, SIZE - 1),
            ("Bytes= 5-9", 5, 9),
        ],
    )
    def test_one_part(self, sent, asked, first, last):
        response = answer(sent, range=asked)
        assert response.status_code == 206
        assert response["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
        assert response["Content-Length"] == str(last - first + 1)
        assert body(response) == CONTENT[first : last + 1]

    @pytest.mark.parametrize(
        "asked",
        ["bytes=0-1,5-6", "bytes=9-5", "lines=0-1", "bytes=", "bytes=-", "bytes=a-b", "0-9", "-"],
    )
    def test_the_whole_where_a_part_makes_no_sense(self, sent, asked):
        response = answer(sent, range=asked)
        assert response.status_code == 200
        assert response["Accept-Ranges"] == "bytes"
        assert body(response) == CONTENT

    @pytest.mark.parametrize("asked", [f"bytes={SIZE}-", f"bytes={SIZE}-{SIZE + 5}", "bytes=-0"])
    def test_a_part_that_is_not_there(self, sent, asked):
        response = answer(sent, range=asked)
        assert response.status_code == 416
        assert response["Content-Range"] == f"bytes */{SIZE}"
        assert body(response) == b""

    def test_going_on_with_the_file_that_was_begun(self, sent):
        whole = answer(sent)
        for begun in (whole["ETag"], whole["Last-Modified"]):
            response = answer(sent, range="bytes=5-", **{"if-range": begun})
            assert response.status_code == 206
        for other in ('"toinen"', "Thu, 01 Jan 1970 00:00:00 GMT", f"W/{whole['ETag']}", "x"):
            response = answer(sent, range="bytes=5-", **{"if-range": other})
            assert (response.status_code, body(response)) == (200, CONTENT)

    def test_an_empty_file_has_no_parts(self):
        empty = stored("tyhjä.txt", b"", "text/plain")
        assert answer(empty, range="bytes=0-").status_code == 416
        assert answer(empty).status_code == 200

    @given(st.text(alphabet="bytes=0123456789-, ", max_size=30))
    def test_whatever_is_asked(self, asked):
        response = answer(stored("a.pdf", CONTENT[:100], "application/pdf"), range=asked)
        assert response.status_code in {200, 206, 416}
        assert body(response) in CONTENT[:100]


class TestKeptCopies:
    def test_a_reader_who_has_it(self, sent):
        etag = answer(sent)["ETag"]
        response = answer(sent, **{"if-none-match": etag})
        assert (response.status_code, body(response)) == (304, b"")
        assert response["ETag"] == etag
        modified = answer(sent)["Last-Modified"]
        assert answer(sent, **{"if-modified-since": modified}).status_code == 304

    def test_head_asks_for_no_part(self, sent):
        response = answer(sent, "head", range="bytes=0-1")
        assert response.status_code == 200
        assert response["Content-Length"] == str(SIZE)

    def test_drafts_stay_with_the_one_who_asked(self):
        draft = stored("luonnos.pdf", CONTENT, "application/pdf", public=False)
        assert answer(draft)["Cache-Control"] == "private, no-cache"


class TestDescription:
    def test_its_name_in_finnish(self, sent):
        header = answer(sent)["Content-Disposition"]
        assert header == "inline; filename*=utf-8''p%C3%B6yt%C3%A4kirja%202024.pdf"

    @pytest.mark.parametrize(
        ("name", "content_type", "opens"),
        [
            ("a.pdf", "application/pdf", True),
            ("a.txt", "text/plain; charset=utf-8", True),
            ("a.csv", "text/csv", False),
            (
                "a.docx",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                False,
            ),
            ("a.odt", "application/vnd.oasis.opendocument.text", False),
        ],
    )
    def test_only_pdf_and_text_open_in_the_browser(
        self, council, django_capture_on_commit_callbacks, name, content_type, opens
    ):
        document = make_document(council, name=name, content=b"PK\x03\x04")
        with django_capture_on_commit_callbacks(execute=True):
            attach(document, make_meeting(council))
        response = Client().get(document.url)
        assert response["Content-Type"] == content_type
        assert response["Content-Disposition"].startswith("inline" if opens else "attachment")
        assert response["X-Content-Type-Options"] == "nosniff"
        # Browsers render no PDF in a sandbox.
        sandbox = "" if name.endswith(".pdf") else "; sandbox"
        assert response["Content-Security-Policy"] == f"default-src 'none'{sandbox}"

    @pytest.mark.parametrize(
        ("content", "charset"),
        [
            ("Päätös".encode(), "utf-8"),
            ("Päätös".encode("windows-1252"), "windows-1252"),
            (b"", "utf-8"),
            ("ä".encode() * 100_000, "utf-8"),
        ],
    )
    def test_letters_of_a_text_are_told(self, content, charset):
        text = stored("a.txt", content, "text/plain")
        assert answer(text)["Content-Type"] == f"text/plain; charset={charset}"


def test_a_file_that_is_gone_is_not_found(council, django_capture_on_commit_callbacks):
    document = make_document(council)
    with django_capture_on_commit_callbacks(execute=True):
        attach(document, make_meeting(council))
    document.file.storage.delete(document.file.name)
    assert Client().get(document.url).status_code == 404


def test_nginx_is_told_where_it_lies(sent, settings):
    settings.SENDFILE = "nginx"
    response = answer(sent)
    assert response["X-Accel-Redirect"].startswith("/_tiedostot/documents/p%C3%B6yt")
    assert response.content == b""
    assert "ETag" not in response


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def behind_nginx(sent, settings, tmp_path):
    """Yield the port of an nginx with the guide's internal location, in front of a site."""
    settings.SENDFILE = "nginx"

    def site(environ, start_response):
        response = send_file(WSGIRequest(environ), sent)
        start_response("200 OK", list(response.items()))
        return [response.content]

    with make_server("127.0.0.1", 0, site, handler_class=Quiet) as backend:
        threading.Thread(target=backend.serve_forever, daemon=True).start()
        port = free_port()
        folder = tmp_path / "nginx"
        folder.mkdir()
        (folder / "nginx.conf").write_text(configuration(settings, folder, port, backend))
        process = subprocess.Popen(
            [shutil.which("nginx"), "-p", str(folder), "-c", "nginx.conf", "-e", "error.log"]
        )
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait(60)
            backend.shutdown()


def configuration(settings, folder, port, backend):
    """Return a minimal nginx configuration with the location that the guide gives."""
    guide = (settings.BASE_DIR / "docs" / "operations.md").read_text(encoding="utf-8")
    inner = re.search(r"location /_tiedostot/ \{.*?\}", guide, re.DOTALL)[0]
    inner = re.sub(r"alias \S+;", f"alias {settings.MEDIA_ROOT}/;", inner)
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return f"""
    {"user root;" if os.geteuid() == 0 else ""}
    daemon off; worker_processes 1; pid {folder}/pid;
    events {{ }}
    http {{
      access_log off; {temporary}
      server {{
        listen 127.0.0.1:{port};
        {inner}
        location / {{ proxy_pass http://127.0.0.1:{backend.server_port}; }}
      }}
    }}"""


def wait_for(port):
    for _ in range(1200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("nginx did not start")


def fetch(port, path="/asiakirjat/1/a.pdf", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    return response, response.read()


@pytest.mark.needs("nginx")
class TestNginx:
    def test_it_sends_the_file_with_our_words(self, behind_nginx):
        response, content = fetch(behind_nginx)
        assert (response.status, content) == (200, CONTENT)
        assert response.headers["Content-Type"] == "application/pdf"
        assert "p%C3%B6yt%C3%A4kirja" in response.headers["Content-Disposition"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"] == "default-src 'none'"
        assert response.headers["Cache-Control"] == "public, no-cache"

    def test_parts_and_kept_copies(self, behind_nginx):
        response, content = fetch(behind_nginx, Range="bytes=100-199")
        assert (response.status, content) == (206, CONTENT[100:200])
        etag = fetch(behind_nginx)[0].headers["ETag"]
        response, content = fetch(behind_nginx, **{"If-None-Match": etag})
        assert (response.status, content) == (304, b"")
        assert fetch(behind_nginx, Range=f"bytes={SIZE}-")[0].status == 416

    def test_nobody_asks_for_the_folder_itself(self, behind_nginx, sent):
        assert fetch(behind_nginx, "/_tiedostot/documents/")[0].status == 404
        assert fetch(behind_nginx, f"/_tiedostot/{sent.file.name.split('/')[0]}/a")[0].status == 404
