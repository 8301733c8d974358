"""Checks of every upload, whichever form receives it: virus scan and free disk space.

Django's own form field is wrapped once, at startup, so that no form can be missed.
"""

import logging
from functools import wraps

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from home.scheduling.models import Notice
from home.web.disk_space import check_room

from .antivirus import ScannerAway, get_scanner

log = logging.getLogger(__name__)
UNSCANNED = "files taken without a virus scan on "


def install_upload_checks() -> None:
    """Wrap Django's file field so that it checks all uploads; a second call changes nothing."""
    original = forms.FileField.to_python
    if getattr(original, "checks_uploads", False):
        return

    @wraps(original)
    def to_python(self, data):
        file = original(self, data)
        if file is not None:
            check_upload(data)
        return file

    to_python.checks_uploads = True
    forms.FileField.to_python = to_python


def check_upload(file) -> None:
    """Raise ValidationError for a file with a virus, and for one that the disk has no room for."""
    check_with_scanner(file)
    check_room(file.size)


def check_with_scanner(file) -> None:
    """Refuse a virus; if the scanner does not answer, the settings decide about the file."""
    clamd = get_scanner()
    if clamd is None:
        return
    try:
        virus = clamd.find_virus(file)
    except ScannerAway as error:
        log.error("The virus scanner did not look at a file: %s", error)
        if settings.ANTIVIRUS_REQUIRED:
            raise forms.ValidationError(
                _(
                    "Tiedostoa ei voitu tarkistaa virusten varalta, joten sitä ei otettu vastaan. "
                    "Yritä myöhemmin uudelleen tai kerro ylläpidolle."
                ),
                code="unscanned",
            ) from error
        Notice.objects.once(f"{UNSCANNED}{timezone.localdate():%Y-%m-%d}")
        return
    if virus:
        log.warning("The virus scanner refused a file: %s", virus)
        raise forms.ValidationError(
            _(
                "Tiedostossa on virus tai muu haittaohjelma, joten sitä ei otettu vastaan. "
                "Tarkista oma koneesi ja kerro ylläpidolle."
            ),
            code="virus",
        )
