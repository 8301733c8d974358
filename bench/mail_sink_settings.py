"""Settings of the demo with a real mail server, whose port the bench passes."""

import os

from config.settings.dev import *  # noqa: F403 - a settings module is its base plus what differs

OUTBOX_TRANSPORT = "home.mail.smtp.SmtpTransport"
CLIENT_ADDRESS_HEADER = "HTTP_X_REAL_IP"  # the resets come from many addresses
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ.get("MAIL_PORT", "25"))
