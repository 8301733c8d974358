"""What an action of the staff led to, read from the database after the commit.

Wagtail builds its messages before the transaction ends, from objects that do not know what the
approval did with them. They are dropped, and one message describes the state as stored.
"""

from django.contrib import messages
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, TaskState, WorkflowState

from home.dates import format_weekday_and_date

from .approvers import get_task_level
from .mixins import get_waiting_states
from .models.level import Level
from .policy import list_differing_fields
from .titles import name_version
from .waiting import describe_who_decides, explain_hindrance

SAVE, SEND, CANCEL, DECIDE, RESTORE, WITHDRAW, UNSCHEDULE, MOVE, COPY = (
    "save",
    "send",
    "cancel",
    "decide",
    "restore",
    "withdraw",
    "unschedule",
    "move",
    "copy",
)
ACT_OF_VIEW = {
    "add": SAVE,
    "edit": SAVE,
    "revisions_revert": RESTORE,
    "unpublish": WITHDRAW,
    "revisions_unschedule": UNSCHEDULE,
    "workflow_action": DECIDE,
    "move_confirm": MOVE,
    "copy": COPY,
}
ACT_IN_BULK = {"submit": SEND, "unpublish": WITHDRAW, "move": MOVE}
MOST_TITLES = 5  # a message about more objects lists the first four and counts the rest
ACT_OF_BUTTON = {
    "action-submit": SEND,
    "action-restart-workflow": SEND,
    "action-cancel-workflow": CANCEL,
    "action-workflow-action": DECIDE,
}


def get_requested_act(request) -> str | None:
    """Return the action that the POST request asks for, or None if we have no message for it."""
    view = request.resolver_match.url_name
    if view == "wagtail_bulk_action":
        return ACT_IN_BULK.get(request.resolver_match.kwargs["action"])
    if view in {"add", "edit", "revisions_revert"}:
        for button, act in ACT_OF_BUTTON.items():
            if button in request.POST:
                return act
    return ACT_OF_VIEW.get(view)


def was_refused(request) -> bool:
    """Return whether the action was refused: not logged in, or an error message is queued."""
    if not request.user.is_authenticated:
        return True
    # Django has no public way to look at messages without consuming them.
    queued = getattr(request, "_messages", None) and request._messages._queued_messages
    return any(message.level >= messages.ERROR for message in queued or ())


def add_outcome_message(request, act: str, objects: list, also: str = "") -> None:
    """Add the message that reports the action, read from the database after the commit.

    `also` is a sentence that only the calling view can add.
    """
    stored = list(filter(None, map(reload_object, objects)))
    doubtful = any(explain_hindrance(obj) if act == SEND else obj.live for obj in stored)
    level = messages.WARNING if act in (SEND, WITHDRAW) and doubtful else messages.SUCCESS
    if stored:
        said = describe_outcome(act, stored, also)
        undo = render_withdraw_buttons(request, stored) if act == SEND else ""
        messages.add_message(request, level, format_html("{} {}", said, undo) if undo else said)


def render_withdraw_buttons(request, objects) -> SafeString:
    """Return the buttons by which the user can withdraw what was sent, each in one press."""
    finder = AdminURLFinder(request.user)
    sent_now = [obj for obj in objects if obj.workflow_in_progress]
    shown = [
        {
            "address": finder.get_edit_url(obj),
            "title": get_newest_title(obj) if sent_now[1:] else "",
        }
        for obj in sent_now[:MOST_TITLES]
        if obj.current_workflow_state.user_can_cancel(request.user)
    ]
    forms = [
        render_to_string("admin/approval/withdraw.html", each, request)
        for each in shown
        if each["address"]
    ]
    return SafeString(" ".join(forms))


def reload_object(obj):
    """Return the object as stored now, or None if it was deleted."""
    stored = type(obj)._default_manager.filter(pk=obj.pk).first()
    return stored.specific if isinstance(stored, Page) else stored


def describe_outcome(act: str, objects: list, also: str = "") -> str:
    """Return what was done, who decides by when, and what readers see.

    Objects with the same sentences, such as pages submitted together, share one part of the
    message.
    """
    groups = {}
    for obj in objects:
        groups.setdefault((DONE[act](obj), describe_public_state(obj)), []).append(obj)
    parts = []
    for (done, _seen), alike in groups.items():
        seen = describe_public_state(alike[0], plural=len(alike) > 1)
        parts.append(format_message(map(get_newest_title, alike), done, also, seen))
    return format_html_join(" ", "{}", ((part,) for part in parts))


def format_message(titles, *sentences: str) -> str:
    """Return a message: the titles in bold, then the sentences that are not empty."""
    return format_html(
        "<strong>{}</strong> {}", join_titles(list(titles)), " ".join(filter(None, sentences))
    )


def join_titles(titles: list[str]) -> str:
    """Return the titles joined as a phrase; a long list is cut and the rest counted."""
    if len(titles) > MOST_TITLES:
        words = _("%(titles)s ja %(number)s muuta")
        shown = MOST_TITLES - 1
        name_version = {"titles": ", ".join(titles[:shown]), "number": len(titles) - shown}
        return words % name_version
    *first, last = titles
    if not first:
        return last
    return _("%(titles)s ja %(last)s") % {"titles": ", ".join(first), "last": last}


def get_newest_title(obj) -> str:
    """Return what the newest version of the object is called."""
    return name_version(obj.latest_revision) if obj.latest_revision else capfirst(str(obj))


def describe_saved(obj) -> str:
    if obj.latest_revision and obj.live and not differs_from_public(obj):
        return _("Luonnos tallennettu. Se on samanlainen kuin julkaistu versio.")
    return _("Luonnos tallennettu.")


def differs_from_public(obj) -> bool:
    """Return whether the newest version differs from the public one."""
    return bool(list_differing_fields(obj, obj.latest_revision.content))


def describe_submitted(obj) -> str:
    waiting = get_waiting_states(obj)
    if not waiting and obj.has_unpublished_changes:
        return describe_saved(obj)
    if not waiting:
        return _("Pieni korjaus on julkaistu. Se ei tarvinnut hyväksyntää.")
    task_state = waiting[0]
    level = get_task_level(task_state)
    who = explain_hindrance(obj) or describe_who_decides(task_state)
    if was_corrected(task_state):
        return _("Korjattu ja lähetetty uudelleen. %(who)s") % {"who": who}
    if level == Level.SECOND_PAIR:
        return _("Lähetetty toisen tarkistettavaksi. %(who)s") % {"who": who}
    return _("Lähetetty puheenjohtajan hyväksyttäväksi. %(who)s") % {"who": who}


def was_corrected(task_state) -> bool:
    """Return whether an earlier version was returned for correction in the same workflow."""
    earlier = task_state.workflow_state.task_states.filter(status=TaskState.STATUS_REJECTED)
    return earlier.exists()


def describe_cancelled(obj) -> str:
    return _("Lähetys on peruttu. Voit taas muokata tekstiä.")


def describe_decided(obj) -> str:
    state = obj.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return _("Palautettu lähettäjälle korjattavaksi.")
    return _("Hyväksytty.")


def describe_restored(obj) -> str:
    return _("Aiempi versio on palautettu luonnokseksi.")


def describe_withdrawn(obj) -> str:
    return _("Julkaisu on peruttu.") if not obj.live else _("Julkaisua ei peruttu.")


def describe_unscheduled(obj) -> str:
    return _("Ajastettu julkaisu on peruttu.")


def describe_moved(obj) -> str:
    return _("Siirretty sivun ”%(parent)s” alle.") % {"parent": obj.get_parent().title}


def describe_copied(obj) -> str:
    below = obj.get_descendant_count()
    if not below:
        return _("Kopio on tallennettu luonnoksena.")
    words = ngettext(
        "Kopio ja %(number)s alasivu on tallennettu luonnoksina.",
        "Kopio ja %(number)s alasivua on tallennettu luonnoksina.",
        below,
    )
    return words % {"number": below}


DONE = {
    SAVE: describe_saved,
    SEND: describe_submitted,
    CANCEL: describe_cancelled,
    DECIDE: describe_decided,
    RESTORE: describe_restored,
    WITHDRAW: describe_withdrawn,
    UNSCHEDULE: describe_unscheduled,
    MOVE: describe_moved,
    COPY: describe_copied,
}


def describe_public_state(obj, plural=False) -> str:
    """Return what readers see of the object now, and when that will change.

    With `plural` the sentence is about several objects in the same state.
    """
    if scheduled := get_approved_go_live(obj):
        return _("Julkaistaan %(time)s.") % {"time": format_moment(scheduled)}
    if not obj.live:
        return _("Lukijat eivät näe näitä.") if plural else _("Lukijat eivät näe tätä.")
    if not obj.has_unpublished_changes or not differs_from_public(obj):
        return _("Lukijat näkevät nämä.") if plural else _("Lukijat näkevät tämän version.")
    if published := obj.last_published_at:
        day = date_format(timezone.localtime(published), "j.n.Y")
        return _("Lukijat näkevät vielä version %(day)s.") % {"day": day}
    return _("Lukijat näkevät vielä julkaistun version.")


def get_approved_go_live(obj):
    """Return when an approved version is scheduled to be published, or None."""
    due = obj.revisions.filter(approved_go_live_at__isnull=False)
    return due.values_list("approved_go_live_at", flat=True).order_by("approved_go_live_at").first()


def format_moment(time) -> str:
    local = timezone.localtime(time)
    return f"{format_weekday_and_date(local)} klo {date_format(local, 'H.i')}"
