"""Open the ZIP archives of office files, and check them for excessive size."""

import zipfile
from io import BytesIO

from .trouble import Damaged, Encrypted, TooBig

MOST_BYTES = 300_000_000  # unpacked; pictures are never unpacked, but count
MOST_PARTS = 10_000
MOST_OF_A_PART = 60_000_000  # of one part that is read
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an old Office file, or one with a password
PASSWORD_PART = "EncryptedPackage".encode("utf-16-le")


def open_archive(content: bytes) -> zipfile.ZipFile:
    """Return the archive; raise Trouble if it is invalid, encrypted, or a ZIP bomb."""
    if content.startswith(OLE):
        raise Encrypted if PASSWORD_PART in content else Damaged
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Damaged from error
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise TooBig
    if any(part.flag_bits & 1 for part in parts):
        raise Encrypted
    return archive


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return the content of one part."""
    if archive.getinfo(name).file_size > MOST_OF_A_PART:
        raise TooBig
    return archive.read(name)
