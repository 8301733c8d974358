"""Find the guide section for an admin screen. See home/extension_points.py."""

from functools import cache

from django.urls import reverse

from home.extension_points import iterate_modules_named


@cache
def list_sections() -> dict[str, str]:
    """Return the anchors by model label, view name or namespace, from all apps."""
    sections: dict[str, str] = {}
    for _app, module in iterate_modules_named("guide_sections"):
        sections |= module.SECTIONS
    return sections


def find_section(view_name: str, model=None) -> str:
    """Return the anchor for a screen: by what it edits, by its view, or by its namespace."""
    sections = list_sections()
    label = model._meta.label if model is not None else ""
    namespace = view_name.rpartition(":")[0]
    return sections.get(label) or sections.get(view_name) or sections.get(namespace) or ""


def get_guide_url(view_name: str, model=None) -> str:
    anchor = find_section(view_name, model)
    return f"{reverse('guide')}#{anchor}" if anchor else reverse("guide")
