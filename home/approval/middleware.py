"""The one door through which the admin's writing goes: one at a time, and never round the approval.

Whatever view of Wagtail's is asked, it runs in one transaction and in its turn; what the
approval refuses is told in Finnish, and a text that could not be sent is kept as a draft.
"""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from home.council import ONLY_ONE, the_council

from . import outcome
from .bundle import waiting_with
from .duplicate_submits import refuse_second_page
from .mixins import ApprovedSnippet
from .permissions import was_public
from .refusal import Refused
from .typed_comments import with_typed_words
from .waiting import approval_of
from .write_lock import take_turn

ACCESS = "wagtailadmin.access_admin"
SENDING = ("action-submit", "action-restart-workflow")
DECIDING = ("action-workflow-action", "action-cancel-workflow")
EDITING = {"edit", "revisions_revert"}
QUIET = ("preview", "collect", "confirm", "choose", "search")
CLOSED = "Suoraan ei julkaista mitään. Lähetä teksti hyväksyttäväksi: hyväksyntä julkaisee sen."
NOT_WHILE_WAITING = (
    "Teksti odottaa hyväksyntää, eikä sitä voi nyt muuttaa. Keskeytä hyväksyntä ensin."
)
KEPT = gettext_lazy("Tekstisi on tallessa luonnoksena, mutta sitä ei lähetetty.")
NO_DELETING = "Kerran julkaistua ei poisteta. Voit perua sen julkaisun."


class Doorkeeper:
    """Stands innermost, so that it sees every error of a view."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method != "POST" or not is_writing(request):
            return self.get_response(request)
        response = self.in_turn(request)
        refusal = getattr(request, "refusal", None)
        if refusal is None:
            tell_outcome(request, response)
            return response
        if any(name in request.POST for name in SENDING) and refusal.code != "waiting":
            return self.keep_as_draft(request, refusal)
        return answer(request, refusal)

    @transaction.atomic
    def in_turn(self, request):
        take_turn()
        return self.get_response(request)

    def keep_as_draft(self, request, refusal):
        """Saves what was written, without sending it."""
        request.POST = request.POST.copy()
        for name in SENDING:
            request.POST.pop(name, None)
        del request.refusal
        response = self.in_turn(request)
        messages.set_level(request, messages.INFO)
        messages.error(request, f"{refusal.message} {kept_words(request, response)}")
        return response

    def process_view(self, request, view, args, kwargs):
        # The view comes first: reading request.user on a public page would add Vary: Cookie.
        if not is_admins(request.resolver_match) or not request.user.has_perm(ACCESS):
            return None  # Wagtail itself sends them to the log-in
        try:
            refuse_second_council(request.resolver_match)
            if request.method == "POST" and is_writing(request):
                refuse_closed_door(request)
                if "action-cancel-workflow" in request.POST:
                    return cancel(request)
                keep_silent(request)
        except Refused as refusal:
            return answer(request, refusal)
        return None

    def process_exception(self, request, exception):
        """Whatever went wrong, nothing of it is stored."""
        if request.method == "POST" and is_writing(request):
            transaction.set_rollback(True)
        if isinstance(exception, Refused):
            request.refusal = exception
            return answer_later()
        return None


def keep_silent(request):
    """Leave out what Wagtail says of an act before it is stored; see outcome.py."""
    if outcome.act_of(request):
        messages.set_level(request, messages.WARNING)


def tell_outcome(request, response):
    """Say what the act led to, unless the form came back with its faults."""
    messages.set_level(request, messages.INFO)
    if response.status_code != 302 or not request.accepts("text/html") or outcome.refused(request):
        return
    act, objects = outcome.act_of(request), request_objects(request)
    if act and objects:
        outcome.tell(request, act, objects, getattr(request, "outcome_also", ""))


def cancel(request):
    """End the approval, and nothing else.

    Wagtail also saves the form, which holds nothing while it is locked.
    """
    obj = asked_about(request.resolver_match)
    state = approval_of(obj) if obj else None
    if state is None:
        raise Refused(_("Hyväksyntä on jo päättynyt."), "ended")
    if not state.user_can_cancel(request.user):
        raise Refused(_("Vain lähettäjä voi keskeyttää hyväksynnän."), "not_yours")
    state.cancel(user=request.user)
    return redirect(request.path)


def kept_words(request, response) -> str:
    """Return where the text that was not sent is; nowhere yet when its form has faults."""
    obj = request_object(request) if response.status_code == 302 else None
    if obj is None:
        return _("Tekstiä ei lähetetty eikä tallennettu. Korjaa ensin lomakkeen virheet.")
    request.kept_as_draft = True
    obj = type(obj)._default_manager.get(pk=obj.pk)
    return f"{KEPT} {outcome.seen_by_readers(obj)}"


def request_objects(request) -> list:
    """Return the objects that the request acted upon: all those of a bulk act, else at most one."""
    chosen = getattr(request, "acted_upon", None)
    return chosen or list(filter(None, [request_object(request)]))


def request_object(request):
    """Return the page or snippet that the request made or was about."""
    return getattr(request, "made", None) or asked_about(request.resolver_match)


def answer_later():
    """Takes the place of an answer until the transaction has ended."""
    return JsonResponse({})


def is_admins(match) -> bool:
    """Is it a view of the admin that shows or stores what approval concerns?"""
    if match.view_name == "wagtail_bulk_action" or match.namespace == "wagtailadmin_pages":
        return True
    return snippet_model(match) is not None


def is_writing(request) -> bool:
    """Does the request go to a view of the admin that stores what approval concerns?"""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return False
    return is_admins(match) and not (match.url_name or "").startswith(QUIET)


def snippet_model(match):
    """The model of the approved snippet whose view is asked."""
    for model in get_snippet_models():
        namespace = model.snippet_viewset.get_url_name("list").rpartition(":")[0]
        if issubclass(model, ApprovedSnippet) and match.namespace == namespace:
            return model
    return None


def asked_about(match):
    """The page or snippet that the address names, or None."""
    if match.namespace == "wagtailadmin_pages":
        page = Page.objects.filter(pk=match.kwargs.get("page_id")).first()
        return page and page.specific
    model, key = snippet_model(match), match.kwargs.get("pk")
    return model.objects.filter(pk=unquote(str(key))).first() if model and key else None


def refuse_second_council(match):
    """Refuse to make a second front page, whether new or as a copy."""
    makes_one = match.kwargs.get("content_type_model_name") == "homepage"
    if match.url_name == "copy":
        makes_one = Page.objects.filter(pk=match.kwargs["page_id"], homepage__isnull=False).exists()
    if makes_one and the_council():
        raise Refused(ONLY_ONE, "closed")


def refuse_closed_door(request):
    match, data = request.resolver_match, request.POST
    copies_go_live = match.url_name == "copy" and data.keys() & {"publish_copies", "alias"}
    if "action-publish" in data or copies_go_live:
        raise Refused(CLOSED, "closed")
    if match.url_name == "add":
        refuse_second_page(request)
    obj = asked_about(match)
    if obj is None:
        return
    if match.url_name == "delete" and was_public(obj):
        raise Refused(NO_DELETING, "closed")
    if match.url_name in EDITING and not data.keys() & set(DECIDING) and is_waiting(obj):
        raise Refused(NOT_WHILE_WAITING, "waiting")


def is_waiting(obj) -> bool:
    return obj.workflow_in_progress or waiting_with(obj).exists()


def answer(request, refusal):
    """The refusal in the form that the asking part of the admin understands."""
    if not request.accepts("text/html"):
        # Of a save by itself the editor shows the reason only under a code that Wagtail knows.
        told = {"success": False, "error_code": "locked", "error_message": refusal.message}
        return JsonResponse(told, status=400)
    messages.error(request, with_typed_words(refusal.message, request.POST))
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"step": "success", "redirect": way_back(request)})
    return redirect(way_back(request))


def way_back(request) -> str:
    match = request.resolver_match
    obj = asked_about(match)
    if obj is None:
        return reverse("wagtailadmin_home")
    if isinstance(obj, Page):
        return reverse("wagtailadmin_pages:edit", args=[obj.pk])
    return reverse(obj.snippet_viewset.get_url_name("edit"), args=[obj.pk])
