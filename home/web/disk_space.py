"""Check for disk space before storing a file, and the message when there is none."""

import errno
import logging
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)
DISK_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO}


def check_room(size: int) -> None:
    """Raise ValidationError if the disk is full or cannot be written."""
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as trial:
            if size:
                os.posix_fallocate(trial.fileno(), 0, size)
    except OSError as error:
        if error.errno not in DISK_ERRORS:
            raise
        log.error("There is no room for an uploaded file: %s", error)
        raise ValidationError(explain_full_disk(), code="no_room") from error


def explain_full_disk() -> str:
    return _(
        "Tiedostoa ei voitu tallentaa, koska palvelimella ei ole tilaa. Muu, minkä kirjoitit, on "
        "tallessa tällä sivulla. Kerro ylläpidolle ja yritä sitten uudelleen."
    )
