"""What leaves the site as a table: Finnish heads, days and times, and nothing that runs.

Wagtail's own exports (reports, lists of users and pages) are shaped here too, once for all of
them: `install` wraps the mixin that each of them is made with.
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

# What a spreadsheet takes for a formula when a cell begins with it, wide signs as well.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
TELEPHONE = re.compile(r"\+\d{1,3}(?:[ -]?\(?\d+\)?){2,6}")
DATE, DATETIME, TIME = "d.m.yyyy", "d.m.yyyy h.mm", "h.mm"  # as spreadsheets write formats
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


def is_risky(text: str) -> bool:
    """Would a spreadsheet run the text? Numbers and telephone numbers are none of its formulas."""
    text = text.strip(" ")
    plain = NUMBER.fullmatch(text) or TELEPHONE.fullmatch(text)
    return text.startswith(FORMULA) and not plain


def harmless(text: str) -> str:
    """Return the text so that no spreadsheet runs it: a formula gets an apostrophe in front."""
    return f"'{text}" if is_risky(text) else text


def in_words(value) -> str:
    """Return any value as the text of a cell: Finnish, clean and harmless."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("kyllä") if value else _("ei")
    if isinstance(value, datetime.datetime):
        return date_format(local(value), "j.n.Y G.i")
    if isinstance(value, datetime.date):
        return date_format(value, "j.n.Y")
    if isinstance(value, datetime.time):
        return date_format(value, "G.i")
    if isinstance(value, int | float):
        return str(value)
    return harmless(clean_text(str(value)))


def local(moment: datetime.datetime) -> datetime.datetime:
    """Return the moment by the clock in Finland, without a zone, which no spreadsheet knows."""
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment


def for_workbook(value):
    """Return the value as a workbook holds it: days and numbers stay such, texts are clean."""
    if isinstance(value, bool):
        return in_words(value)
    if isinstance(value, datetime.datetime):
        return local(value)
    if value is None or isinstance(value, datetime.date | datetime.time | int | float):
        return value
    return clean_text(str(value))


# Wagtail's exports


def install() -> None:
    """Shape every export of Wagtail's mixin; a second call changes nothing."""
    mixin = SpreadsheetExportMixin
    if getattr(mixin.preprocess_field_value, "is_ours", False):
        return
    mixin.preprocess_field_value = shaping(mixin.preprocess_field_value)
    mixin.get_heading = naming(mixin.get_heading)
    mixin.generate_xlsx_row = generate_xlsx_row
    if mixin.export_filename == "spreadsheet-export":
        mixin.export_filename = "taulukko"


def shaping(original):
    @wraps(original)
    def preprocess_field_value(self, field, value, export_format):
        own = export_format in self.custom_field_preprocess.get(field, {})
        if isinstance(value, datetime.datetime) and not own:
            value = local(value)  # Wagtail would tell it in UTC
        elif isinstance(value, bool) and not own:
            value = in_words(value)
        value = original(self, field, value, export_format)
        return for_workbook(value) if export_format == self.FORMAT_XLSX else in_words(value)

    preprocess_field_value.is_ours = True
    return preprocess_field_value


def naming(original):
    @wraps(original)
    def get_heading(self, queryset, field):
        heading = original(self, queryset, field)
        is_named = field in self.export_headings
        return HEADINGS.get(field, heading) if not is_named else capfirst(heading)

    return get_heading


def generate_xlsx_row(self, worksheet, row_dict, date_format=None):
    """Yield the cells of a row: text stays text, days are written as in Finland."""
    for field, value in row_dict.items():
        cell = WriteOnlyCell(worksheet, self.preprocess_field_value(field, value, self.FORMAT_XLSX))
        if cell.data_type == "f":
            cell.data_type = "s"
        if number_format := format_of(cell.value):
            cell.number_format = number_format
        yield cell


def format_of(value) -> str:
    kinds = ((datetime.datetime, DATETIME), (datetime.date, DATE), (datetime.time, TIME))
    return next((number_format for kind, number_format in kinds if isinstance(value, kind)), "")
