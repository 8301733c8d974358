"""Who may log in with a name and a password."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend

TOLD_BY_THE_DEMO = "{username}-demo"


class AccountBackend(ModelBackend):
    """Django's own check; outside a demo, no password that the demo tells everyone is taken."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        if not settings.DEMO and password == TOLD_BY_THE_DEMO.format(username=username):
            return None
        return super().authenticate(request, username=username, password=password, **kwargs)
