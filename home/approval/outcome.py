"""What an action of the staff led to, read from the database after the commit.

Wagtail builds its messages before the transaction ends, from objects that do not know what the
approval did with them. They are dropped, and one message describes the state as stored.
"""

from django.contrib import messages
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, TaskState, WorkflowState

from home.dates import weekday_and_date

from .approvers import level_of_task
from .mixins import waiting_anyhow
from .models.level import Level
from .policy import differences
from .waiting import hindrance_to_writer, whom_it_waits_for

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


def act_of(request) -> str | None:
    """Return the action that the POST request asks for, or None if we have no message for it."""
    view = request.resolver_match.url_name
    if view == "wagtail_bulk_action":
        return ACT_IN_BULK.get(request.resolver_match.kwargs["action"])
    if view in {"add", "edit", "revisions_revert"}:
        for button, act in ACT_OF_BUTTON.items():
            if button in request.POST:
                return act
    return ACT_OF_VIEW.get(view)


def refused(request) -> bool:
    """Return whether the action was refused: not logged in, or an error message is queued."""
    if not request.user.is_authenticated:
        return True
    # Django has no public way to look at messages without consuming them.
    queued = getattr(request, "_messages", None) and request._messages._queued_messages
    return any(message.level >= messages.ERROR for message in queued or ())


def tell(request, act: str, objects: list, also: str = "") -> None:
    """Add the message that reports the action, read from the database after the commit.

    `also` is a sentence that only the calling view can add.
    """
    stored = list(filter(None, map(reloaded, objects)))
    doubtful = any(hindrance_to_writer(obj) if act == SEND else obj.live for obj in stored)
    level = messages.WARNING if act in (SEND, WITHDRAW) and doubtful else messages.SUCCESS
    if stored:
        messages.add_message(request, level, describe(act, stored, also))


def reloaded(obj):
    """Return the object as stored now, or None if it was deleted."""
    stored = type(obj)._default_manager.filter(pk=obj.pk).first()
    return stored.specific if isinstance(stored, Page) else stored


def describe(act: str, objects: list, also: str = "") -> str:
    """Return what was done, who decides by when, and what readers see.

    Objects with the same sentences, such as pages submitted together, share one part of the
    message.
    """
    groups = {}
    for obj in objects:
        groups.setdefault((DONE[act](obj), seen_by_readers(obj)), []).append(obj)
    parts = []
    for (done, _seen), alike in groups.items():
        seen = seen_by_readers(alike[0], plural=len(alike) > 1)
        parts.append(with_titles(map(title_of, alike), done, also, seen))
    return format_html_join(" ", "{}", ((part,) for part in parts))


def with_titles(titles, *sentences: str) -> str:
    """Return a message: the titles in bold, then the sentences that are not empty."""
    return format_html(
        "<strong>{}</strong> {}", listed(list(titles)), " ".join(filter(None, sentences))
    )


def listed(titles: list[str]) -> str:
    """Return the titles joined as a phrase; a long list is cut and the rest counted."""
    if len(titles) > MOST_TITLES:
        words = _("%(titles)s ja %(number)s muuta")
        shown = MOST_TITLES - 1
        named = {"titles": ", ".join(titles[:shown]), "number": len(titles) - shown}
        return words % named
    *first, last = titles
    if not first:
        return last
    return _("%(titles)s ja %(last)s") % {"titles": ", ".join(first), "last": last}


def title_of(obj) -> str:
    """Return the title of the newest version of the object."""
    revision = obj.latest_revision
    return capfirst(revision.object_str if revision else str(obj))


def saved(obj) -> str:
    if obj.latest_revision and obj.live and not changes_public(obj):
        return _("Luonnos tallennettu. Se on samanlainen kuin julkaistu versio.")
    return _("Luonnos tallennettu.")


def changes_public(obj) -> bool:
    """Return whether the newest version differs from the public one."""
    return bool(differences(obj, obj.latest_revision.content))


def sent(obj) -> str:
    waiting = waiting_anyhow(obj)
    if not waiting and obj.has_unpublished_changes:
        return saved(obj)
    if not waiting:
        return _("Pieni korjaus on julkaistu. Se ei tarvinnut hyväksyntää.")
    task_state = waiting[0]
    level = level_of_task(task_state)
    who = hindrance_to_writer(obj) or whom_it_waits_for(task_state)
    if was_corrected(task_state):
        return _("Korjattu ja lähetetty uudelleen. %(who)s") % {"who": who}
    if level == Level.SECOND_PAIR:
        return _("Lähetetty toisen tarkistettavaksi. %(who)s") % {"who": who}
    return _("Lähetetty puheenjohtajan hyväksyttäväksi. %(who)s") % {"who": who}


def was_corrected(task_state) -> bool:
    """Return whether an earlier version was returned for correction in the same workflow."""
    earlier = task_state.workflow_state.task_states.filter(status=TaskState.STATUS_REJECTED)
    return earlier.exists()


def cancelled(obj) -> str:
    return _("Hyväksyntä on keskeytetty. Voit taas muokata tekstiä.")


def decided(obj) -> str:
    state = obj.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return _("Palautettu lähettäjälle korjattavaksi.")
    return _("Hyväksytty.")


def restored(obj) -> str:
    return _("Aiempi versio on palautettu luonnokseksi.")


def withdrawn(obj) -> str:
    return _("Julkaisu on peruttu.") if not obj.live else _("Julkaisua ei peruttu.")


def unscheduled(obj) -> str:
    return _("Ajastettu julkaisu on peruttu.")


def moved(obj) -> str:
    return _("Siirretty sivun ”%(parent)s” alle.") % {"parent": obj.get_parent().title}


def copied(obj) -> str:
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
    SAVE: saved,
    SEND: sent,
    CANCEL: cancelled,
    DECIDE: decided,
    RESTORE: restored,
    WITHDRAW: withdrawn,
    UNSCHEDULE: unscheduled,
    MOVE: moved,
    COPY: copied,
}


def seen_by_readers(obj, plural=False) -> str:
    """Return what readers see of the object now, and when that will change.

    With `plural` the sentence is about several objects in the same state.
    """
    if scheduled := approved_go_live(obj):
        return _("Julkaistaan %(time)s.") % {"time": time_words(scheduled)}
    if not obj.live:
        return _("Lukijat eivät näe näitä.") if plural else _("Lukijat eivät näe tätä.")
    if not obj.has_unpublished_changes or not changes_public(obj):
        return _("Lukijat näkevät nämä.") if plural else _("Lukijat näkevät tämän version.")
    if published := obj.last_published_at:
        day = date_format(timezone.localtime(published), "j.n.Y")
        return _("Lukijat näkevät vielä version %(day)s.") % {"day": day}
    return _("Lukijat näkevät vielä julkaistun version.")


def approved_go_live(obj):
    """Return when an approved version is scheduled to be published, or None."""
    due = obj.revisions.filter(approved_go_live_at__isnull=False)
    return due.values_list("approved_go_live_at", flat=True).order_by("approved_go_live_at").first()


def time_words(time) -> str:
    local = timezone.localtime(time)
    return f"{weekday_and_date(local)} klo {date_format(local, 'H.i')}"
