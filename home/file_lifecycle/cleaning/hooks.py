"""Admin URLs for making and uploading cleaned copies."""

from django.urls import path
from wagtail import hooks

from .views import UploadCleanedCopy, clean_file


@hooks.register("register_admin_urls")
def register_cleaning_urls():
    return [
        path("tiedosto/asiakirja/<int:document_id>/puhdista/", clean_file, name="clean_file"),
        path("tiedosto/puhdistettu/", UploadCleanedCopy.as_view(), name="bring_cleaned_copy"),
    ]
