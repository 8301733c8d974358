"""Rows that stand in a version of a text and not, or no more, in the database."""

from functools import partial

from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from .schedules import ForgivingSchedule


class RowsOfVersion:
    """For a form with lists: an old version is brought back with the rows removed since.

    Django looks for each row of a list in the database, where a removed one is no more.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for rows in self.formsets.values():
            rows.add_fields = partial(look_in_version, rows, rows.add_fields)


class PageForm(RowsOfVersion, ForgivingSchedule, WagtailAdminPageForm):
    """The form of a page; an address that is left empty is made of the title.

    Wagtail's script fills it in while the title is typed, but not for who types at once.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False


class SnippetForm(RowsOfVersion, ForgivingSchedule, WagtailAdminModelForm):
    """The form of a person, a seat and the like."""


def look_in_version(rows, add_fields, form, index):
    """Tells a row by its number among those of the version itself."""
    add_fields(form, index)
    choose_among(form.fields[rows.model._meta.pk.name], rows.queryset)


def choose_among(field, rows):
    """Lets a field choose among rows of a version, which know no "pk"."""
    field.queryset, field.to_field_name = rows, rows.model._meta.pk.name
