"""Mails of errors to the operator: apart from the request, whose transaction may be undone."""

from threading import Thread

from django.conf import settings
from django.db import connection
from django.utils.log import AdminEmailHandler

from home.web.rate_limits import too_often

PER_HOUR = 20  # a page that breaks for everybody is told often enough


class ErrorMailHandler(AdminEmailHandler):
    """Django's handler, on a thread and a connection to the database of its own."""

    PATIENCE = 5  # seconds for the database; without it the mail is lost, and the log has it all

    def send_mail(self, subject, message, *args, **kwargs):
        if not settings.ADMINS or too_often("error-mail", PER_HOUR):
            return
        thread = Thread(target=self.store, args=(subject, message, *args), kwargs=kwargs)
        thread.start()
        thread.join(self.PATIENCE)

    def store(self, *args, **kwargs):
        try:
            super().send_mail(*args, **kwargs)
        finally:
            connection.close()
