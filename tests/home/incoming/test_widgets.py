"""Every day and time of every form is parsed by our field and shown by our widget."""

import re
from pathlib import Path

import pytest
from django import forms
from django.contrib.staticfiles import finders
from wagtail.admin.panels import get_edit_handler
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput
from wagtail.blocks import FieldBlock
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

from home.blocks import BODY_BLOCKS
from home.incoming.fields import DayFormField

OURS = {
    forms.DateField: AdminDateInput,
    DayFormField: AdminDateInput,
    forms.TimeField: AdminTimeInput,
    forms.DateTimeField: AdminDateTimeInput,
}
KINDS = {AdminDateInput: "date", AdminTimeInput: "time", AdminDateTimeInput: "datetime"}
ROOMS = ("home", "networks", "meetings", "search", "wagtail")
# Fields for readers, where the browser's own date picker is used.
PUBLIC = {"DayForm.paiva"}


def subclasses(cls):
    for each in cls.__subclasses__():
        yield each
        yield from subclasses(each)


def form_classes():
    """Return every form of the site and of Wagtail, with those of pages, snippets and inlines."""
    for model in [*get_page_models(), *get_snippet_models()]:
        viewset = getattr(model, "snippet_viewset", None)
        handler = viewset.get_edit_handler() if viewset else get_edit_handler(model)
        form = handler.get_form_class()
        yield form
        yield from (formset.form for formset in form.formsets.values())
    yield from (f for f in subclasses(forms.BaseForm) if f.__module__.split(".")[0] in ROOMS)


def moments():
    """Return every field for a day or a time, by the name of its form and its own."""
    found = {}
    for form in form_classes():
        for name, field in getattr(form, "base_fields", {}).items():
            if type(field) in OURS:
                found[f"{form.__name__}.{name}"] = field
    return found


@pytest.mark.django_db
def test_every_day_and_time_of_the_admin_is_ours():
    found = moments()
    assert len(found) > 40
    strangers = {
        name for name, field in found.items() if not isinstance(field.widget, OURS[type(field)])
    }
    assert strangers == PUBLIC


@pytest.mark.parametrize("field_class", OURS)
def test_every_subclass_reads_as_we_do(field_class):
    own = [c for c in subclasses(field_class) if "to_python" in vars(c)]
    assert not own
    assert field_class.to_python.is_incoming


def test_a_day_in_a_block_is_ours():
    found = []

    def look(block):
        if isinstance(block, FieldBlock) and type(block.field) in OURS:
            found.append(block.field.widget)
        for child in getattr(block, "child_blocks", {}).values():
            look(child)
        if hasattr(block, "child_block"):
            look(block.child_block)

    for _name, block in BODY_BLOCKS:
        look(block)
    assert [type(widget) for widget in found] == [AdminDateInput]


@pytest.mark.parametrize("widget", KINDS)
def test_the_field_brings_no_script_of_its_own(widget):
    html = widget().render("day", None, {"id": "id_day"})
    assert f'data-controller="moment" data-moment-kind-value="{KINDS[widget]}"' in html
    assert "<script" not in html


def test_our_script_stands_in_for_all_that_wagtails_gives():
    """The names that Wagtail's script exports, in 7.4 and 8.0 alike."""
    ours, wagtails = (
        Path(path).read_text(encoding="utf-8")
        for path in finders.find("wagtailadmin/js/date-time-chooser.js", find_all=True)
    )
    names = set(re.findall(r"window\.(init\w+Chooser)=", wagtails))
    widgets = set(re.findall(r'register\("(wagtail\.widgets\.\w+)"', wagtails))
    assert len(names) == len(widgets) == 3
    assert all(f"window.{name} =" in ours for name in names)
    assert all(f'register("{name}"' in ours for name in widgets)


DIRTY = "Ma\u0308kela\u0308\u202e\u00a0\u200bOy\x00"


@pytest.mark.django_db
def test_every_text_of_every_form_is_cleaned():
    """Each text field of each form, public and admin, ours and Wagtail's."""
    looked, unclean = 0, set()
    for form in form_classes():
        for name, field in getattr(form, "base_fields", {}).items():
            is_text = isinstance(field, forms.CharField) and not isinstance(field, forms.JSONField)
            if is_text and not isinstance(field.widget, forms.PasswordInput):
                looked += 1
                if "Mäkelä Oy" not in str(field.to_python(DIRTY)):
                    unclean.add(f"{form.__name__}.{name}")
    assert looked > 150
    assert not unclean
