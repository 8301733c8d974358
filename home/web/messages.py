"""Where the admin's messages wait for the next page: a cookie with a name of our choice."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class NamedCookieStorage(CookieStorage):
    """Django's, whose name is fixed; in production it carries the prefix of a host's own cookie."""

    cookie_name = settings.MESSAGES_COOKIE_NAME


class Storage(FallbackStorage):
    """Django's, with that cookie."""

    storage_classes = (NamedCookieStorage, SessionStorage)
