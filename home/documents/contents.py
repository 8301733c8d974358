"""What no file of the site may hold, whatever its name says: programs and macros."""

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
    """Refuses a program and an office file with macros; the file is left at its start."""
    file.seek(0)
    if file.read(8).startswith(PROGRAMS):
        raise forms.ValidationError(IS_A_PROGRAM)
    if any(mark in part.lower() for part in parts_of(file) for mark in MACROS):
        raise forms.ValidationError(HAS_MACROS)
    file.seek(0)


def parts_of(file) -> list[str]:
    """The names of an archive's parts; none when it is no archive or a broken one."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return []
