"""The address of the link to the minutes. No login: the token is the credential."""

from django.urls import path

from .answer_views import check_minutes

urlpatterns = [path("<str:token>/", check_minutes, name="check_minutes")]
