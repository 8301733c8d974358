"""Where uploaded files lie: in a folder that no web server shows."""

from pathlib import PurePath

from django.conf import settings
from django.core.files.storage import FileSystemStorage


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

    def get_valid_name(self, name):
        """A name whose only dot is that of its kind: of `Kutsu 5.9.2025.pdf` Django would take all
        after the first dot for the kind, and number a second one in the middle of the day."""
        path = PurePath(name)
        return super().get_valid_name(path.stem.replace(".", "-") + path.suffix)
