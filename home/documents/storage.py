"""Where uploaded files lie: in a folder that no web server shows."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path, PurePath

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage

# Where a file is while it is written: it is moved to its place when it is whole.
UNFINISHED = ".kesken"


class WholeFile(File):
    """A file that is written already and only has to be moved to its place."""

    def temporary_file_path(self):
        return self.name


class PrivateStorage(FileSystemStorage):
    """Files under MEDIA_ROOT, readable by the server's own user only.

    Where nginx sends them, its user is in the group of the server's own. The addresses
    given here lead to our own views, which ask who may read.
    """

    @property
    def file_permissions_mode(self):
        return 0o640 if settings.SENDFILE else 0o600

    @property
    def directory_permissions_mode(self):
        return 0o750 if settings.SENDFILE else 0o700

    def _save(self, name, content):
        """Write the file aside and move it: a full disk or an end of the program leaves no half."""
        folder = Path(self.location) / UNFINISHED
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, path = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as aside:
                for chunk in content.chunks():
                    aside.write(chunk)
            with open(path, "rb") as whole:
                return super()._save(name, WholeFile(whole, name=path))
        finally:
            with suppress(FileNotFoundError):
                os.unlink(path)

    def get_valid_name(self, name):
        """A name whose only dot is that of its kind: of `Kutsu 5.9.2025.pdf` Django would take all
        after the first dot for the kind, and number a second one in the middle of the day."""
        path = PurePath(name)
        return super().get_valid_name(path.stem.replace(".", "-") + path.suffix)
