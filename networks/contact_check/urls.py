"""URLs of the yearly check. No login: the token is the credential."""

from django.urls import path

from .views import check_contact

urlpatterns = [path("<str:token>/yhteystiedot/", check_contact, name="contact_check")]
