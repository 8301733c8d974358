"""Send files to readers: through nginx (X-Accel-Redirect) where it is used, else from Django.

Responses name the content type, and support range requests, as PDF viewers use them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.encoding import iri_to_uri
from django.utils.http import (
    content_disposition_header,
    http_date,
    parse_http_date_safe,
    quote_etag,
)

RANGE = re.compile(r"bytes=\s*(\d*)-(\d*)\s*", re.IGNORECASE)
CHUNK = 64 * 1024
# Shown by browsers and never executed; an SVG is not, because it may contain scripts.
PICTURES = {"image/jpeg", "image/png", "image/webp", "image/gif"}
NOTHING = "default-src 'none'"


@dataclass(frozen=True)
class FileToSend:
    """A stored file to send, with its download name, content type and ETag."""

    file: object
    name: str
    content_type: str
    fingerprint: str
    public: bool


def send_file(request, sent: FileToSend) -> HttpResponse:
    """Return a response with the file or a part of it, or 304 if the reader has it already."""
    if not sent.file.storage.exists(sent.file.name):
        raise Http404
    if settings.SENDFILE == "nginx":
        response = HttpResponse()
        response["X-Accel-Redirect"] = iri_to_uri(settings.SENDFILE_ROOT + sent.file.name)
        # nginx sets the length, and answers range and conditional requests, by itself.
    else:
        response = stream_file(request, sent)
    return add_headers(response, sent)


def add_headers(response, sent: FileToSend):
    """Add the headers for content type, disposition, caching and security."""
    response["Content-Type"] = get_content_type(sent)
    opens = sent.content_type in settings.WAGTAILDOCS_INLINE_CONTENT_TYPES
    inline = opens or sent.content_type in PICTURES
    response["Content-Disposition"] = content_disposition_header(not inline, sent.name)
    response["X-Content-Type-Options"] = "nosniff"
    # Cached copies must be revalidated each time, so that a withdrawn file disappears there too.
    response["Cache-Control"] = "public, no-cache" if sent.public else "private, no-cache"
    response["Content-Security-Policy"] = get_content_policy(sent)
    return response


def get_content_policy(sent: FileToSend) -> str:
    """Return a policy that blocks all loading and scripts; browsers show no PDF in a sandbox."""
    return NOTHING if sent.content_type == "application/pdf" else f"{NOTHING}; sandbox"


def get_content_type(sent: FileToSend) -> str:
    """Return the content type if it is one of ours; for plain text, with its character encoding."""
    if sent.content_type not in {*settings.WAGTAILDOCS_CONTENT_TYPES.values(), *PICTURES}:
        return "application/octet-stream"
    if sent.content_type != "text/plain":
        return sent.content_type
    with sent.file.storage.open(sent.file.name) as file:
        start = file.read(CHUNK)
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end < len(start):  # an error at the end may be a character cut in two
            return "text/plain; charset=windows-1252"
    return "text/plain; charset=utf-8"


def stream_file(request, sent: FileToSend) -> HttpResponse:
    """Return the response where no web server sends the file for us."""
    path = Path(sent.file.path)
    stat = path.stat()
    etag, modified = quote_etag(sent.fingerprint), int(stat.st_mtime)
    response = get_conditional_response(request, etag=etag, last_modified=modified)
    if response is None:
        wanted = get_requested_range(request, stat.st_size, etag, modified)
        response = stream_part(path, stat.st_size, wanted) if wanted else stream_whole_file(path)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(modified)
    response["Accept-Ranges"] = "bytes"
    return response


def stream_whole_file(path: Path) -> FileResponse:
    return FileResponse(path.open("rb"))


def get_requested_range(request, size: int, etag: str, modified: int) -> tuple[int, int] | None:
    """Return the first and last byte of the requested range; None for the whole file.

    For a range outside the file, the end is before the start.
    """
    if request.method != "GET" or not matches_if_range(request, etag, modified):
        return None
    # Multiple ranges, other units and invalid headers are answered with the whole file.
    requested = RANGE.fullmatch(request.headers.get("Range", ""))
    if not requested or requested[0].strip().endswith("=-") or requested.group(1, 2) == ("", ""):
        return None
    first, last = (int(digits) if digits else None for digits in requested.groups())
    if first is None:
        return (max(size - last, 0), size - 1) if last else (size, size - 1)
    if last is not None and last < first:
        return None
    return first, size - 1 if last is None else min(last, size - 1)


def matches_if_range(request, etag: str, modified: int) -> bool:
    """Return whether If-Range, if sent, names this very file, so that a download may continue."""
    begun = request.headers.get("If-Range")
    return begun is None or begun == etag or parse_http_date_safe(begun) == modified


def stream_part(path: Path, size: int, wanted: tuple[int, int]) -> HttpResponse:
    first, last = wanted
    if last < first:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    length = last - first + 1
    response = StreamingHttpResponse(iterate_chunks(path, first, length), status=206)
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = length
    return response


def iterate_chunks(path: Path, first: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        while length > 0 and (chunk := file.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk
