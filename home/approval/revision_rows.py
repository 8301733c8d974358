"""Inline rows that exist in a version of a text but no longer in the database."""

from functools import partial

from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from .schedules import ForgivingSchedule


class RevisionRowsMixin:
    """Mixin for forms with inline formsets: restores an old version with rows deleted since.

    Django looks up each inline row in the database, where a deleted one cannot be found.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for rows in self.formsets.values():
            rows.add_fields = partial(add_row_of_version, rows, rows.add_fields)


class PageForm(RevisionRowsMixin, ForgivingSchedule, WagtailAdminPageForm):
    """The form of a page; an empty slug is generated from the title.

    Wagtail's script fills it in while the title is typed, but misses those who type at once.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False


class SnippetForm(RevisionRowsMixin, ForgivingSchedule, WagtailAdminModelForm):
    """The form of a snippet, such as a person or a seat."""


def add_row_of_version(rows, add_fields, form, index):
    """Add the fields of an inline form, and look up its row among those of the version."""
    add_fields(form, index)
    limit_choices(form.fields[rows.model._meta.pk.name], rows.queryset)


def limit_choices(field, rows):
    """Let a field choose among the rows of a version, which do not support "pk" lookups."""
    field.queryset, field.to_field_name = rows, rows.model._meta.pk.name
