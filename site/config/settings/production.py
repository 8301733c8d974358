"""A real installation. Everything that differs between councils comes from the environment."""

import os
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url

from .base import *  # noqa: F403 - a settings module is its base plus what differs
from .base import CACHES, STORAGES

REQUIRED = {
    "SECRET_KEY": "a long random text that nobody else knows",
    "DATABASE_URL": "the database, postgresql://user:password@host/name",
    "ALLOWED_HOSTS": "the names of the site, separated by commas",
    "BASE_URL": "the address of the site, https://…",
    "DATA_DIR": "the folder of uploaded files and collected style sheets",
    "EMAIL_URL": "the mail server, smtp+tls://user:password@host:587",
    "DEFAULT_FROM_EMAIL": "the sender of the site's mail",
}
if missing := [name for name in REQUIRED if not os.environ.get(name)]:
    sys.exit(
        "The site does not start, because these are missing in its environment:\n"
        + "\n".join(f"  {name}: {REQUIRED[name]}" for name in missing)
    )

DEBUG = False
DEMO = False
SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = [host.strip() for host in os.environ["ALLOWED_HOSTS"].split(",")]
WAGTAILADMIN_BASE_URL = os.environ["BASE_URL"].rstrip("/")

DATABASES = {
    "default": dj_database_url.parse(
        os.environ["DATABASE_URL"], conn_max_age=60, conn_health_checks=True
    )
}
# Seconds; then the site answers 503 instead of waiting for a host that does not respond.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DATA_DIR = Path(os.environ["DATA_DIR"])
MEDIA_ROOT = DATA_DIR / "files"
SENDFILE = os.environ.get("SENDFILE", "")
ANTIVIRUS = os.environ.get("ANTIVIRUS", "")
ANTIVIRUS_REQUIRED = os.environ.get("ANTIVIRUS_REQUIRED", "1") == "1"
STATIC_ROOT = DATA_DIR / "static"
STORAGES |= {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Counters that all server processes share.
CACHES |= {
    "shared": {
        "BACKEND": "home.web.cache.SharedFileCache",
        "LOCATION": DATA_DIR / "counters",
    },
}

mail = urlsplit(os.environ["EMAIL_URL"])
EMAIL_HOST = mail.hostname or "localhost"
EMAIL_PORT = mail.port or {"smtp+tls": 587, "smtp+ssl": 465}.get(mail.scheme, 25)
EMAIL_HOST_USER = unquote(mail.username or "")
EMAIL_HOST_PASSWORD = unquote(mail.password or "")
EMAIL_USE_TLS = mail.scheme == "smtp+tls"
EMAIL_USE_SSL = mail.scheme == "smtp+ssl"
OUTBOX_TRANSPORT = "home.mail.smtp.SmtpTransport"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ["DEFAULT_FROM_EMAIL"]
ADMINS = [("", address) for address in os.environ.get("ERROR_MAIL_TO", "").split(",") if address]

# nginx terminates TLS, sets this header, and does not let clients set it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = int(os.environ.get("HSTS_SECONDS", 365 * 24 * 3600))
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# The prefix binds a cookie to this exact host and to https.
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
MESSAGES_COOKIE_NAME = "__Host-messages"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# nginx sets X-Real-IP on every request, and only nginx may reach the site: it listens only on the
# loopback address or a socket.
CLIENT_ADDRESS_HEADER = "HTTP_X_REAL_IP"
SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # the admin shows previews of the site's own pages in a frame
    "security.W021",  # preloading binds a whole domain for years: its owner decides that
]
