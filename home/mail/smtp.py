"""SMTP transport with time limits that knows whether a mail may have arrived.

Before the first line of a mail's text is sent, nothing can have arrived; `before_text` is called at
exactly that moment. After it, only the server's answer is conclusive.
"""

import smtplib
import socket
from contextlib import contextmanager, suppress
from threading import Timer

from django.core.mail.backends.smtp import EmailBackend

STEP_SECONDS = 10  # for connecting, and for the answer to one command
ANSWER_SECONDS = 60  # for the answer to a whole mail, which a server may scan first


class Conversation(smtplib.SMTP):
    """Calls `before_text` between the server's consent and the text of a mail."""

    before_text = staticmethod(lambda: None)
    sends_text = False
    answer_seconds = STEP_SECONDS

    def data(self, msg):
        self.sends_text = True
        try:
            return super().data(msg)
        finally:
            self.sends_text, self.answer_seconds = False, STEP_SECONDS
            if self.sock:
                self.sock.settimeout(STEP_SECONDS)

    def send(self, s):
        if self.sends_text and isinstance(s, bytes):  # commands are strings
            self.before_text()
            super().send(s)
            self.answer_seconds = ANSWER_SECONDS
            self.sock.settimeout(ANSWER_SECONDS)
        else:
            super().send(s)

    def getreply(self):
        with limit_duration(self.sock, self.answer_seconds):
            return super().getreply()


class SecureConversation(Conversation, smtplib.SMTP_SSL):
    """The same over implicit TLS."""


class SmtpTransport(EmailBackend):
    """Django's SMTP backend with time limits."""

    before_text = staticmethod(lambda: None)

    def __init__(self, *args, timeout=None, **kwargs):
        super().__init__(*args, timeout=timeout or STEP_SECONDS, **kwargs)

    @property
    def connection_class(self):
        return SecureConversation if self.use_ssl else Conversation

    def send_messages(self, email_messages):
        self.open()
        self.connection.before_text = self.before_text
        return super().send_messages(email_messages)

    def abandon(self):
        """Close without QUIT: the server may be silent, or in the middle of a mail."""
        for connection in filter(None, (self.connection, self._partial_connection)):
            connection.close()
        self.connection = self._partial_connection = None


@contextmanager
def limit_duration(sock, seconds):
    """Cut the connection if the whole takes too long, even if each byte is in time."""
    timer = Timer(seconds, cut_connection, [sock])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def cut_connection(sock):
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
