"""The rules that are checked before a writing view of the admin runs."""

from wagtail.models import Page

from home.council import ONLY_ONE, get_council

from ..bundle import is_waiting_for_approval
from ..duplicate_submits import refuse_second_page
from ..permissions import was_public
from ..refusal import ApprovalRefused
from .request_targets import DECIDING, get_named_object

CLOSED = "Suoraan ei julkaista mitään. Lähetä teksti hyväksyttäväksi: hyväksyntä julkaisee sen."
NOT_WHILE_WAITING = "Teksti odottaa hyväksyntää, eikä sitä voi nyt muuttaa. Peru lähetys ensin."
NO_DELETING = "Kerran julkaistua ei poisteta. Voit perua sen julkaisun."
EDITING = {"edit", "revisions_revert"}


def refuse_second_council(request):
    """Refuse to create or copy a second front page."""
    match = request.resolver_match
    makes_one = match.kwargs.get("content_type_model_name") == "homepage"
    if match.url_name == "copy":
        makes_one = Page.objects.filter(pk=match.kwargs["page_id"], homepage__isnull=False).exists()
    if makes_one and get_council():
        raise ApprovalRefused(ONLY_ONE, "closed")


def refuse_publishing(request):
    """Refuse to publish from the editor: only an approval publishes."""
    if "action-publish" in request.POST:
        raise ApprovalRefused(CLOSED, "closed")


def refuse_public_copies(request):
    """Refuse copies and aliases that would be public at once."""
    is_copy = request.resolver_match.url_name == "copy"
    if is_copy and request.POST.keys() & {"publish_copies", "alias"}:
        raise ApprovalRefused(CLOSED, "closed")


def refuse_repeated_submit(request):
    """Refuse to create what the same form has already created."""
    if request.resolver_match.url_name == "add":
        refuse_second_page(request)


def refuse_deleting_history(request):
    """Refuse to delete what was once public."""
    match = request.resolver_match
    obj = get_named_object(match) if match.url_name == "delete" else None
    if obj is not None and was_public(obj):
        raise ApprovalRefused(NO_DELETING, "closed")


def refuse_editing_while_waiting(request):
    """Refuse to edit a text that waits for approval."""
    match = request.resolver_match
    if match.url_name not in EDITING or request.POST.keys() & set(DECIDING):
        return
    obj = get_named_object(match)
    if obj is not None and is_waiting_for_approval(obj):
        raise ApprovalRefused(NOT_WHILE_WAITING, "waiting")


# In this order: the writer sees the first ApprovalRefused that is raised.
CHECKS = (
    refuse_publishing,
    refuse_public_copies,
    refuse_repeated_submit,
    refuse_deleting_history,
    refuse_editing_while_waiting,
)
