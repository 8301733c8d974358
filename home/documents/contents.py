"""Refuse executables and macros in uploads, whatever the file name says."""

import zipfile

from django import forms

PROGRAMS = (b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
MACROS = ("vbaproject.bin", "basic/", "scripts/", "macrosheets/")
HAS_MACROS = (
    "Tiedostossa on makroja eli ohjelmakoodia. Tallenna se Wordissa tai Excelissä ilman makroja "
    "(.docx tai .xlsx) tai PDF-tiedostona."
)
IS_A_PROGRAM = "Tiedosto on ohjelma, ei asiakirja. Ohjelmia ei voi tuoda sivustolle."


def check_harmless(file) -> None:
    """Raise ValidationError for an executable or an office file with macros; rewind the file."""
    file.seek(0)
    if file.read(8).startswith(PROGRAMS):
        raise forms.ValidationError(IS_A_PROGRAM)
    if any(mark in part.lower() for part in list_archive_members(file) for mark in MACROS):
        raise forms.ValidationError(HAS_MACROS)
    file.seek(0)


def list_archive_members(file) -> list[str]:
    """Return the names of an archive's members; [] if the file is no archive, or a broken one."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return []
