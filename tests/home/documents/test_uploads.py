"""Every upload passes a virus scanner and needs free space; a failure leaves nothing half done."""

import errno
import os
import socket
import struct
import threading
import time
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.documents import storage
from home.documents.antivirus import Scanner, ScannerAway
from home.documents.models import CouncilDocument, CouncilImage
from home.role_rights import get_files_collection
from home.scheduling.models import Heartbeat
from home.web import disk_space
from tests.factories import make_document, make_image, make_meeting, png_bytes

# The EICAR test file, assembled here so that no scanner blocks this file itself.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
NO_ROOM = "palvelimella ei ole tilaa"
VIRUS = "Tiedostossa on virus"


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.MEDIA_ROOT.mkdir()


@pytest.fixture
def editor(as_user, council):
    client = as_user("secretariat")
    client.council = council
    return client


# A fake clamd that knows one virus.


@contextmanager
def clamd(family=socket.AF_UNIX, place=None, answer=None):
    """Serve INSTREAM and PING until the end; yield the address."""
    with socket.socket(family) as server:
        server.bind(place or ("127.0.0.1", 0))
        server.listen()
        thread = threading.Thread(target=serve, args=(server, answer), daemon=True)
        thread.start()
        port = server.getsockname()[1] if family == socket.AF_INET else ""
        yield f"tcp://127.0.0.1:{port}" if port else f"unix:{place}"
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def serve(server, answer):
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection, connection.makefile("rb") as stream:
            reply = reply_to(stream) if answer is None else answer
            connection.sendall(reply + b"\0")


def reply_to(stream) -> bytes:
    command = b""
    while not command.endswith(b"\0"):
        command += stream.read(1)
    if command == b"zPING\0":
        return b"PONG"
    content = b""
    while length := struct.unpack(">I", stream.read(4))[0]:
        content += stream.read(length)
    return b"stream: Eicar-Signature FOUND" if EICAR in content else b"stream: OK"


@pytest.fixture
def scanner(tmp_path, settings):
    with clamd(place=str(tmp_path / "clamd")) as address:
        settings.ANTIVIRUS = address
        yield address


def uploaded(name, content):
    return SimpleUploadedFile(name, content)


def add_document(client, content=b"Kokous", name="a.txt", **fields):
    data = {"title": "Kirje", "language": "fi", "tags": "", "file": uploaded(name, content)}
    data["collection"] = get_files_collection().pk
    return client.post(reverse("wagtaildocs:add"), data | fields)


def add_documents(client, content=b"Kokous", name="a.txt"):
    data = {"files[]": uploaded(name, content), "collection": get_files_collection().pk}
    headers = {"x-requested-with": "XMLHttpRequest"}
    return client.post(reverse("wagtaildocs:add_multiple"), data, headers=headers)


def choose_document(client, content=b"Kokous", name="a.txt"):
    prefix = "document-chooser-upload"
    data = {f"{prefix}-title": "Kirje", f"{prefix}-file": uploaded(name, content)}
    data |= {f"{prefix}-collection": get_files_collection().pk, f"{prefix}-tags": ""}
    data[f"{prefix}-language"] = "fi"
    return client.post(reverse("wagtaildocs_chooser:create"), data)


def renew_document(client, content=b"Kokous", name="a.txt"):
    old = make_document(client.council, uploaded_by_user=client.user)
    data = {"file": uploaded(name, content), "version_note": "Korjattu.", "title": "Kirje"}
    address = reverse("new_version", args=["asiakirja", old.pk])
    return client.post(address, data | {"language": "fi"})


def add_papers(client, content=b"Kokous", name="a.txt"):
    meeting = make_meeting(client.council, live=False)
    address = reverse("meeting_files_in", args=[meeting.pk])
    return client.post(address, {"files": uploaded(name, content)}, follow=True)


def add_picture(client, content=None, name="a.png"):
    data = {"title": "Kuva", "tags": "", "description": "Kuva"}
    data |= {"file": uploaded(name, png_bytes() + (content or b""))}
    data["collection"] = get_files_collection().pk
    return client.post(reverse("wagtailimages:add"), data)


DOORS = [add_document, add_documents, choose_document, renew_document, add_papers, add_picture]


def words_of(response) -> str:
    if not response["Content-Type"].startswith("application/json"):
        return response.text
    told = response.json()
    return told.get("error_message") or told.get("htmlFragment") or ""


def kept() -> int:
    """Return the number of stored uploads, without those that the tests create themselves."""
    return (
        CouncilDocument.objects.exclude(file__contains="asiakirja").count()
        + CouncilImage.objects.count()
    )


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
class TestDoors:
    def test_a_virus_is_refused(self, editor, scanner, door):
        assert VIRUS in words_of(door(editor, EICAR))
        assert kept() == 0

    def test_a_refused_file_gets_its_own_reason_alone(self, editor, scanner, door):
        assert "Tiedostopääte" not in words_of(door(editor, EICAR))

    def test_what_is_clean_passes(self, editor, scanner, door):
        door(editor)
        assert kept() == 1

    def test_a_scanner_that_is_away_stops_files(self, editor, settings, door, tmp_path):
        settings.ANTIVIRUS = f"unix:{tmp_path}/nobody"
        assert "ei voitu tarkistaa virusten varalta" in words_of(door(editor))
        assert kept() == 0

    def test_or_lets_them_pass_with_a_word_on_the_dashboard(self, editor, settings, door, tmp_path):
        settings.ANTIVIRUS, settings.ANTIVIRUS_REQUIRED = f"unix:{tmp_path}/nobody", False
        door(editor)
        assert kept() == 1
        shown = editor.get("/hallinta/").text
        assert "tiedostot otetaan vastaan tarkistamatta" in shown
        assert f"{timezone.localdate():%-d.%-m.%Y}." in shown

    def test_a_full_disk_is_told_and_nothing_is_left(self, editor, door, monkeypatch):
        monkeypatch.setattr(disk_space.os, "posix_fallocate", full)
        response = door(editor)
        assert response.status_code == 200
        assert NO_ROOM in words_of(response)
        assert kept() == 0


def full(*args):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.django_db
class TestScanner:
    def test_over_tcp(self, editor, settings):
        with clamd(socket.AF_INET) as address:
            settings.ANTIVIRUS = address
            assert VIRUS in words_of(add_document(editor, EICAR))
            add_document(editor)
        assert kept() == 1

    def test_a_virus_in_the_middle_of_a_large_file(self, editor, scanner):
        assert VIRUS in words_of(add_document(editor, b"a" * 200_000 + EICAR + b"b" * 200_000))

    @pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR", b"", b"\xff"])
    def test_any_other_answer_is_no_approval(self, tmp_path, answer):
        odd = clamd(place=str(tmp_path / "odd"), answer=answer)
        with odd as address, pytest.raises(ScannerAway):
            Scanner(address, 2).find_virus(ContentFile(b"Kokous"))

    def test_one_that_never_answers_is_away(self, tmp_path):
        with socket.socket(socket.AF_UNIX) as silent:
            silent.bind(str(tmp_path / "silent"))
            silent.listen()
            with pytest.raises(ScannerAway):
                Scanner(f"unix:{tmp_path}/silent", 0.2).find_virus(ContentFile(b"Kokous"))

    def test_the_dashboard_says_when_files_cannot_be_brought(self, editor, settings, tmp_path):
        settings.ANTIVIRUS = f"unix:{tmp_path}/nobody"
        assert "tiedostoja ei voi nyt tuoda" in editor.get("/hallinta/").text
        caches["shared"].clear()
        with clamd(place=str(tmp_path / "back")) as address:
            settings.ANTIVIRUS = address
            assert "Virustarkistus" not in editor.get("/hallinta/").text

    def test_without_one_nothing_is_said(self, editor):
        assert "Virustarkistus" not in editor.get("/hallinta/").text


@pytest.mark.django_db
class TestDisk:
    def test_typed_fields_stay(self, editor, monkeypatch):
        monkeypatch.setattr(disk_space.os, "posix_fallocate", full)
        shown = add_document(editor, title="Valtuuston kirje").text
        assert 'value="Valtuuston kirje"' in shown

    @pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.EDQUOT])
    def test_other_reasons(self, editor, monkeypatch, number):
        def refuse(*args, **options):
            raise OSError(number, "no")

        monkeypatch.setattr(disk_space.tempfile, "TemporaryFile", refuse)
        assert NO_ROOM in add_document(editor).text

    def test_one_that_fills_while_the_file_is_stored(self, editor, monkeypatch):
        editor.get("/hallinta/")  # renews the session: a test whose save fails can't store it
        monkeypatch.setattr(storage.FileSystemStorage, "_save", full)
        response = add_document(editor)
        assert response.status_code == 507
        assert NO_ROOM in response.text
        assert NO_ROOM in add_documents(editor).json()["error_message"]
        assert everything_stored() == []

    def test_one_that_fills_in_the_middle_of_the_file(self, editor, monkeypatch):
        class Half:
            def __init__(self, real):
                self.real = real

            def write(self, chunk):
                self.real.write(chunk[:3])
                full()

            def __enter__(self):
                return self

            def __exit__(self, *args):
                self.real.close()

        opened = os.fdopen
        monkeypatch.setattr(storage.os, "fdopen", lambda handle, mode: Half(opened(handle, mode)))
        assert add_document(editor).status_code == 507
        assert everything_stored() == []


def everything_stored() -> list[str]:
    root = Path(default_storage.location)
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def age(path: Path, hours=2):
    then = time.time() - hours * 3600
    os.utime(path, (then, then))


@pytest.mark.django_db
class TestOrphans:
    @pytest.fixture
    def stored(self, council):
        """Create a document, a picture with its size, and an orphan of each kind, all old."""
        make_document(council)
        make_image(council).get_rendition("width-20")
        root = Path(default_storage.location)
        orphans = ["documents/orpo.pdf", "original_images/orpo.png", "images/orpo.png"]
        for name in [*orphans, ".kesken/puolikas"]:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text("orpo")
        for name in everything_stored():
            age(root / name)
        return sorted([*orphans, ".kesken/puolikas"])

    def run(self, *options):
        told = StringIO()
        call_command("check_files", *options, stdout=told)
        return told.getvalue()

    def test_are_listed_and_stay(self, stored):
        told = self.run()
        assert all(f"No row: {name}\n" in told for name in stored)
        assert "4 files without a row, 0 rows without a file." in told
        assert set(stored) <= set(everything_stored())

    def test_are_removed_when_asked_and_nothing_else(self, stored):
        before = everything_stored()
        assert "4 files removed." in self.run("--remove")
        assert everything_stored() == [name for name in before if name not in stored]
        assert "0 files without a row" in self.run()

    def test_what_is_young_is_left_alone(self, council):
        path = Path(default_storage.location) / "documents" / "tulossa.pdf"
        path.parent.mkdir()
        path.write_text("tulossa")
        assert "0 files without a row" in self.run("--remove")
        assert path.exists()
        age(path)
        assert "1 files without a row" in self.run()

    def test_rows_without_a_file_are_told(self, stored):
        document = CouncilDocument.objects.get()
        os.unlink(document.file.path)
        told = self.run("--remove")
        assert f"No file: documents.CouncilDocument {document.pk}: {document.file.name}" in told
        assert CouncilDocument.objects.exists()

    def test_what_was_destroyed_on_purpose_is_not_missed(self, council):
        document = make_document(council, erased=True)
        os.unlink(document.file.path)
        assert "0 rows without a file" in self.run()

    def test_the_scheduled_work_tells_once_a_day(self, stored):
        with pytest.raises(CommandError):
            call_command("run_due", stdout=StringIO(), stderr=StringIO())
        (failure,) = Heartbeat.objects.get().failures
        assert failure["kind"] == "check_files"
        assert "4 files without a row" in failure["error"]
        call_command("run_due", stdout=StringIO(), stderr=StringIO())
        assert set(stored) <= set(everything_stored())


@pytest.mark.django_db
class TestDownloads:
    """Response headers that keep browsers from running a download."""

    @pytest.mark.parametrize(
        ("name", "shown", "sandboxed"),
        [
            ("a.pdf", "inline", False),
            ("a.txt", "inline", True),
            ("a.csv", "attachment", True),
            ("a.docx", "attachment", True),
            ("a.html", "attachment", True),
            ("a.svg", "attachment", True),
        ],
    )
    def test_documents(self, as_user, council, name, shown, sandboxed):
        html = b"<html><script>alert(1)</script></html>"
        document = make_document(council, name=name, content=html)
        response = as_user("secretariat").get(document.url)
        assert response["Content-Disposition"].startswith(shown)
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert ("sandbox" in response["Content-Security-Policy"]) == sandboxed
        assert not response["Content-Type"].startswith(("text/html", "image/svg"))

    def test_pictures(self, as_user, council):
        image = make_image(council)
        for address in (image.get_rendition("width-20").url, f"/kuvat/{image.file.name}"):
            response = as_user("secretariat").get(address)
            assert response["Content-Disposition"].startswith("inline")
            assert "sandbox" in response["Content-Security-Policy"]
            assert response["X-Content-Type-Options"] == "nosniff"
        assert Client().get(f"/kuvat/{image.file.name}").status_code == 404
