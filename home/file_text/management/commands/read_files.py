"""`manage.py read_files`: read the text of waiting files, with --watch until stopped."""

import logging
import signal
import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection

from home.file_text.ocr import HOW_TO_GET, get_recogniser
from home.file_text.worker import PAUSE, Stopping, read_waiting
from home.inspection.inspecting import inspect_waiting

REST = 15  # seconds to wait after an error
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Reads the text of uploaded files for the search: one pass, or with --watch for ever."

    def add_arguments(self, parser):
        parser.add_argument("--watch", action="store_true", help="go on until stopped")

    def handle(self, *, watch, verbosity, **options):
        if verbosity and not get_recogniser():
            self.stderr.write(f"Scanned papers cannot be read here. {HOW_TO_GET}")
        number = self.watch() if watch else self.read_once()
        if verbosity:
            self.stdout.write(f"{number} files read.")

    def read_once(self) -> int:
        """Inspect the waiting files, then read their text; return how many were read."""
        inspect_waiting()
        return read_waiting()

    def watch(self):
        """Read files until a stop signal, which returns the current file to the queue."""
        stopping = Stopping()
        signal.signal(signal.SIGTERM, stopping.request)
        while not stopping.requested:
            try:
                close_old_connections()
                inspect_waiting(PAUSE)
                pause = 0 if read_waiting(stopping=stopping) else PAUSE
            except Exception:  # such as a database that is down for a while
                log.exception("The queue of files could not be looked at.")
                connection.close()
                pause = REST
            with stopping.interrupting():
                time.sleep(pause)
