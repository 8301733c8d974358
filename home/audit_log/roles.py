"""Who may read the audit log. See home/roles.py."""

READ = ("record.view_approvalrecord",)
PERMISSIONS = {"secretariat": READ, "chair": READ, "administration": READ}
