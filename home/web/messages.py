"""Storage of the admin's messages in a cookie whose name can be configured."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class NamedCookieStorage(CookieStorage):
    """Django's cookie storage with a configurable name, prefixed with __Host- in production."""

    cookie_name = settings.MESSAGES_COOKIE_NAME


class Storage(FallbackStorage):
    """Django's fallback storage, with that cookie."""

    storage_classes = (NamedCookieStorage, SessionStorage)
