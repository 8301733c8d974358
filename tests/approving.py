"""Helpers to submit and decide, and to look at what waits for approval."""

import datetime

from django.urls import reverse
from django.utils import timezone

from home.approval.models import Absence, ApprovalRule, ApprovalSettings
from home.roles import get_group
from tests.factories import make_user

COMMENTS = {
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
    "comments-MIN_NUM_FORMS": "0",
    "comments-MAX_NUM_FORMS": "",
}


def named(council, **people):
    """Return the council's settings with these people and days."""
    return ApprovalSettings.objects.update_or_create(defaults=people)[0]


def rule(council, kind, level, **fields):
    settings = ApprovalSettings.objects.get_or_create()[0]
    return ApprovalRule.objects.update_or_create(
        settings=settings, kind=kind, defaults={"level": level} | fields
    )[0]


def away(council, person, days=1):
    """Return a user who is absent from today for some days."""
    today = timezone.localdate()
    return Absence.objects.create(
        person=person, starts=today, ends=today + datetime.timedelta(days=days)
    )


def member(council, *roles, **fields):
    """Return a user with an account and these roles."""
    user = make_user(**fields)
    user.groups.add(*(get_group(role) for role in roles))
    return user


def draft_of(page, user=None, **changes):
    """Store a new, unpublished version of the page with these changes."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    return page.save_revision(user=user)


def fresh(obj):
    return type(obj).objects.get(pk=obj.pk)


def task_of(obj):
    """Return the waiting version's task, with its assignments."""
    return fresh(obj).current_workflow_task_state


def asked(obj) -> set:
    """Return the people whose decision is awaited."""
    return {assignment.person for assignment in task_of(obj).assignments.active()}


def edit_url(obj):
    if hasattr(obj, "snippet_viewset"):
        return reverse(obj.snippet_viewset.get_url_name("edit"), args=[obj.pk])
    return reverse("wagtailadmin_pages:edit", args=[obj.pk])


def text_data(page, title):
    """Return what the editor of a text page posts."""
    return {"title": title, "slug": page.slug, "lead": "", "body-count": "0"} | COMMENTS
