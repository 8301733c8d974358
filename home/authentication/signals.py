"""Signals about accounts."""

from django.dispatch import Signal

# Sent with `account`, `act` (a key of emails.NOTICES, or "address") and, when the user of the
# account did it, `actor`.
account_changed = Signal()
