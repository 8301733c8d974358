"""Who may withdraw a file at once, which protects people. See home/roles.py."""

WITHDRAW = ("documents.withdraw_file",)
PERMISSIONS = {"secretariat": WITHDRAW, "chair": WITHDRAW, "administration": WITHDRAW}
