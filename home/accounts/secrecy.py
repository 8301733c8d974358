"""Encryption keys for secrets that only the site may read."""

import base64
import hashlib

from django.conf import settings


def derive_key(purpose: str) -> bytes:
    """Return the key of this purpose, derived from SECRET_KEY."""
    secret = f"home.accounts:{purpose}:{settings.SECRET_KEY}"
    return base64.urlsafe_b64encode(hashlib.sha256(secret.encode()).digest())
