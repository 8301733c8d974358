"""Retention in the admin: menu item, addresses and button."""

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from ..models import Person
from .views import (
    MAY_SEE,
    left_place_done,
    person_places,
    postpone_name,
    remove_name,
    retention,
)


class RetentionItem(MenuItem):
    """A menu item for users who may see people."""

    def is_shown(self, request):
        return request.user.has_perm(MAY_SEE)


@hooks.register("register_reports_menu_item")
def retention_menu_item():
    return RetentionItem(
        "Säilytysajat", reverse("retention"), name="retention", icon_name="time", order=120
    )


@hooks.register("register_admin_urls")
def retention_addresses():
    return [
        path("raportit/sailytysajat/", retention, name="retention"),
        path("henkilon-paikat/<int:pk>/", person_places, name="person_places"),
        path("henkilon-paikat/<int:pk>/poista/", remove_name, name="remove_name"),
        path("henkilon-paikat/<int:pk>/siirra/", postpone_name, name="postpone_name"),
        path("jaanyt-paikka/<int:pk>/", left_place_done, name="left_place_done"),
    ]


@hooks.register("register_snippet_listing_buttons")
def places_button(snippet, user, next_url=None):
    if isinstance(snippet, Person) and user.has_perm(MAY_SEE):
        address = reverse("person_places", args=[snippet.pk])
        yield Button("Missä kaikkialla", url=address, icon_name="search", priority=30)
