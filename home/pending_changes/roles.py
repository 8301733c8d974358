"""Roles that confirm changes of approvers requested by others. See home/roles.py.

The named deputy may confirm too, without a permission: see `list_confirmers` in service.py.
"""

CONFIRM = ("duties.confirm_pendingchange",)
PERMISSIONS = {"chair": CONFIRM, "administration": CONFIRM}
