"""Who confirms what another person asks to be changed of who approves. See home/roles.py.

The named deputy confirms too, without a permission: see `confirmers` in service.py.
"""

CONFIRM = ("duties.confirm_pendingchange",)
PERMISSIONS = {"chair": CONFIRM, "administration": CONFIRM}
