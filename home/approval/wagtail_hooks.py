"""Wagtail hooks of the approval: action menus, bulk actions, and what follows Wagtail's views."""

from wagtail import hooks
from wagtail.log_actions import log
from wagtail.models import Page

from .bulk import SubmitPages, WithdrawPages
from .duplicate_submits import remember_created
from .guard.checks import CLOSED, NO_DELETING
from .menu import (
    CancelPageApproval,
    CancelSnippetApproval,
    SubmitPageItem,
    SubmitSnippetItem,
    WithdrawItem,
    arrange_menu,
)
from .permissions import was_public
from .refusal import ApprovalRefused
from .signals import withdrawn

CLOSED_IN_BULK = {"publish"}


@hooks.register("construct_page_action_menu")
def arrange_page_menu(items, request, context):
    arrange_menu(
        items, context, context.get("page"), SubmitPageItem(order=60), CancelPageApproval(order=40)
    )


@hooks.register("construct_snippet_action_menu")
def arrange_snippet_menu(items, request, context):
    withdraw = WithdrawItem(order=20)
    if context["view"] == "edit" and withdraw.is_shown(context):
        items[:] = [item for item in items if item.name != withdraw.name] + [withdraw]
    snippet = context.get("instance")
    arrange_menu(
        items, context, snippet, SubmitSnippetItem(order=60), CancelSnippetApproval(order=40)
    )


hooks.register("register_bulk_action", SubmitPages)
# After Wagtail's own action, which it replaces.
hooks.register("register_bulk_action", WithdrawPages, order=100)


@hooks.register("before_bulk_action")
def refuse_in_bulk(request, action_type, objects, action):
    """Apply the rules for single objects to bulk actions."""
    if action_type in CLOSED_IN_BULK:
        raise ApprovalRefused(CLOSED, "closed")
    if action_type == "delete" and any(was_public(o) for o in objects if hasattr(o, "live")):
        raise ApprovalRefused(NO_DELETING, "closed")


@hooks.register("before_bulk_action")
def log_deletions(request, action_type, objects, action):
    """Log bulk deletions of anything but pages, which Wagtail itself does not log."""
    if action_type == "delete":
        for obj in objects:
            if not isinstance(obj, Page):
                log(instance=obj, action="wagtail.delete")


@hooks.register("after_bulk_action")
def remember_objects(request, action_type, objects, action):
    request.acted_upon = list(objects)


@hooks.register("after_move_page")
def remember_moved(request, page):
    request.made = page


@hooks.register("after_copy_page")
def remember_copy(request, page, copy):
    request.made = copy


@hooks.register("after_bulk_action")
def report_withdrawals(request, action_type, objects, action):
    if action_type == "unpublish":
        for page in objects:
            withdrawn.send(type(page), obj=page, actor=request.user)


@hooks.register("after_create_page")
def remember_page(request, page):
    request.made = page
    remember_created(request, page)


@hooks.register("after_create_snippet")
def remember_snippet(request, snippet):
    if getattr(snippet, "latest_revision", None):
        request.made = snippet
        remember_created(request, snippet)


@hooks.register("after_unpublish_page")
def report_withdrawal(request, page):
    withdrawn.send(type(page), obj=page, actor=request.user)
