"""The interface of the file texts: how to get them, and how others learn that one has changed."""

import logging

from django.conf import settings
from django.utils.module_loading import import_string

from .models import PageText

log = logging.getLogger(__name__)


def list_page_texts_of(document) -> list[PageText]:
    """Return the page texts of a file in order, each with number, text, source and language.

    The number is that of a PDF page, slide or sheet; in files without pages, such as Word files, it
    only counts parts. Empty until the file is read, and again after the file is replaced.
    """
    made_of = document.sha256 or document.file.name
    found = PageText.objects.filter(file_text__document=document, file_text__made_of=made_of)
    return list(found)


def report_text_ready(document) -> None:
    """Call every listener in the setting TEXT_READY when the text of a file has changed."""
    for name in settings.TEXT_READY:
        try:
            import_string(name)(document)
        except Exception:  # a failing listener must not undo the reading
            log.exception("%s could not take the text of %s.", name, document)
