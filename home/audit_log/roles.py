"""Who reads the record of approvals. See home/roles.py."""

READ = ("record.view_approvalrecord",)
PERMISSIONS = {"secretariat": READ, "chair": READ, "administration": READ}
