"""Remove metadata from pictures that are stored already, and from their renditions."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from home.file_parsing.picture_metadata import remove_details

from .models import CouncilImage, CouncilRendition, get_sha256


def strip_original(image: CouncilImage) -> bool:
    """Strip the stored original, unless staff keep its metadata; return whether it changed."""
    if image.keep_details or image.erased or not image.file._committed:
        return False
    if not strip_stored(image.file):
        return False
    image.sha256, image.file_size = get_sha256(image.file), image.file.size
    image._set_file_hash()
    values = {name: getattr(image, name) for name in ("sha256", "file_size", "file_hash")}
    CouncilImage.objects.filter(pk=image.pk).update(**values)
    return True


def strip_all(dry_run: bool = False) -> Iterator[tuple[str, str]]:
    """Strip every stored picture; yield the name and outcome of each that is not clean already."""
    for image in CouncilImage.objects.filter(erased=False, keep_details=False).iterator():
        if outcome := strip_and_report(image.file, dry_run):
            yield image.file.name, outcome
            if outcome == "stripped" and not dry_run:
                strip_original(image)
    for rendition in CouncilRendition.objects.filter(image__erased=False).iterator():
        if outcome := strip_and_report(rendition.file, dry_run):
            yield rendition.file.name, outcome
            if outcome == "stripped" and not dry_run:
                strip_stored(rendition.file)


def strip_and_report(file, dry_run: bool) -> str:
    """Return what happens to a stored picture: "stripped", "unreadable" or ""."""
    try:
        content = read_stored(file)
        return "stripped" if remove_details(content) != content else ""
    except (OSError, ValueError):
        return "unreadable"


def read_stored(file) -> bytes:
    with file.storage.open(file.name, "rb") as stored:
        return stored.read()


def strip_stored(file) -> bool:
    """Replace a stored file atomically by a copy without metadata; return whether it changed."""
    content = read_stored(file)
    clean = remove_details(content)
    if clean != content:
        replace_stored(Path(file.path), clean)
        file.close()
    return clean != content


def replace_stored(path: Path, content: bytes) -> None:
    """Write the content beside the file and replace it in one step."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".strip-", delete=False) as other:
        try:
            other.write(content)
            other.flush()
            os.fsync(other.fileno())
            os.chmod(other.name, path.stat().st_mode & 0o777)
            os.replace(other.name, path)
        except BaseException:
            os.unlink(other.name)
            raise
