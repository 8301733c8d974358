"""Wagtail hooks of the mail: the dashboard shows failed mails and lets users retry them."""

from django.urls import path
from wagtail import hooks
from wagtail.admin.ui.components import Component

from .access import list_stuck_for, list_troubled_for
from .views import try_again


@hooks.register("register_admin_urls")
def register_mail_urls():
    return [path("posti/<int:pk>/uudelleen/", try_again, name="try_mail_again")]


@hooks.register("construct_homepage_panels")
def add_troubled_mail_panel(request, panels):
    if request.user.has_perm("mail.view_outboxmail"):
        panels.append(TroubledMailPanel(request))


class TroubledMailPanel(Component):
    """The dashboard panel of failed mails; empty while all mails are sent."""

    name = "troubled_mail"
    template_name = "admin/home/troubled_mail.html"
    order = 70
    LIMIT = 20

    def __init__(self, request):
        self.request = request

    def get_context_data(self, parent_context):
        user = self.request.user
        return {
            "mails": list(list_troubled_for(user)[: self.LIMIT]),
            "stuck": list_stuck_for(user).count(),
            "request": self.request,
        }
