"""Read request bodies in separate threads before Django, so that slow clients do not block it.

On a server, nginx does this. The demo has no nginx: half-sent forms would occupy the few threads
that answer requests.
"""

from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore

IN_MEMORY = 1024 * 1024
LARGEST = 35 * 1024 * 1024  # as client_max_body_size in docs/operations.md
PIECE = 64 * 1024
SAID = {
    HTTPStatus.SERVICE_UNAVAILABLE: "Palvelin on varattu. Yritä minuutin kuluttua uudelleen.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Lähetetty tiedosto on liian suuri.",
    HTTPStatus.BAD_REQUEST: "Lomake jäi kesken. Lähetä se uudelleen.",
}


class TooLarge(Exception):
    """The body is larger than the site accepts."""


class CutShort(Exception):
    """The client disconnected before it had sent the announced length."""


class BufferedBodies:
    """A WSGI application that wraps another one and runs it in `answering` threads.

    The server calls it in more threads, of which at most `reading` wait for bodies: the others are
    always free for requests without a body.
    """

    def __init__(self, application, answering: int, reading: int):
        self.application = application
        self.answering = ThreadPoolExecutor(answering)
        self.reading = BoundedSemaphore(reading)

    def __call__(self, environ, start_response):
        if not has_body(environ):
            return self.answering.submit(self.answer, environ, start_response).result()
        if not self.reading.acquire(blocking=False):
            return refuse(start_response, HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            environ["wsgi.input"] = body = read(environ)
        except TooLarge:
            return refuse(start_response, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        except CutShort:
            return refuse(start_response, HTTPStatus.BAD_REQUEST)
        finally:
            self.reading.release()
        with body:
            return self.answering.submit(self.answer, environ, start_response).result()

    def answer(self, environ, start_response):
        """Produce the whole response in one thread, as database connections belong to a thread."""
        parts = self.application(environ, start_response)
        try:
            return list(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()


def has_body(environ) -> bool:
    announced = environ.get("CONTENT_LENGTH") not in (None, "", "0")
    return announced or "HTTP_TRANSFER_ENCODING" in environ


def read(environ):
    """Return the whole body as a file, and set CONTENT_LENGTH to its size."""
    body, size = SpooledTemporaryFile(IN_MEMORY), 0  # noqa: SIM115 - closed after the answer
    while piece := environ["wsgi.input"].read(PIECE):
        size += len(piece)
        if size > LARGEST:
            body.close()
            raise TooLarge
        body.write(piece)
    if environ.get("CONTENT_LENGTH") not in (None, "", str(size)):
        body.close()
        raise CutShort
    environ["CONTENT_LENGTH"] = str(size)
    body.seek(0)
    return body


def refuse(start_response, status: HTTPStatus):
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff")]
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append(("Retry-After", "30"))
    start_response(f"{status.value} {status.phrase}", headers)
    return [SAID[status].encode()]
