"""What of the mail the scheduled work does. See home/due/running.py."""

from functools import partial

from home.due.running import DueItem

from .models import OutboxMail
from .outbox import send


def due_items(now):
    """Mail whose time to be tried again has come, and old mail that nobody needs."""
    for pk in OutboxMail.objects.due(now).order_by("next_try").values_list("pk", flat=True):
        yield DueItem("mail", f"Sähköpostiviestin {pk} lähetys", partial(send, pk))
    old = OutboxMail.objects.old(now)
    if old.exists():
        yield DueItem("old_mail", "Yli 90 päivää vanhan postin poisto", old.delete)
