"""Error mails to the operator, stored apart from the request's transaction: it may roll back."""

from threading import Thread

from django.conf import settings
from django.db import connection
from django.utils.log import AdminEmailHandler

from home.web.rate_limits import is_too_often

PER_HOUR = 20  # a page that breaks for everybody is reported often enough


class ErrorMailHandler(AdminEmailHandler):
    """Django's handler, on its own thread and database connection."""

    PATIENCE = 5  # seconds to wait for the database; then the mail may be lost, but the log has it

    def send_mail(self, subject, message, *args, **kwargs):
        if not settings.ADMINS or is_too_often("error-mail", PER_HOUR):
            return
        thread = Thread(target=self.store, args=(subject, message, *args), kwargs=kwargs)
        thread.start()
        thread.join(self.PATIENCE)

    def store(self, *args, **kwargs):
        try:
            super().send_mail(*args, **kwargs)
        finally:
            connection.close()
