"""Storage of uploaded files, in a directory that no web server serves directly."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path, PurePath

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage

# Directory for files while they are written; complete files are moved to their place.
UNFINISHED = ".kesken"


class FinishedFile(File):
    """A completely written file that only has to be moved to its place."""

    def temporary_file_path(self):
        return self.name


class PrivateStorage(FileSystemStorage):
    """Files under MEDIA_ROOT, readable only by the server's own user.

    Where nginx sends the files, its user is in the group of the server's own. The URLs lead to our
    own views, which check who may read.
    """

    @property
    def file_permissions_mode(self):
        return 0o640 if settings.SENDFILE else 0o600

    @property
    def directory_permissions_mode(self):
        return 0o750 if settings.SENDFILE else 0o700

    def _save(self, name, content):
        """Write a temporary file and move it: a full disk or a crash leaves no partial file."""
        folder = Path(self.location) / UNFINISHED
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, path = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as aside:
                for chunk in content.chunks():
                    aside.write(chunk)
            with open(path, "rb") as whole:
                return super()._save(name, FinishedFile(whole, name=path))
        finally:
            with suppress(FileNotFoundError):
                os.unlink(path)

    def get_valid_name(self, name):
        """Return a name whose only dot is before the extension.

        Of `Kutsu 5.9.2025.pdf` Django would treat all after the first dot as the extension, and put
        the number of a second upload in the middle of the date.
        """
        path = PurePath(name)
        return super().get_valid_name(path.stem.replace(".", "-") + path.suffix)
