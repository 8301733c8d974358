"""Short ways to send, decide and look at what waits for an approval."""

import datetime

from django.urls import reverse
from django.utils import timezone

from home.approval.models import Absence, ApprovalRule, ApprovalSettings
from home.roles import group_for
from tests.factories import make_user

COMMENTS = {
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
    "comments-MIN_NUM_FORMS": "0",
    "comments-MAX_NUM_FORMS": "",
}


def named(council, **people):
    """The council's settings with these people and days."""
    return ApprovalSettings.objects.update_or_create(defaults=people)[0]


def rule(council, kind, level, **fields):
    settings = ApprovalSettings.objects.get_or_create()[0]
    return ApprovalRule.objects.update_or_create(
        settings=settings, kind=kind, defaults={"level": level} | fields
    )[0]


def away(council, person, days=1):
    """Somebody who is away today and the next days."""
    today = timezone.localdate()
    return Absence.objects.create(
        person=person, starts=today, ends=today + datetime.timedelta(days=days)
    )


def member(council, *roles, **fields):
    """Somebody with an account and these roles."""
    user = make_user(**fields)
    user.groups.add(*(group_for(role) for role in roles))
    return user


def draft_of(page, user=None, **changes):
    """A new version of the page with these changes, not published."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    return page.save_revision(user=user)


def fresh(obj):
    return type(obj).objects.get(pk=obj.pk)


def task_of(obj):
    """The version that waits, with who was asked of it."""
    return fresh(obj).current_workflow_task_state


def asked(obj) -> set:
    """The people whose answer is awaited."""
    return {assignment.person for assignment in task_of(obj).assignments.active()}


def edit_url(obj):
    if hasattr(obj, "snippet_viewset"):
        return reverse(obj.snippet_viewset.get_url_name("edit"), args=[obj.pk])
    return reverse("wagtailadmin_pages:edit", args=[obj.pk])


def text_data(page, title):
    """What the editor of a page of text sends."""
    return {"title": title, "slug": page.slug, "lead": "", "body-count": "0"} | COMMENTS
