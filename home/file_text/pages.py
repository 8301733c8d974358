"""What others may ask of the text of files, and how they hear that it has changed."""

import logging

from django.conf import settings
from django.utils.module_loading import import_string

from .models import PageText

log = logging.getLogger(__name__)


def texts_of(document) -> list[PageText]:
    """The texts of a file's pages in order, each with number, text, source and language.

    The number is a page of a PDF, a slide or a sheet; of a file without pages, such as a Word
    file, it only counts parts. Empty until the file is read, and again once it is swapped.
    """
    made_of = document.sha256 or document.file.name
    found = PageText.objects.filter(file_text__document=document, file_text__made_of=made_of)
    return list(found)


def text_ready(document) -> None:
    """Tells everyone whom the setting TEXT_READY names that the file's text has changed."""
    for name in settings.TEXT_READY:
        try:
            import_string(name)(document)
        except Exception:  # what is read stays read, whatever a listener makes of it
            log.exception("%s could not take the text of %s.", name, document)
