"""Mail servers for tests: one that accepts mail, and some that misbehave in chosen ways."""

import socket
import threading
import time
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller

from tests.ports import free_port


class Recorder:
    """An aiosmtpd handler that keeps the mails it accepts, and answers by the given rules.

    `rcpt(address)` and `data(message)` return an answer such as "451 Later", or None to accept.
    """

    def __init__(self, rcpt=None, data=None):
        self.rcpt, self.data, self.taken, self.connections = rcpt, data, [], 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        if answer := self.rcpt and self.rcpt(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content, policy=policy.default)
        answer = self.data and self.data(message)
        if not answer or answer.startswith("250"):
            self.taken.append(message)
        return answer or "250 OK"

    @property
    def subjects(self):
        return [message["Subject"] for message in self.taken]


@contextmanager
def serving(recorder):
    """Run the recorder's server; yield its port."""
    controller = Controller(recorder, hostname="127.0.0.1", port=free_port(), ready_timeout=60)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@contextmanager
def talking(conversation):
    """Serve each connection by `conversation(connection)` in a thread; yield port and a counter."""
    listener = socket.create_server(("127.0.0.1", 0))
    seen, stop = [], threading.Event()

    def accept():
        while not stop.is_set():
            with suppress(OSError):
                connection, _ = listener.accept()
                seen.append(connection)
                threading.Thread(target=talk, args=(connection,), daemon=True).start()

    def talk(connection):
        with suppress(OSError):
            conversation(connection)

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener.getsockname()[1], seen
    finally:
        stop.set()
        listener.close()
        for connection in seen:
            connection.close()


def silent_after(step):
    """Return a conversation that answers until `step` ("", "MAIL", "RCPT", "DATA" or ".")."""

    def conversation(connection):
        if step == "":
            return hang(connection)
        connection.sendall(b"220 here\r\n")
        lines, text = connection.makefile("rb"), False
        for line in lines:
            word = line.strip().decode("utf-8", "replace")[:4].upper()
            if text:
                if line != b".\r\n":
                    continue
                word, text = ".", False
            if word == step:
                return hang(connection)
            text = word == "DATA"
            connection.sendall(b"354 go\r\n" if text else b"250 OK\r\n")
        return None

    return conversation


def hang(connection):
    """Keep the connection and send nothing until the client has left."""
    with suppress(OSError):
        while connection.recv(1024):
            pass


def trickle(connection):
    """Send an endless greeting byte by byte: no byte is late, but the line never ends."""
    connection.sendall(b"220 ")
    while True:
        connection.sendall(b"x")
        time.sleep(0.05)
