"""`manage.py send_mail`: send the mails in the outbox, with --watch until stopped."""

import logging
import signal
import sys
import time
from contextlib import suppress

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections, connection

from home.mail.sending import send_waiting

PAUSE = 1  # seconds between looks at the outbox: people wait for password resets
REST = 10  # seconds after an error, such as an unreachable database
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Send the mail that waits: one pass, or with --watch until stopped."

    stopping = False

    def add_arguments(self, parser):
        parser.add_argument("--watch", action="store_true", help="go on until stopped")
        parser.add_argument("--test", metavar="ADDRESS", help="mail this address, and show why not")

    def handle(self, *, watch, test, verbosity, **options):
        if test:
            return self.try_out(test)
        if watch:
            return self.watch()
        number = send_waiting()
        if verbosity:
            self.stdout.write(f"{number} mails sent.")
        return None

    def try_out(self, address):
        """Send a mail directly to the server, bypassing the outbox, to show its answer."""
        transport = get_connection(settings.OUTBOX_TRANSPORT)
        message = EmailMessage("Koeviesti", "Sivuston sähköposti toimii.", to=[address])
        try:
            transport.send_messages([message])
        except (OSError, ValueError) as error:
            raise CommandError(f"The mail server did not take it: {error}") from error
        self.stdout.write(f"The mail server took a mail to {address}.")

    def watch(self):
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        while not self.stopping:
            try:
                close_old_connections()
                send_waiting(stopping=lambda: self.stopping)
                self.rest(PAUSE)
            except Exception:
                log.exception("The outbox could not be sent.")
                with suppress(Exception):
                    connection.close()
                self.rest(REST)

    def rest(self, seconds):
        ends = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < ends:
            time.sleep(0.2)

    def stop(self, *signal):
        """Stop after the current mail; a second signal stops at once."""
        if self.stopping:
            sys.exit(0)
        self.stopping = True
