"""The action menu of the editor (the save bar): one clear next step in each state of a text."""

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.action_menu import CancelWorkflowMenuItem as CancelPageItem
from wagtail.admin.action_menu import SubmitForModerationMenuItem as SubmitPage
from wagtail.models import WorkflowState
from wagtail.snippets.action_menu import CancelWorkflowMenuItem as CancelSnippetItem
from wagtail.snippets.action_menu import SubmitForModerationMenuItem as SubmitSnippet
from wagtail.snippets.action_menu import UnpublishMenuItem

from .models import CouncilWorkflow
from .policy import Level, get_level, get_model_level
from .snippets import may_withdraw_snippet
from .waiting import get_waiting_workflow, is_returned

SEND_TO = {
    Level.CHAIR: gettext_lazy("Lähetä puheenjohtajalle hyväksyttäväksi"),
    Level.SECOND_PAIR: gettext_lazy("Lähetä toiselle tarkistettavaksi"),
    Level.NONE: gettext_lazy("Julkaise heti"),
}


class SubmitPageItem(SubmitPage):
    """The submit button, labelled with who receives the text."""

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        page = parent_context.get("page")
        label = get_submit_label(page) if page else SEND_TO[get_level_of_new_page(parent_context)]
        return context | {"label": label}


def get_level_of_new_page(context):
    """Return the level of a page that is being created, from the page type in the URL."""
    url_kwargs = context["request"].resolver_match.kwargs
    names = url_kwargs["content_type_app_name"], url_kwargs["content_type_model_name"]
    return get_model_level(apps.get_model(*names))


class SubmitSnippetItem(SubmitSnippet):
    """The submit button of a snippet, such as a person or a seat."""

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        snippet = parent_context.get("instance") or parent_context["model"]()
        return context | {"label": get_submit_label(snippet)}


class WithdrawItem(UnpublishMenuItem):
    """The withdraw item, for secretaries and chairs; withdrawing needs no approval."""

    def is_shown(self, context):
        return context["view"] == "edit" and may_withdraw_snippet(
            context["request"].user, context["instance"]
        )


def get_submit_label(obj) -> str:
    if is_returned(obj):
        return _("Lähetä korjattu teksti uudelleen")
    return SEND_TO[get_level(obj)]


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
    """Replace Wagtail's items of publishing and workflow by those that apply now.

    A returned text is only submitted again; cancelling is offered only where that is impossible
    because the text now needs another level of approval.
    """
    had_send = any(item.name == "action-submit" for item in items)
    kept = [item for item in items if item.name not in OURS]
    if had_send:
        kept.append(send)
    returned = obj is not None and bool(obj.pk) and is_returned(obj)
    if cancel.is_shown(context) and (not returned or needs_another_approval(obj)):
        kept = [cancel, *(item for item in kept if item.name not in LOCKED)]
    items[:] = sorted(kept, key=lambda item: item.order)


def needs_another_approval(obj) -> bool:
    """Return whether the text has changed so that another level applies."""
    state = obj.current_workflow_state
    right = CouncilWorkflow.objects.filter(level=get_level(obj))
    return (
        state.status == WorkflowState.STATUS_NEEDS_CHANGES
        and not right.filter(workflow=state.workflow_id).exists()
    )
