"""The address of the editor of a page of this room."""

from django.urls import reverse


def page_edit_address(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
