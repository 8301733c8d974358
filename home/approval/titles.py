"""What a version is called, so that people know what it is: "Toimikausi 2023", not "2023"."""

from django.utils.text import capfirst
from wagtail.models import Page


def get_version_kind(revision) -> str:
    return capfirst(str(revision.content_type.model_class()._meta.verbose_name))


def name_version(revision) -> str:
    """Return the title of a page, or kind and title of anything else."""
    title = capfirst(revision.object_str)
    if issubclass(revision.content_type.model_class(), Page):
        return title
    return title if title_begins_with_kind(revision) else f"{get_version_kind(revision)} {title}"


def quote_version(revision) -> str:
    """Return kind and title, the title in quotes: Tekstisivu ”Ohje”; a kind is not said twice."""
    title = f"”{capfirst(revision.object_str)}”"
    return title if title_begins_with_kind(revision) else f"{get_version_kind(revision)} {title}"


def title_begins_with_kind(revision) -> bool:
    return revision.object_str.casefold().startswith(get_version_kind(revision).casefold())
