"""How the bytes of a file reach the reader: by nginx where it stands in front, else by us.

The answer says what the file is, and a reader may ask for a part of it, as a PDF viewer does.
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
# What a browser shows and never runs; a drawing in SVG may hold a script.
PICTURES = {"image/jpeg", "image/png", "image/webp", "image/gif"}
NOTHING = "default-src 'none'"


@dataclass(frozen=True)
class Sent:
    """A file to be sent: the stored one, under which name and as what, and its fingerprint."""

    file: object
    name: str
    content_type: str
    fingerprint: str
    public: bool


def send(request, sent: Sent) -> HttpResponse:
    """The answer with the file, a part of it, or word that the reader has it already."""
    if not sent.file.storage.exists(sent.file.name):
        raise Http404
    if settings.SENDFILE == "nginx":
        response = HttpResponse()
        response["X-Accel-Redirect"] = iri_to_uri(settings.SENDFILE_ROOT + sent.file.name)
        # nginx tells the length, and answers to ranges and kept copies, by itself.
    else:
        response = stream(request, sent)
    return described(response, sent)


def described(response, sent: Sent):
    """With what the file is and how a browser is to treat it."""
    response["Content-Type"] = with_charset(sent)
    opens = sent.content_type in settings.WAGTAILDOCS_INLINE_CONTENT_TYPES
    inline = opens or sent.content_type in PICTURES
    response["Content-Disposition"] = content_disposition_header(not inline, sent.name)
    response["X-Content-Type-Options"] = "nosniff"
    # A kept copy is asked for again each time: what is withdrawn vanishes from there too.
    response["Cache-Control"] = "public, no-cache" if sent.public else "private, no-cache"
    response["Content-Security-Policy"] = policy_of(sent)
    return response


def policy_of(sent: Sent) -> str:
    """Nothing is loaded and nothing runs; browsers draw no PDF at all in a sandbox."""
    return NOTHING if sent.content_type == "application/pdf" else f"{NOTHING}; sandbox"


def with_charset(sent: Sent) -> str:
    """The type, if it is one of ours; of plain text also how its letters are written."""
    if sent.content_type not in {*settings.WAGTAILDOCS_CONTENT_TYPES.values(), *PICTURES}:
        return "application/octet-stream"
    if sent.content_type != "text/plain":
        return sent.content_type
    with sent.file.storage.open(sent.file.name) as file:
        start = file.read(CHUNK)
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end < len(start):  # not only cut in the middle of a letter
            return "text/plain; charset=windows-1252"
    return "text/plain; charset=utf-8"


def stream(request, sent: Sent) -> HttpResponse:
    """The answer where no web server sends the file for us."""
    path = Path(sent.file.path)
    stat = path.stat()
    etag, modified = quote_etag(sent.fingerprint), int(stat.st_mtime)
    response = get_conditional_response(request, etag=etag, last_modified=modified)
    if response is None:
        wanted = wanted_part(request, stat.st_size, etag, modified)
        response = part_of(path, stat.st_size, wanted) if wanted else whole(path)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(modified)
    response["Accept-Ranges"] = "bytes"
    return response


def whole(path: Path) -> FileResponse:
    return FileResponse(path.open("rb"))


def wanted_part(request, size: int, etag: str, modified: int) -> tuple[int, int] | None:
    """The first and last byte asked for; None for the whole file.

    A part that the file does not have comes back with its end before its start.
    """
    if request.method != "GET" or not is_the_one_begun(request, etag, modified):
        return None
    # Several parts at once, other units and nonsense are answered with the whole file.
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked or asked[0].strip().endswith("=-") or asked.group(1, 2) == ("", ""):
        return None
    first, last = (int(digits) if digits else None for digits in asked.groups())
    if first is None:
        return (max(size - last, 0), size - 1) if last else (size, size - 1)
    if last is not None and last < first:
        return None
    return first, size - 1 if last is None else min(last, size - 1)


def is_the_one_begun(request, etag: str, modified: int) -> bool:
    """Does the reader go on with this very file? If-Range names the one begun."""
    begun = request.headers.get("If-Range")
    return begun is None or begun == etag or parse_http_date_safe(begun) == modified


def part_of(path: Path, size: int, wanted: tuple[int, int]) -> HttpResponse:
    first, last = wanted
    if last < first:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    length = last - first + 1
    response = StreamingHttpResponse(read(path, first, length), status=206)
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = length
    return response


def read(path: Path, first: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        while length > 0 and (chunk := file.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk
