"""The queue of files to be read: it delays no save, reads no file twice, and never sticks."""

import datetime
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from io import StringIO

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import OperationalError, connection, connections, transaction
from django.utils import timezone

from home.documents.models import CouncilDocument
from home.file_text import due, queue, worker
from home.file_text.management.commands import read_files
from home.file_text.models import FileText, PageText
from home.file_text.pages import list_page_texts_of
from home.file_text.queue import CUT_SHORT, MOST_TRIES, SILENCE
from home.file_text.worker import read_next, read_waiting
from home.scheduling.running import run_due
from tests import papers
from tests.factories import make_document
from tests.papers import LETTER

State = FileText.State
heard = []


def listener(document):
    """The receiver that the setting TEXT_READY names in these tests."""
    heard.append(document.pk)


def deaf(document):
    raise RuntimeError("nothing hears")


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / settings.DATA_DIR.name / "files"  # also of a worker process
    heard.clear()


class CutAt:
    """Wraps the statements to the database, and asks the worker to stop during the given one."""

    def __init__(self, number: int):
        self.left, self.inside, self.stopping = number, False, worker.Stopping()

    def __call__(self, execute, *args):
        self.left -= 1
        self.inside = True
        if self.left == 0:
            self.stopping.request()
        result = execute(*args)
        self.inside = False
        return result


def paper(words="Kokous", name="kirje.txt"):
    return make_document(name=name, content=words.encode())


def state_of(document):
    return FileText.objects.get(document=document).state


def words_of(document):
    return " ".join(page.text for page in list_page_texts_of(document))


@pytest.mark.django_db
class TestOnePass:
    def test_reads_every_file_once(self):
        documents = [paper(f"Kirje {number}") for number in range(3)]
        assert read_waiting() == 3
        assert [words_of(document) for document in documents] == ["Kirje 0", "Kirje 1", "Kirje 2"]
        assert read_waiting() == 0

    def test_pages_know_their_number_source_and_language(self):
        document = make_document(name="a.pdf", content=papers.pdf(LETTER, "Toinen"))
        read_waiting()
        row = FileText.objects.get(document=document)
        assert (row.state, row.page, row.pages, row.tries) == (State.DONE, 2, 2, 1)
        assert row.reader.startswith("pypdfium2")
        found = [(page.number, page.source, page.language) for page in list_page_texts_of(document)]
        assert found == [(1, "layer", "fi"), (2, "layer", "fi")]

    def test_saving_a_file_reads_nothing(self, monkeypatch):
        monkeypatch.setattr(worker, "read_file", lambda *_: pytest.fail("read while saving"))
        document = paper()
        assert list_page_texts_of(document) == []
        assert not FileText.objects.exists()

    def test_the_command_tells_how_many(self):
        paper()
        told = StringIO()
        call_command("read_files", stdout=told, stderr=StringIO())
        assert told.getvalue() == "1 files read.\n"

    def test_the_command_tells_what_the_machine_lacks(self, monkeypatch):
        monkeypatch.setattr(
            "home.file_text.management.commands.read_files.get_recogniser", lambda: None
        )
        told = StringIO()
        call_command("read_files", stdout=StringIO(), stderr=told)
        assert "apt install tesseract-ocr" in told.getvalue()

    def test_goes_with_its_document(self):
        document = paper()
        read_waiting()
        document.delete()
        assert not PageText.objects.exists()

    def test_a_reading_is_no_use_of_the_file(self):
        document = paper()
        read_waiting()
        assert document.get_usage().count() == 0

    def test_a_file_whose_bytes_were_destroyed_is_left_alone(self):
        document = paper()
        CouncilDocument.objects.filter(pk=document.pk).update(erased=True)
        assert read_waiting() == 0
        assert list(due.due_items(timezone.now())) == []

    def test_a_swapped_file_is_read_again_and_its_old_text_is_told_to_nobody(self):
        document = paper("Vanha")
        read_waiting()
        document.file = ContentFile(b"Uusi", name="uusi.txt")
        document._set_document_file_metadata()
        document.save()
        assert list_page_texts_of(document) == []
        read_waiting()
        assert words_of(document) == "Uusi"


@pytest.mark.django_db
class TestListeners:
    def test_hear_of_each_file_after_the_commit(self, settings, stored):
        settings.TEXT_READY = [f"{__name__}.listener"]
        document = paper()
        with stored():
            read_waiting()
            assert heard == []
        assert heard == [document.pk]

    def test_a_broken_one_is_noted_and_stops_neither_the_reading_nor_the_others(
        self, settings, stored, caplog
    ):
        settings.TEXT_READY = [f"{__name__}.{name}" for name in ("listener", "deaf", "listener")]
        document = paper()
        with stored():
            read_waiting()
        assert state_of(document) == State.DONE
        assert heard == [document.pk] * 2
        assert "deaf could not take the text" in caplog.text


@pytest.mark.django_db
class TestTrouble:
    def test_is_tried_again_but_not_for_ever(self, monkeypatch, caplog):
        document = paper()
        monkeypatch.setattr(worker, "read_file", lambda *_: 1 / 0)
        assert read_waiting() == MOST_TRIES
        row = FileText.objects.get(document=document)
        assert (row.state, row.tries) == (State.FAILED, MOST_TRIES)
        assert row.message.startswith("Lukeminen ei onnistunut.")
        assert read_waiting() == 0

    def test_a_later_try_may_do_better(self, monkeypatch):
        document, reading = paper(), worker.read_file

        def fail_first(row, stopping):
            reading(row, stopping) if row.tries > 1 else 1 / 0

        monkeypatch.setattr(worker, "read_file", fail_first)
        read_waiting()
        assert words_of(document) == "Kokous"

    def test_a_file_that_is_gone_is_named(self):
        document = paper()
        os.remove(document.file.path)
        read_waiting()
        row = FileText.objects.get(document=document)
        assert (row.state, row.message) == (State.FAILED, worker.NOT_FOUND)

    def test_a_kind_that_nobody_reads(self):
        document = paper(name="ohjelma.exe")
        read_waiting()
        assert state_of(document) == State.DAMAGED

    def test_a_broken_file_does_not_stop_the_others(self):
        broken, sound = make_document(content=b"%PDF-1.7 rikki"), paper()
        read_waiting()
        assert (state_of(broken), state_of(sound)) == (State.DAMAGED, State.DONE)

    def test_a_worker_that_must_stop_gives_the_file_back(self, monkeypatch):
        document, stopping = paper(), worker.Stopping()
        queue.fill_queue()
        monkeypatch.setattr(worker.FileReader, "read", lambda *_: stopping.request())
        with pytest.raises(SystemExit):
            read_next(stopping)
        row = FileText.objects.get(document=document)
        assert (row.state, row.tries) == (State.WAITING, 0)

    def test_a_request_to_stop_cuts_off_no_statement(self):
        """Whatever statement it comes in, the file is read to its end or given back."""
        document, ends = paper(), []
        for number in range(1, 100):
            FileText.objects.all().delete()
            queue.fill_queue()
            cut = CutAt(number)
            with suppress(SystemExit), connection.execute_wrapper(cut):
                read_next(cut.stopping)
            assert not cut.inside
            if not cut.stopping.requested:
                break  # it asked fewer statements
            row = FileText.objects.get(document=document)
            assert row.state == State.DONE or (row.state, row.tries) == (State.WAITING, 0)
            ends.append(row.state)
        assert {*ends} == {State.WAITING, State.DONE}

    def test_a_silent_worker_is_taken_for_dead(self):
        document = paper()
        queue.fill_queue()
        queue.take_next()
        assert queue.take_next() is None
        self.fall_silent()
        assert queue.take_next().tries == 2
        assert state_of(document) == State.RUNNING

    def test_a_file_that_fells_every_worker_is_left_alone(self):
        document = paper()
        queue.fill_queue()
        for _ in range(MOST_TRIES):
            queue.take_next()
            self.fall_silent()
        read_waiting()
        row = FileText.objects.get(document=document)
        assert (row.state, row.message) == (State.FAILED, CUT_SHORT)

    def fall_silent(self):
        past = timezone.now() - SILENCE - datetime.timedelta(seconds=1)
        FileText.objects.update(changed=past)

    def test_who_was_taken_for_dead_stores_nothing(self):
        document = paper()
        queue.fill_queue()
        slow = queue.take_next()
        self.fall_silent()
        queue.take_next()
        with pytest.raises(queue.NoLongerHeld):
            queue.store_progress(slow, 1, 1)
        with pytest.raises(queue.NoLongerHeld):
            queue.store_reading(slow, worker.FileReader().read)
        assert list_page_texts_of(document) == []

    def test_a_file_deleted_meanwhile_is_no_trouble(self, monkeypatch, caplog):
        document, reading = paper(), worker.read_file

        def delete_and_read(row, stopping):
            CouncilDocument.objects.filter(pk=document.pk).delete()
            reading(row, stopping)

        monkeypatch.setattr(worker, "read_file", delete_and_read)
        read_waiting()
        assert not FileText.objects.exists()
        assert not [record for record in caplog.records if record.levelname == "ERROR"]


@pytest.mark.django_db
class TestRecogniserArrives:
    @pytest.fixture
    def scanned(self, monkeypatch):
        with monkeypatch.context() as patched:
            patched.setattr(worker, "get_recogniser", lambda: None)
            patched.setattr(queue, "get_recogniser", lambda: None)
            document = make_document(name="skanni.pdf", content=papers.scan("Korjauspaja"))
            read_waiting()
            assert state_of(document) == State.OCR_MISSING
            assert read_waiting() == 0
        return document

    @pytest.mark.needs("tesseract")
    def test_what_waited_for_it_is_read_by_itself(self, scanned):
        assert read_waiting() == 1
        assert "Korjauspaja" in words_of(scanned)
        assert read_waiting() == 0


@pytest.mark.django_db
class TestDue:
    def test_is_there_only_when_something_waits(self):
        assert list(due.due_items(timezone.now())) == []
        paper()
        assert [item.kind for item in due.due_items(timezone.now())] == ["files"]
        read_waiting()
        assert list(due.due_items(timezone.now())) == []


# Two connections see each other's rows only after a commit, so these tests commit, and clean up.


@pytest.fixture
def committed(django_db_setup, django_db_blocker, files):
    """Return a function that creates files visible to every connection."""
    with django_db_blocker.unblock():
        made = []

        def make(words="Kokous", name="kirje.txt", content=None):
            made.append(make_document(name=name, content=content or words.encode()))
            return made[-1]

        yield make
        CouncilDocument.objects.filter(pk__in=[document.pk for document in made]).delete()


@contextmanager
def threads(*functions):
    """Return a function that runs functions in threads, each on a connection of its own."""

    def closing(function):
        try:
            function()
        finally:
            connections.close_all()

    running = [threading.Thread(target=closing, args=[function]) for function in functions]
    for thread in running:
        thread.start()
    yield
    for thread in running:
        thread.join()


class TestSeveralWorkers:
    def test_never_take_the_same_file(self, committed):
        for number in range(30):
            committed(f"Kirje {number}")
        queue.fill_queue()
        taken, together = [], threading.Barrier(4)

        def take_all():
            together.wait()
            while row := queue.take_next():
                taken.append(row.pk)

        with threads(*[take_all] * 4):
            pass
        assert len(taken) == len(set(taken)) == 30

    def test_a_row_in_another_hand_is_passed_by(self, committed):
        committed("Yksi"), committed("Kaksi")
        queue.fill_queue()
        found = []
        with transaction.atomic():
            first = FileText.objects.select_for_update().order_by("changed").first()
            with threads(lambda: found.append(queue.take_next().pk)):
                pass
        assert found == list(FileText.objects.exclude(pk=first.pk).values_list("pk", flat=True))

    def test_a_file_is_saved_while_it_is_read(self, committed, monkeypatch):
        """The lock is held only while a row is taken and stored, not while a file is read."""
        document, reading, saved = committed(), worker.read_file, threading.Event()

        def slowly(row, stopping):
            assert saved.wait(120)
            reading(row, stopping)

        monkeypatch.setattr(worker, "read_file", slowly)
        with threads(read_waiting):
            while not FileText.objects.filter(state=State.RUNNING).exists():
                time.sleep(0.01)
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '30s'")
            document.title = "Uusi nimi"
            document.save()
            FileText.objects.filter(document=document).update(message="")
            saved.set()
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout")
        assert state_of(document) == State.DONE

    def test_reading_with_what_is_due_sees_and_commits(self, committed):
        document = committed()
        report = run_due(timezone.now(), only="files")
        assert [item.kind for item in report.done] == ["files"]
        assert words_of(document) == "Kokous"


class TestTheProcess:
    """`manage.py read_files --watch`, as it runs beside the site."""

    @pytest.fixture
    def start(self, committed, files, tmp_path):
        started = []
        database = connection.settings_dict
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "DATABASE_URL": os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{database['NAME']}",
            "DATA_DIR": str(tmp_path),
        }

        def begin():
            command = [sys.executable, "manage.py", "read_files", "--watch"]
            started.append(subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment))
            return started[-1]

        yield begin
        for process in started:
            process.kill()
            process.wait()

    def until(self, document, *states, seconds=240):
        for _ in range(seconds * 50):
            row = FileText.objects.filter(document=document, state__in=states).first()
            if row:
                return row
            time.sleep(0.02)
        pytest.fail(f"never {states}: {FileText.objects.filter(document=document).values()}")

    def test_reads_what_is_saved_while_it_runs_and_stops_when_told(self, start, committed):
        process = start()
        document = committed("Ensimmäinen")
        self.until(document, State.DONE)
        later = committed("Toinen")
        self.until(later, State.DONE)
        process.send_signal(signal.SIGTERM)
        assert process.wait(240) == 0

    def test_goes_on_when_the_database_was_away(self, monkeypatch, caplog):
        monkeypatch.setattr(read_files, "REST", 0)
        monkeypatch.setattr(read_files.connection, "close", lambda: None)
        monkeypatch.setattr(read_files, "close_old_connections", lambda: None)
        looks = iter([OperationalError("away"), SystemExit(0)])

        def look(*args, **options):
            raise next(looks, SystemExit(1))

        monkeypatch.setattr(read_files, "inspect_waiting", look)
        with pytest.raises(SystemExit) as end:
            call_command("read_files", watch=True, verbosity=0)
        assert end.value.code == 0
        assert "The queue of files could not be looked at." in caplog.text

    @pytest.mark.needs("tesseract")
    @pytest.mark.parametrize("blow", [signal.SIGTERM, signal.SIGKILL])
    def test_what_it_had_in_hand_is_read_by_the_next(self, start, committed, blow):
        document = committed(name="skanni.pdf", content=papers.scan(LETTER, LETTER))
        process = start()
        self.until(document, State.RUNNING)
        process.send_signal(blow)
        process.wait(240)
        row = FileText.objects.get(document=document)
        assert (row.state == State.RUNNING) == (blow == signal.SIGKILL)
        FileText.objects.filter(pk=row.pk).update(changed=timezone.now() - 2 * SILENCE)
        start()
        assert self.until(document, State.DONE).tries == (1 if blow == signal.SIGTERM else 2)
        assert "järjestöavustuksia" in words_of(document)
