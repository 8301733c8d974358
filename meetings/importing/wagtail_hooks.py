"""The address of the import, and its button on the page of each meeting."""

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from ..models import MeetingPage
from .views import import_minutes


@hooks.register("register_admin_urls")
def import_addresses():
    return [path("kokoukset/<int:page_id>/tuo-poytakirja/", import_minutes, name="import_minutes")]


@hooks.register("register_page_header_buttons")
def import_button(page, user, view_name, next_url=None):
    if isinstance(page, MeetingPage) and page.pk and page.permissions_for_user(user).can_edit():
        yield Button(
            "Tuo pöytäkirja Wordista",
            reverse("import_minutes", args=[page.pk]),
            icon_name="doc-full",
            priority=12,
        )
