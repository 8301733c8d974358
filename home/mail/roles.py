"""Who sees mails that could not be sent, and may retry them. See home/roles.py."""

SEES = ("mail.view_outboxmail", "mail.change_outboxmail")
PERMISSIONS = {"communications": SEES, "secretariat": SEES, "administration": SEES}
