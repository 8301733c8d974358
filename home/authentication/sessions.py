"""Lifetime of sessions, and how they are ended."""

import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

STARTED, USED = "session_started", "session_used"
# Each renewal writes to the database, so it happens only once in this many seconds.
RENEWED_EVERY = 5 * 60


def limit_sessions(get_response):
    """End sessions that were idle or open too long; renew the others on use."""
    admin = reverse("wagtailadmin_home")
    pings = (f"{admin}editing-sessions/", reverse("editing_heartbeat"))

    def middleware(request):
        if request.session.session_key and SESSION_KEY in request.session:
            if is_session_over(request.session):
                logout(request)
            elif not request.path_info.startswith(pings):  # an open window alone is no use
                renew_session(request.session)
        return get_response(request)

    return middleware


def is_session_over(session) -> bool:
    now = time.time()
    unused = now - session.get(USED, now)
    return (
        unused > settings.SESSION_COOKIE_AGE
        or now - session.get(STARTED, now) > settings.SESSION_LONGEST_AGE
    )


def renew_session(session) -> None:
    now = time.time()
    if STARTED not in session:
        session[STARTED] = now
    if now - session.get(USED, 0) > RENEWED_EVERY:
        session[USED] = now


def end_sessions(account, but: str = "") -> int:
    """End every session of the account, however it was started, except `but` (a session key)."""
    count = 0
    for session in Session.objects.filter(expire_date__gt=timezone.now()).exclude(session_key=but):
        if session.get_decoded().get(SESSION_KEY) == str(account.pk):
            session.delete()
            count += 1
    UserSession.objects.filter(user=account).exclude(session_key=but).delete()
    return count


def end_all_sessions(but: str = "") -> int:
    """End the sessions of all users except `but` (a session key)."""
    UserSession.objects.exclude(session_key=but).delete()
    return Session.objects.exclude(session_key=but).delete()[0]
