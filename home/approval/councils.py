"""Which council a page, a person or a seat belongs to."""

from django.apps import apps
from wagtail.models import Page


def council_of(obj):
    """The council whose people approve the thing; None when there is no council at all."""
    if isinstance(obj, Page):
        return councils().ancestor_of(obj, inclusive=True).first()
    found = list(councils_of(obj))
    written = councils_of_staff(writer_of(obj))
    return next((council for council in found if council in written), None) or next(
        iter([*found, *written, *councils().order_by("path")[:1]]), None
    )


def councils():
    return apps.get_model("home.HomePage").objects.all()


def councils_of(obj):
    """The councils in which the thing has a part: its own, or those where it sits or is seen."""
    if hasattr(obj, "council_id"):
        return councils().filter(pk=obj.council_id)
    return obj.councils() if obj.pk and hasattr(obj, "councils") else councils().none()


def writer_of(obj):
    revision = obj.latest_revision
    return revision.user if revision else None


def councils_of_staff(user) -> list:
    """The councils in which the user has a role."""
    if user is None:
        return []
    return list(councils().filter(group_permissions__group__user=user).distinct())


def may_touch(user, obj) -> bool:
    """May staff of the user's councils open this thing? What no council uses, all may."""
    if user.is_superuser:
        return True
    theirs = {council.pk for council in councils_of(obj)}
    mine = {council.pk for council in councils_of_staff(user)}
    return bool(theirs & mine) if theirs else bool(mine)
