"""Who is told when the scheduled work does not run, and who keeps approvers. See home/roles.py.

Everybody who has `add_absence` marks their own absences; with `view_absence` anybody's.
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
