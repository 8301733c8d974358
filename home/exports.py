"""Table exports: Finnish headings, dates and times, and no cell that a spreadsheet would execute.

Wagtail's own exports (reports, lists of users and pages) are covered too: `install_export_patches`
wraps the mixin that they all use.
"""

import datetime
import re
from functools import wraps

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from openpyxl.cell import WriteOnlyCell
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from .incoming.text import clean_text

# Characters that make a spreadsheet treat a cell as a formula, including full-width forms.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
TELEPHONE = re.compile(r"\+\d{1,3}(?:[ -]?\(?\d+\)?){2,6}")
DATE, DATETIME, TIME = "d.m.yyyy", "d.m.yyyy h.mm", "h.mm"  # number formats of spreadsheets
HEADINGS = {
    "title": "Otsikko",
    "task": "Vaihe",
    "workflow": "Hyväksyntä",
    "requested_by": "Pyytäjä",
    "started_at": "Alkoi",
    "finished_at": "Päättyi",
    "finished_by": "Päättäjä",
    "content_type": "Tyyppi",
    "content_type.name": "Tyyppi",
    "content_type.app_label": "Osa",
    "content_type_name": "Tyyppi",
    "specific_class.verbose_name": "Tyyppi",
    "page_type_display_name": "Tyyppi",
    "latest_revision_created_at": "Muokattu",
    "latest_revision.created_at": "Muokattu",
    "last_published_at": "Julkaistu",
    "last_published_by_user": "Julkaisija",
    "last_edited_by_user": "Muokkaaja",
    "status_string": "Tila",
    "live": "Julkinen",
    "locked_at": "Lukittu",
    "locked_by": "Lukitsija",
    "url": "Osoite",
    "full_url": "Osoite",
    "count": "Määrä",
    "label": "Otsikko",
    "action": "Tapahtuma",
    "timestamp": "Aika",
    "user_display_name": "Käyttäjä",
    "user.get_username": "Käyttäjä",
    "object_verbose_name": "Tyyppi",
    "old_path": "Vanha osoite",
    "link": "Uusi osoite",
    "get_is_permanent_display": "Pysyvyys",
    "site": "Sivusto",
    "username": "Käyttäjätunnus",
    "is_active": "Käytössä",
    "last_login": "Viimeksi kirjautunut",
}


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet would run the text; numbers and telephone numbers are safe."""
    text = text.strip(" ")
    plain = NUMBER.fullmatch(text) or TELEPHONE.fullmatch(text)
    return text.startswith(FORMULA) and not plain


def make_harmless(text: str) -> str:
    """Return the text with an apostrophe in front if a spreadsheet would run it as a formula."""
    return f"'{text}" if is_formula(text) else text


def format_for_cell(value) -> str:
    """Return any value as the text of a cell, in Finnish, cleaned and safe for spreadsheets."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("kyllä") if value else _("ei")
    if isinstance(value, datetime.datetime):
        return date_format(make_local_naive(value), "j.n.Y G.i")
    if isinstance(value, datetime.date):
        return date_format(value, "j.n.Y")
    if isinstance(value, datetime.time):
        return date_format(value, "G.i")
    if isinstance(value, int | float):
        return str(value)
    return make_harmless(clean_text(str(value)))


def make_local_naive(moment: datetime.datetime) -> datetime.datetime:
    """Return the datetime in Finnish local time and naive, as spreadsheets know no time zones."""
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment


def format_for_workbook(value):
    """Return the value for a workbook: dates and numbers keep their type, texts are cleaned."""
    if isinstance(value, bool):
        return format_for_cell(value)
    if isinstance(value, datetime.datetime):
        return make_local_naive(value)
    if value is None or isinstance(value, datetime.date | datetime.time | int | float):
        return value
    return clean_text(str(value))


# Wagtail's exports


def install_export_patches() -> None:
    """Patch Wagtail's export mixin; calling it again changes nothing."""
    mixin = SpreadsheetExportMixin
    if getattr(mixin.preprocess_field_value, "is_ours", False):
        return
    mixin.preprocess_field_value = make_field_preprocessor(mixin.preprocess_field_value)
    mixin.get_heading = make_heading_getter(mixin.get_heading)
    mixin.generate_xlsx_row = generate_xlsx_row
    if mixin.export_filename == "spreadsheet-export":
        mixin.export_filename = "taulukko"


def make_field_preprocessor(original):
    @wraps(original)
    def preprocess_field_value(self, field, value, export_format):
        own = export_format in self.custom_field_preprocess.get(field, {})
        if isinstance(value, datetime.datetime) and not own:
            value = make_local_naive(value)  # Wagtail would export it in UTC
        elif isinstance(value, bool) and not own:
            value = format_for_cell(value)
        value = original(self, field, value, export_format)
        return (
            format_for_workbook(value)
            if export_format == self.FORMAT_XLSX
            else format_for_cell(value)
        )

    preprocess_field_value.is_ours = True
    return preprocess_field_value


def make_heading_getter(original):
    @wraps(original)
    def get_heading(self, queryset, field):
        heading = original(self, queryset, field)
        is_named = field in self.export_headings
        return HEADINGS.get(field, heading) if not is_named else capfirst(heading)

    return get_heading


def generate_xlsx_row(self, worksheet, row_dict, date_format=None):
    """Yield the cells of a row; text is never a formula, and dates have Finnish formats."""
    for field, value in row_dict.items():
        cell = WriteOnlyCell(worksheet, self.preprocess_field_value(field, value, self.FORMAT_XLSX))
        if cell.data_type == "f":
            cell.data_type = "s"
        if number_format := get_number_format(cell.value):
            cell.number_format = number_format
        yield cell


def get_number_format(value) -> str:
    kinds = ((datetime.datetime, DATETIME), (datetime.date, DATE), (datetime.time, TIME))
    return next((number_format for kind, number_format in kinds if isinstance(value, kind)), "")
