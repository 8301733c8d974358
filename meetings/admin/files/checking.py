"""Checks of an uploaded file, with a plain reason when it is refused."""

import tempfile
from pathlib import PurePath

from django.conf import settings
from django.forms import ValidationError

from home.documents.contents import HAS_MACROS, IS_A_PROGRAM, check_harmless
from home.documents.uploads import check_upload
from home.file_lifecycle.cleaning.uploads import check_contents
from home.file_lifecycle.forms import check_file_size, check_signature
from home.file_parsing.child import Limits
from home.file_text.reading import extract_pages

LOOK = Limits(seconds=20)  # an editor is waiting for it
MACRO_KINDS = {"docm", "dotm", "xlsm", "xltm", "pptm", "ppsm", "xlsb"}
PROGRAM_KINDS = {"exe", "msi", "bat", "cmd", "com", "scr", "js", "vbs", "ps1", "sh", "jar", "apk"}
OLD_KINDS = {"doc", "dot", "xls", "ppt", "pps", "rtf", "pages"}
EMPTY = "Tiedosto on tyhjä."
OLD = "Tämä on vanha tiedostomuoto. Tallenna tiedosto muotoon .docx, .xlsx, .pptx tai PDF."
OTHER = "Tällaista tiedostoa ei voi tuoda. Sallitut muodot: {}."
REASONS = {
    "encrypted": "Tiedosto on suojattu salasanalla. Tallenna se ilman salasanaa.",
    "damaged": "Tiedosto on rikki, eikä sitä voi avata. Avaa se omalla koneellasi ja tallenna "
    "uudelleen.",
    "toobig": "Tiedosto paisuu avattaessa liian suureksi. Tarkista, mistä se on peräisin, ja jaa "
    "se tarvittaessa osiin.",
}


def check_and_read(file, user) -> str:
    """Return the first pages' text of a valid file; raise ValidationError if it is refused."""
    extension = PurePath(file.name).suffix.lstrip(".").lower()
    check_kind(extension)
    if not file.size:
        raise ValidationError(EMPTY)
    check_file_size(file)
    check_upload(file)
    check_harmless(file)
    if not is_office_with_password(file, extension):
        check_signature(file)
    pages, ended = extract_upload(file, extension)
    # A long PDF that takes too long is no bomb; it is accepted without its text.
    if ended in REASONS and not (ended == "toobig" and extension == "pdf"):
        raise ValidationError(REASONS[ended])
    check_contents(file, user, extension)
    return "\n".join(page["text"] for page in pages[:3])


def check_kind(extension: str) -> None:
    if extension in settings.WAGTAILDOCS_EXTENSIONS:
        return
    if extension in MACRO_KINDS:
        raise ValidationError(HAS_MACROS)
    if extension in PROGRAM_KINDS:
        raise ValidationError(IS_A_PROGRAM)
    allowed = ", ".join(settings.WAGTAILDOCS_EXTENSIONS)
    raise ValidationError(OLD if extension in OLD_KINDS else OTHER.format(allowed))


def is_office_with_password(file, extension: str) -> bool:
    """Return whether the file is in the old format, in which Office wraps files with passwords.

    Reading it then gives the reason.
    """
    file.seek(0)
    wrapped = file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    file.seek(0)
    return wrapped and extension in {"docx", "xlsx", "pptx"}


def extract_upload(file, extension: str) -> tuple[list[dict], str]:
    """Return the pages of the file and how the extraction, in a process of its own, ended."""
    with tempfile.TemporaryFile() as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        found = extract_pages(copy, extension, LOOK)
    file.seek(0)
    return found
