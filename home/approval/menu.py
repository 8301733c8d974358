"""The action menu of the editor: one clear next step in each state of a text."""

from django.apps import apps
from wagtail.admin.action_menu import CancelWorkflowMenuItem as CancelPageItem
from wagtail.admin.action_menu import SubmitForModerationMenuItem as SubmitPage
from wagtail.models import WorkflowMixin, WorkflowState
from wagtail.snippets.action_menu import CancelWorkflowMenuItem as CancelSnippetItem
from wagtail.snippets.action_menu import SubmitForModerationMenuItem as SubmitSnippet
from wagtail.snippets.action_menu import UnpublishMenuItem

from .models import CouncilWorkflow
from .policy import get_level
from .save_bar import NextStep, SaveBar
from .snippets import may_withdraw_snippet
from .waiting import get_waiting_workflow, is_returned


class SubmitPageItem(SubmitPage):
    """The submit button, labelled with who receives the text."""

    step: NextStep

    def get_context_data(self, parent_context):
        return super().get_context_data(parent_context) | {"label": self.step.label}


class SubmitSnippetItem(SubmitSnippet):
    """The submit button of a snippet, such as a person or a seat."""

    step: NextStep

    def get_context_data(self, parent_context):
        return super().get_context_data(parent_context) | {"label": self.step.label}


def get_next_step(context) -> NextStep:
    """Return what sending does to the page or snippet that the editor shows."""
    obj = context.get("page") or context.get("instance")
    model = type(obj) if obj is not None else context.get("model") or get_new_model(context)
    return NextStep(obj, model, context["request"].user)


def get_new_model(context):
    """Return the model of a page that is being created, from the page type in the URL."""
    asked = context["request"].resolver_match.kwargs
    return apps.get_model(asked["content_type_app_name"], asked["content_type_model_name"])


class WithdrawItem(UnpublishMenuItem):
    """The withdraw item, for secretaries and chairs; withdrawing needs no approval."""

    def is_shown(self, context):
        return context["view"] == "edit" and may_withdraw_snippet(
            context["request"].user, context["instance"]
        )


class CancelPageApproval(CancelPageItem):
    """Cancels the approval, also from a view of an old version that is to be restored."""

    def is_shown(self, context):
        return can_cancel(context, context.get("page"))


class CancelSnippetApproval(CancelSnippetItem):
    """Cancels the approval of a snippet, such as a person or a seat."""

    def is_shown(self, context):
        return can_cancel(context, context.get("instance"))


def can_cancel(context, obj) -> bool:
    """Return whether the user may cancel the approval in which the object, or its bundle, waits."""
    state = obj and obj.pk and get_waiting_workflow(obj)
    return bool(state) and state.user_can_cancel(context["request"].user)


LOCKED = {"action-page-locked", "action-locked"}
OURS = {"action-publish", "action-submit", "action-cancel-workflow", "action-restart-workflow"}


def arrange_menu(items, context, obj, send, cancel) -> None:
    """Replace Wagtail's items by one save bar with those that apply now.

    A returned text is only submitted again; cancelling is offered only where that is impossible
    because the text now needs another level of approval.
    """
    step = get_next_step(context)
    had_send = any(item.name == "action-submit" for item in items)
    kept = [item for item in items if item.name not in OURS]
    if had_send:
        send.step = step
        kept.append(send)
    returned = obj is not None and bool(obj.pk) and is_returned(obj)
    if cancel.is_shown(context) and (not returned or needs_another_approval(obj)):
        kept = [cancel, *(item for item in kept if item.name not in LOCKED)]
    kept.sort(key=lambda item: item.order)
    items[:] = [SaveBar(kept, step if issubclass(step.model, WorkflowMixin) else None)]


def needs_another_approval(obj) -> bool:
    """Return whether the text has changed so that another level applies."""
    state = obj.current_workflow_state
    right = CouncilWorkflow.objects.filter(level=get_level(obj))
    return (
        state.status == WorkflowState.STATUS_NEEDS_CHANGES
        and not right.filter(workflow=state.workflow_id).exists()
    )
