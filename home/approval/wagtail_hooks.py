"""What the approval changes in the admin's menus, and what it tells there."""

from django.apps import apps
from django.contrib import messages
from wagtail import hooks
from wagtail.admin.action_menu import SubmitForModerationMenuItem as SubmitPage
from wagtail.models import Page
from wagtail.snippets.action_menu import SubmitForModerationMenuItem as SubmitSnippet
from wagtail.snippets.action_menu import UnpublishMenuItem

from .bulk import SubmitPages, WithdrawPages
from .councils import council_of
from .doorkeeper import CLOSED, NO_DELETING, SENDING
from .permissions import was_public
from .refusal import Refused
from .resending import remember
from .signals import withdrawn
from .snippets import may_withdraw
from .table import Level, level_for, level_of
from .waiting import hindrance_to_writer

SEND_TO = {
    Level.CHAIR: "Lähetä puheenjohtajalle hyväksyttäväksi",
    Level.SECOND_PAIR: "Lähetä toiselle tarkistettavaksi",
    Level.NONE: "Julkaise heti",
}
CLOSED_IN_BULK = {"publish"}


class SendPage(SubmitPage):
    """The sending button, with the one to whom the text goes."""

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        page = parent_context.get("page")
        level = level_for(page) if page else level_of_new(parent_context)
        return context | {"label": SEND_TO[level]}


def level_of_new(context):
    """What a page that is being made needs: its type stands in the address."""
    asked = context["request"].resolver_match.kwargs
    names = asked["content_type_app_name"], asked["content_type_model_name"]
    return level_of(apps.get_model(*names), council_of(context["parent_page"]))


class SendSnippet(SubmitSnippet):
    """The sending button of a person, a seat and the like."""

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        thing = parent_context.get("instance") or parent_context["model"]()
        return context | {"label": SEND_TO[level_for(thing)]}


class WithdrawItem(UnpublishMenuItem):
    """To take something back is the secretary's and the chair's own act."""

    def is_shown(self, context):
        return context["view"] == "edit" and may_withdraw(
            context["request"].user, context["instance"]
        )


def menu_changed(items, **replaced):
    """The menu without publishing, and with our own items in the places of Wagtail's."""
    items[:] = [
        replaced.get(item.name.replace("-", "_"), item)
        for item in items
        if item.name != "action-publish"
    ]


@hooks.register("construct_page_action_menu")
def page_menu(items, request, context):
    menu_changed(items, action_submit=SendPage(order=60))


@hooks.register("construct_snippet_action_menu")
def snippet_menu(items, request, context):
    menu_changed(items, action_submit=SendSnippet(order=60))
    withdraw = WithdrawItem(order=20)
    if context["view"] == "edit" and withdraw.is_shown(context):
        items[:] = [item for item in items if item.name != withdraw.name] + [withdraw]


hooks.register("register_bulk_action", SubmitPages)
# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", WithdrawPages, order=100)


@hooks.register("before_bulk_action")
def refuse_in_bulk(request, action_type, objects, action):
    """Several at a time go through the same doors as one."""
    if action_type in CLOSED_IN_BULK:
        raise Refused(CLOSED, "closed")
    if action_type == "delete" and any(was_public(o) for o in objects if hasattr(o, "live")):
        raise Refused(NO_DELETING, "closed")


@hooks.register("after_bulk_action")
def tell_of_withdrawals(request, action_type, objects, action):
    if action_type == "unpublish":
        for page in objects:
            withdrawn.send(type(page), obj=page, actor=request.user)


@hooks.register("after_create_page")
def remember_page(request, page):
    remember(request, page)


@hooks.register("after_create_snippet")
def remember_snippet(request, snippet):
    if getattr(snippet, "latest_revision", None):
        remember(request, snippet)


@hooks.register("after_unpublish_page")
def tell_of_withdrawal(request, page):
    withdrawn.send(type(page), obj=page, actor=request.user)


@hooks.register("after_edit_page")
def tell_that_it_is_public(request, page):
    """Wagtail only says that the page was saved; the chair should know that readers now see it."""
    if "approve" not in request.POST.get("workflow-action-name", ""):
        return
    if Page.objects.filter(pk=page.pk, live=True, has_unpublished_changes=False).exists():
        messages.success(request, f"Hyväksyit sivun ”{page.title}”. Lukijat näkevät sen nyt.")


@hooks.register("after_edit_page")
def tell_that_it_needed_nobody(request, page):
    """A small correction is public at once, though the button spoke of sending."""
    if "action-submit" in request.POST and not page.workflow_in_progress:
        messages.success(request, "Pieni korjaus julkaistiin heti. Siitä jäi merkintä historiaan.")


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def tell_that_nobody_can_approve(request, thing):
    """Whoever sends a text learns at once that nobody is there to approve it."""
    if not any(name in request.POST for name in SENDING):
        return
    if reason := hindrance_to_writer(thing):
        messages.warning(request, reason)
