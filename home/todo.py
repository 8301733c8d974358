"""One's own drafts and everyday writing, on the start page. See home/extension_points.py."""

import datetime
from collections.abc import Iterator

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, WorkflowState
from wagtail.permissions import page_permission_policy

from home.approval.models import BundleMember
from home.extension_points import Everyday, ToDo

from .models import Approvable, NewsIndexPage, NewsPage

MOST_DRAFTS = 10
UNFINISHED = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)


def list_to_do(user, today: datetime.date) -> Iterator[ToDo]:
    """Yield the user's latest drafts that have not been sent: pages, terms, people."""
    models = [Page, *(model for model in apps.get_models() if issubclass(model, Approvable))]
    drafts = [draft for model in models for draft in list_latest_drafts(model, user)]
    drafts.sort(key=lambda draft: draft.latest_revision.created_at, reverse=True)
    finder = AdminURLFinder(user)
    for draft in drafts[:MOST_DRAFTS]:
        if address := finder.get_edit_url(draft):
            yield make_draft_line(draft, address)


def list_latest_drafts(model, user):
    """Return the user's newest drafts of the model, as many as are shown."""
    drafts = model.objects.filter(has_unpublished_changes=True, latest_revision__user=user)
    if model is Page:
        drafts = drafts.not_exact_type(Page).specific(defer=True)
    drafts = drafts.exclude(pk__in=list_sent_keys(model))
    return drafts.select_related("latest_revision").order_by("-latest_revision__created_at")[
        :MOST_DRAFTS
    ]


def list_sent_keys(model) -> list[int]:
    """Return the keys of the objects of the model that were sent, alone or with another."""
    kind = ContentType.objects.get_for_model(model)
    states = WorkflowState.objects.filter(status__in=UNFINISHED, base_content_type=kind)
    members = BundleMember.objects.filter(
        content_type=kind,
        task_state__workflow_state__status__in=UNFINISHED,
        task_state__workflow_state__current_task_state=F("task_state"),
    )
    keys = (found.values_list("object_id", flat=True) for found in (states, members))
    return [int(key) for found in keys for key in found]


def make_draft_line(draft, address: str) -> ToDo:
    if isinstance(draft, Page):
        title, kind = draft.get_admin_display_title(), draft.page_type_display_name
    else:
        # The name in the draft, not the one that readers see.
        title = draft.latest_revision.object_str or str(draft)
        kind = capfirst(draft._meta.verbose_name)
    return ToDo(
        title,
        _("%(kind)s: luonnos, jota et ole lähettänyt") % {"kind": kind},
        address,
        _("Jatka"),
        since=timezone.localdate(draft.latest_revision.created_at),
        is_draft=True,
    )


def list_everyday_acts(user) -> Iterator[Everyday]:
    index = list_parents_to_add_to(user, NewsIndexPage).first()
    if index:
        labels = NewsPage._meta.app_label, NewsPage._meta.model_name
        address = reverse("wagtailadmin_pages:add", args=[*labels, index.pk])
        roles = {"communications": 1, "secretariat": 3}
        yield Everyday(_("Kirjoita tiedote"), address, "edit", roles)
    roles = {"communications": 2, "administration": 4, "secretariat": 7}
    pages = reverse("wagtailadmin_explore_root")
    yield Everyday(_("Muokkaa sivua"), pages, "folder-open-inverse", roles)


def list_parents_to_add_to(user, model):
    """Return the pages of the model under which the user may add pages."""
    mine = page_permission_policy.instances_user_has_permission_for(user, "add")
    return model.objects.filter(pk__in=mine.values("pk")).order_by("path")
