"""What others may want to know of accounts."""

from django.dispatch import Signal

# Sent with `account`, `act` (a key of letters.NOTICES, or "address") and, when it is the person
# of the account, `actor`.
account_changed = Signal()
