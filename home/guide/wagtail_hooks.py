from django.urls import path
from wagtail import hooks

from .views import guide_picture_view, guide_view


@hooks.register("register_admin_urls")
def register_guide_urls():
    return [
        path("opas/", guide_view, name="guide"),
        path("opas/kuva/<str:name>", guide_picture_view, name="guide_picture"),
    ]
