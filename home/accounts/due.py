"""What of the accounts the scheduled work clears away. See home/due/running.py."""

from django.contrib.sessions.models import Session

from home.due.running import DueItem


def due_items(now):
    over = Session.objects.filter(expire_date__lt=now)
    if over.exists():
        yield DueItem("sessions", "Päättyneiden kirjautumisten poisto", over.delete)
