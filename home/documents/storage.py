"""Where uploaded files lie: in a folder that no web server shows."""

from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """Files under MEDIA_ROOT, readable by the server's own user only.

    The addresses it gives lead to our own views, which ask who may read.
    """

    file_permissions_mode = 0o600
    directory_permissions_mode = 0o700
