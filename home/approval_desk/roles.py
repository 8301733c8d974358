"""Permissions for absences, approval settings and job alarms. See home/roles.py.

With `add_absence` users manage their own absences; with `view_absence` everybody's.
"""

OWN_ABSENCES = (
    "approval.add_absence",
    "approval.change_absence",
    "approval.delete_absence",
    "approval.view_approvalsettings",
)
ALL_ABSENCES = (*OWN_ABSENCES, "approval.view_absence")
PERMISSIONS = {
    "communications": OWN_ABSENCES,
    "secretariat": (*ALL_ABSENCES, "due.view_heartbeat"),
    "chair": (*OWN_ABSENCES, "approval.change_approvalsettings"),
    "administration": (
        *ALL_ABSENCES,
        "approval.change_approvalsettings",
        "due.view_heartbeat",
    ),
}
