"""Who may take a file from the public at once: it protects people. See home/roles.py."""

WITHDRAW = ("documents.withdraw_file",)
PERMISSIONS = {"secretariat": WITHDRAW, "chair": WITHDRAW, "administration": WITHDRAW}
