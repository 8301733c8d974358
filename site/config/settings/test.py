"""The test suite: a throw-away database that the test runner names."""

import os
import tempfile
from pathlib import Path

import dj_database_url

from .base import *  # noqa: F403 - a settings module is its base plus what differs
from .base import CACHES

DEMO = True
SECOND_FACTOR_REQUIRED = REAUTHENTICATION_REQUIRED = False  # except in the tests of these
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
CACHES |= {
    "accounts": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "a"}
}
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": dj_database_url.config(default="postgresql://localhost/council")}
# Each worker has a folder of its own, so that none meets the files of another.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
DATA_DIR = Path(os.environ.get("DATA_DIR", tempfile.gettempdir())) / f"council-test-data{WORKER}"
MEDIA_ROOT = DATA_DIR / "files"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
OUTBOX_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
DEFAULT_FROM_EMAIL = "neuvottelukunta@example.org"
