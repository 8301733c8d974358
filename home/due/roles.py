"""Who is told when the scheduled work does not run. See home/roles.py."""

PERMISSIONS = {
    "secretariat": ("due.view_heartbeat",),
    "administration": ("due.view_heartbeat",),
}
