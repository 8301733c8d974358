"""The demo's chair and deputy; in production the council names its own."""

from django.contrib.auth import get_user_model

from home.approval.models import ApprovalSettings


def seed_demo(content=None):
    """Set the demo's approvers, unless settings have been saved already."""
    users = get_user_model().objects
    chair = users.filter(username="puheenjohtaja").first()
    deputy = users.filter(username="varahenkilo").first()
    if chair and deputy:
        ApprovalSettings.objects.get_or_create(defaults={"chair": chair, "deputy": deputy})
