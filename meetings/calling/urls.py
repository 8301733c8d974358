"""The address of the link in a call. No login: the token is the credential."""

from django.urls import path

from .answer_views import answer_call
from .paper_views import send_whole_paper

urlpatterns = [
    path("<str:token>/", answer_call, name="meeting_answer"),
    path("<str:token>/asiakirjat.pdf", send_whole_paper, name="meeting_paper"),
]
