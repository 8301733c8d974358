"""Client for a virus scanner: clamd, by its INSTREAM command, if the settings name one."""

import os
import socket
import struct
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

CHUNK = 64 * 1024
LONGEST_ANSWER = 1024


class ScannerAway(Exception):
    """The scanner does not answer, or could not scan the file."""


@dataclass(frozen=True)
class Scanner:
    """A clamd at `unix:/run/clamav/clamd.ctl` or `tcp://127.0.0.1:3310`."""

    address: str
    timeout: float

    def find_virus(self, file) -> str:
        """Return the name of the virus in the open file, or ""."""
        file.seek(0)
        chunks = iter(lambda: file.read(CHUNK), b"")
        answer = self.ask(b"zINSTREAM\0", (struct.pack(">I", len(c)) + c for c in chunks))
        file.seek(0)
        verdict = answer.removeprefix("stream: ")
        if verdict == "OK":
            return ""
        if verdict.endswith(" FOUND"):
            return verdict.removesuffix(" FOUND")
        raise ScannerAway(verdict or "no answer")

    def is_up(self) -> bool:
        try:
            return self.ask(b"zPING\0") == "PONG"
        except ScannerAway:
            return False

    def ask(self, command: bytes, chunks=None) -> str:
        try:
            with self.open_socket() as connection:
                connection.sendall(command)
                for chunk in chunks or ():
                    connection.sendall(chunk)
                if chunks is not None:
                    connection.sendall(struct.pack(">I", 0))
                return read_answer(connection)
        except OSError as error:
            raise ScannerAway(str(error)) from error

    def open_socket(self) -> socket.socket:
        parts = urlsplit(self.address)
        if parts.scheme == "tcp":
            place = parts.hostname, parts.port or 3310
            return socket.create_connection(place, timeout=self.timeout)
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(self.timeout)
        if error := connection.connect_ex(parts.path):
            connection.close()
            raise OSError(error, os.strerror(error))
        return connection


def read_answer(connection: socket.socket) -> str:
    """Return clamd's answer, up to the null byte that ends it."""
    answer = b""
    while b"\0" not in answer and len(answer) < LONGEST_ANSWER:
        if not (more := connection.recv(LONGEST_ANSWER)):
            break
        answer += more
    return answer.partition(b"\0")[0].decode(errors="replace").strip()


def get_scanner() -> Scanner | None:
    """Return the scanner that the settings name, or None."""
    if not settings.ANTIVIRUS:
        return None
    return Scanner(settings.ANTIVIRUS, settings.ANTIVIRUS_SECONDS)
