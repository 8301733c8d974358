"""The address of the link in a call. No login: the token is the credential."""

from django.urls import path

from .answer_views import answer_call

urlpatterns = [path("<str:token>/", answer_call, name="meeting_answer")]
