"""The save bar of the editor: two buttons, the rest behind one, and what follows, in words."""

from dataclasses import dataclass
from functools import cached_property

from django.forms import Media
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from home.first_names import decline_to_allative

from .approvers import Approver, describe_hindrance, find_approvers_except
from .bundle import get_drafts_to_bundle, get_future_go_live
from .models.assignment import Assignment
from .models.level import Level
from .outcome import format_moment, get_approved_go_live, reload_object
from .policy import get_kind, get_level, get_model_level, get_rule
from .waiting import describe_who_decides, get_waiting_workflow, is_returned

# The items that are always on the screen; all others are in the menu.
ON_THE_BAR = {
    "action-save-draft",
    "action-save",
    "action-submit",
    "action-page-locked",
    "action-locked",
}


@dataclass
class NextStep:
    """What sending the object in the editor would do, for the user who edits it."""

    obj: object  # as edited; unsaved while it is created, or None if only its model is known
    model: type
    user: object

    @cached_property
    def level(self) -> Level:
        return get_level(self.obj) if self.obj is not None else get_model_level(self.model)

    @property
    def is_stored(self) -> bool:
        return self.obj is not None and bool(self.obj.pk)

    @cached_property
    def approvers(self) -> list[Approver]:
        return find_approvers_except(self.level, self.excluded, timezone.localdate())

    @cached_property
    def excluded(self) -> set:
        """Return the keys of those who may not approve: the sender, and writers of the bundle."""
        drafts = get_drafts_to_bundle(self.obj) if self.is_stored else []
        versions = [draft.latest_revision for draft in drafts]
        return {self.user.pk, *(version.user_id for version in versions if version)} - {None}

    @property
    def label(self) -> str:
        """Return the words on the button: what it does, or to whom it sends."""
        if self.level == Level.NONE:
            return _("Julkaise heti")
        if self.is_stored and is_returned(self.obj):
            return _("Lähetä uudelleen")
        asked = self.approvers
        if len(asked) == 1 and (name := decline_to_allative(asked[0].user.first_name)):
            return _("Lähetä %(name)s") % {"name": name}
        if self.level == Level.SECOND_PAIR:
            return _("Lähetä tarkistettavaksi")
        return _("Lähetä hyväksyttäväksi")

    def list_sentences(self) -> list[str]:
        """Return what readers see now, what sending would lead to, and what needs no approval."""
        stored = reload_object(self.obj) if self.is_stored else None
        if stored and (state := get_waiting_workflow(stored)) and not is_returned(stored):
            return [describe_who_decides(state.current_task_state), describe_seen(stored)]
        corrections = self.describe_small_corrections(stored)
        said = [describe_seen(stored), self.describe_effect(), corrections]
        return [sentence for sentence in said if sentence]

    def describe_effect(self) -> str:
        if self.level == Level.NONE:
            return _("Kun julkaiset, lukijat näkevät tekstin heti. Se ei tarvitse hyväksyntää.")
        if not self.approvers:
            return str(describe_hindrance(self.level, self.excluded, timezone.localdate()) or "")
        later = get_future_go_live(self.obj) if self.obj is not None else None
        if later:
            words = _("Lähetetty teksti julkaistaan %(time)s, jos %(name)s on hyväksynyt sen.")
        else:
            words = _("Lähetetty teksti julkaistaan, kun %(name)s on hyväksynyt sen.")
        values = {"name": name_approvers(self.approvers), "time": later and format_moment(later)}
        return " ".join(filter(None, [words % values, explain_absence(self.approvers)]))

    def describe_small_corrections(self, stored) -> str:
        """Return which corrections of a public text the council lets pass without approval."""
        rule = get_rule(self.model)
        if stored is None or not stored.live or not rule or not rule.small_corrections:
            return ""
        fields = [self.model._meta.get_field(name) for name in get_kind(self.model).small]
        names = ", ".join(capfirst(str(field.verbose_name)) for field in fields)
        words = _("Jos muutat vain näitä, muutos julkaistaan heti: %(fields)s.")
        return words % {"fields": names} if names else ""


def name_approvers(asked) -> str:
    return asked[0].user.display_name if len(asked) == 1 else _("joku muu")


def explain_absence(asked) -> str:
    """Return whom the one approver replaces, or ""."""
    first = asked[0]
    if len(asked) > 1 or first.why != Assignment.Why.ABSENCE or first.on_behalf_of is None:
        return ""
    return _("%(name)s on poissa.") % {"name": first.on_behalf_of.display_name}


def describe_seen(stored) -> str:
    """Return what readers see of the object now, whatever is being typed."""
    if stored is None:
        return _("Lukijat eivät näe tätä vielä.")
    if scheduled := get_approved_go_live(stored):
        return _("Julkaistaan %(time)s.") % {"time": format_moment(scheduled)}
    if not stored.live:
        return _("Lukijat eivät näe tätä.")
    if published := stored.last_published_at:
        day = date_format(timezone.localtime(published), "j.n.Y")
        return _("Lukijat näkevät nyt %(day)s julkaistun tekstin.") % {"day": day}
    return _("Lukijat näkevät nyt julkaistun tekstin.")


class SaveBar(Component):
    """The only item of Wagtail's action menu: it draws the others."""

    name = "save-bar"
    order = 0
    template_name = "admin/approval/save_bar.html"

    def __init__(self, items, step: NextStep | None):
        self.items, self.step = items, step

    @property
    def media(self):
        return sum((item.media for item in self.items), Media())

    def get_context_data(self, parent_context):
        first = [item for item in self.items if self.is_first(item)] or self.items[:1]
        rest = [item for item in self.items if item not in first]
        return {
            "buttons": [item.render_html(parent_context) for item in first],
            "menu": [item.render_html(parent_context) for item in rest],
            "sentences": self.step.list_sentences() if self.step else [],
        }

    def is_first(self, item) -> bool:
        """Return whether the item is always on the screen."""
        names = [each.name for each in self.items]
        if item.name == "action-cancel-workflow":
            return "action-submit" not in names
        return item.name in ON_THE_BAR
