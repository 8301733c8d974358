"""Production settings for a separate process, on the test database."""

import os
import re

from django.conf import settings


def production_environment(folder, **changes):
    """Return the environment of a process that runs as in production."""
    site = settings.BASE_DIR / "site"
    return (
        os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "SECRET_KEY": "k" * 30 + "abcdefghijklmnopqrstuvwxyz0123456789",
            "ALLOWED_HOSTS": "neuvottelukunta.example",
            "BASE_URL": "https://neuvottelukunta.example",
            "DATABASE_URL": database_url(),
            "DATA_DIR": str(folder),
            "EMAIL_URL": "smtp://localhost",
            "DEFAULT_FROM_EMAIL": "neuvottelukunta@example.org",
            "PYTHONPATH": f"{settings.BASE_DIR}{os.pathsep}{site}",
        }
        | changes
    )


def database_url():
    """Return the URL of this run's test database."""
    name = settings.DATABASES["default"]["NAME"]
    return re.sub(r"/[^/]*$", f"/{name}", os.environ["DATABASE_URL"])
