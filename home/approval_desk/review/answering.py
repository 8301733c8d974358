"""One person reviewing one version: what is shown, and what an answer does."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from home.approval.approvers import needs_reason
from home.approval.bundle import get_bundle, get_future_go_live
from home.approval.service import ApprovalRefused
from home.approval.waiting import describe_who_decides
from home.council import the_council

from ..models import ApprovalLink
from .checks import UnitCheck
from .decision import DecisionForm, decide, fault
from .parts import (
    AddressesOfLink,
    current,
    parts_of,
    public_files,
    same_address,
    things_of,
)
from .refusals import REFUSALS, Refusal, decided
from .sentences import effect_of, on_behalf, published, published_together, request_of


def refuse(request, refusal: Refusal, token: str = ""):
    context = {"refusal": refusal, "token": token if refusal.renewable else ""}
    return render(request, "links/refused.html", context, status=refusal.status)


class Answering:
    """The review of one version by one person."""

    def __init__(self, request, task_state, person, door, link=None, is_newer=False):
        self.request, self.task_state, self.person = request, task_state, person
        self.door, self.link, self.is_newer = door, link, is_newer
        self.needs_reason = needs_reason(person, task_state)

    def show(self, base, form=None, status=200):
        things = things_of(self.task_state)
        files = public_files(things)
        numbers = frozenset(file.pk for file in files)
        address = AddressesOfLink(base, numbers) if self.link else same_address
        later = get_future_go_live(things[0])
        asked = self.task_state.assignments.active().filter(person=self.person).first()
        context = {
            "parts": parts_of(things, self.request, address),
            "files": [(file, address(file.url)) for file in files],
            "unit": UnitCheck(self.task_state, things),
            "form": form or self.blank_form(),
            "is_newer": self.is_newer,
            "asked": asked,
            "request_sentence": self.request_sentence(asked),
            "deputy_sentence": on_behalf(asked),
            "effect_sentence": effect_of(later),
            "council": the_council(),
            "later": later,
            "by_login": not self.link,
        }
        return render(self.request, "links/approval.html", context, status=status)

    def request_sentence(self, asked) -> str:
        """Return who asks this person, or whom the version waits for instead."""
        if asked:
            return request_of(self.task_state.workflow_state.requested_by, asked)
        not_asked = _("Hyväksyntää ei ole pyydetty sinulta.")
        return f"{describe_who_decides(self.task_state)} {not_asked}"

    def blank_form(self) -> DecisionForm:
        version = {"versio": self.task_state.revision_id}
        return DecisionForm(initial=version, needs_reason=self.needs_reason)

    def act(self, base):
        form = DecisionForm(self.request.POST, needs_reason=self.needs_reason)
        if not form.is_valid():
            return self.show(base, form, 422)
        if form.cleaned_data["versio"] not in self.versions_read():
            return self.show(base, form.of_another_version(self.task_state.revision_id), 409)
        try:
            done = decide(form, self.task_state, self.person, self.door, self.link)
        except ApprovalRefused as error:
            return self.refused(error, form, base)
        return render(self.request, "links/decided.html", self.told(done))

    def versions_read(self) -> set:
        """Return the version ids that the form may hold; None stands for the link's own version."""
        read = {self.task_state.revision_id}
        return read if self.is_newer else read | {None}

    def refused(self, error, form, base):
        """Show what is missing if the form can still be corrected, otherwise why it was refused."""
        if found := fault(error):
            form.add_error(*found)
            return self.show(base, form, 422)
        self.task_state.refresh_from_db()
        link = self.link or ApprovalLink(person=self.person, task_state=self.task_state)
        refusal = decided("decided", link) if error.code == "decided" else REFUSALS.get(error.code)
        return refuse(
            self.request, refusal or Refusal(error.code, _("Ei onnistunut"), error.message)
        )

    def told(self, done) -> dict:
        thing = current(done.revision)
        title, later = done.revision.object_str, get_future_go_live(done.revision.as_object())
        together = [member.revision.object_str for member in get_bundle(done)]
        return {
            "approved": done.status == TaskState.STATUS_APPROVED,
            "council": the_council(),
            "title": title,
            "published": published(title, later),
            "published_together": published_together(together, later),
            "address": getattr(thing, "full_url", None) if thing.live else None,
            "sender": done.workflow_state.requested_by,
            "by_login": not self.link,
        }
