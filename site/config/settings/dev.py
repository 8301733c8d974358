"""`make run`: the demo on a developer's machine. The launcher names its database and files."""

import os
from pathlib import Path

import dj_database_url

from .base import *  # noqa: F403 - a settings module is its base plus what differs
from .base import BASE_DIR

DEBUG = os.environ.get("DEBUG") == "1"
DEMO = True
# The demo must be quick to try: its second factor works, but is not required.
SECOND_FACTOR_REQUIRED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost
SECRET_KEY = "only-for-the-demo-on-ones-own-machine"
WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{os.environ.get('PORT') or 8000}"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]

DATABASES = {"default": dj_database_url.config(default="postgresql://localhost/council")}
DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / "var"))
MEDIA_ROOT = DATA_DIR / "files"

WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
OUTBOX_TRANSPORT = "home.mail.backends.ReadableConsole"
DEFAULT_FROM_EMAIL = "neuvottelukunta@example.org"
