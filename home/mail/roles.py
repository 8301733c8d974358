"""Who sees that a mail did not go, and may ask to try again. See home/roles.py."""

SEES = ("mail.view_outboxmail", "mail.change_outboxmail")
PERMISSIONS = {"communications": SEES, "secretariat": SEES, "administration": SEES}
