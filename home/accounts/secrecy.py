"""Keys for what must be readable by the site alone."""

import base64
import hashlib

from django.conf import settings


def key_for(purpose: str) -> bytes:
    """Return a key of its own for each purpose, made from SECRET_KEY."""
    secret = f"home.accounts:{purpose}:{settings.SECRET_KEY}"
    return base64.urlsafe_b64encode(hashlib.sha256(secret.encode()).digest())
