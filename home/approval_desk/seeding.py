"""The demo's chair and deputy; in real use the council names its own."""

from django.contrib.auth import get_user_model

from home.approval.models import ApprovalSettings


def seed_demo(content=None):
    """Names the demo's approvers, unless somebody has chosen them."""
    users = get_user_model().objects
    chair = users.filter(username="puheenjohtaja").first()
    deputy = users.filter(username="varahenkilo").first()
    if chair and deputy:
        ApprovalSettings.objects.get_or_create(defaults={"chair": chair, "deputy": deputy})
