"""What the approvers look at, on the start page. See home/extension_points.py."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from home.extension_points import Everyday


def list_everyday_acts(user) -> Iterator[Everyday]:
    if user.has_perm("record.view_approvalrecord"):
        address = reverse("approval_record")
        roles = {"chair": 3, "administration": 6}
        yield Everyday(_("Mitä on hyväksytty"), address, "history", roles)
