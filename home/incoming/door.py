"""The one place through which every form takes its text.

Django's own fields are wrapped once, when the site starts, so that no form can be missed: our
own, those of Wagtail's pages, snippets, blocks, choosers, settings and filters, and those of
other packages. Subclasses (addresses, slugs, tags) come through `CharField` as well.
"""

from functools import wraps

from django import forms

from .text import clean_line, clean_text


def install() -> None:
    """Clean what every form field of Django takes in; a second call changes nothing."""
    wrap(forms.CharField, "to_python", cleaning_text)
    wrap(forms.FileField, "to_python", cleaning_file_name)


def wrap(field_class, name: str, wrapper) -> None:
    original = getattr(field_class, name)
    if getattr(original, "cleans_incoming", False):
        return
    wrapped = wraps(original)(wrapper(original))
    wrapped.cleans_incoming = True
    setattr(field_class, name, wrapped)


def cleaning_text(original):
    def to_python(self, value):
        return original(self, cleaned(value, self.widget))

    return to_python


def cleaned(value, widget):
    """The value in one form; a password stays exactly as it was typed."""
    if not isinstance(value, str) or isinstance(widget, forms.PasswordInput):
        return value
    if is_single_line(widget):
        # Only line ends become spaces: what stands between words is the writer's own.
        return clean_text(value).replace("\n", " ").replace("\t", " ")
    return clean_text(value)


def is_single_line(widget) -> bool:
    """Is this a field of one line? A hidden one may carry anything."""
    return isinstance(widget, forms.TextInput) and not widget.is_hidden


def cleaning_file_name(original):
    def to_python(self, data):
        if data not in self.empty_values and getattr(data, "name", None):
            data.name = clean_line(data.name)
        return original(self, data)

    return to_python
