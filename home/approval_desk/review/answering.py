"""One person reviewing one version: what is shown, and what an answer does."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from home.approval.approvers import needs_reason
from home.approval.bundle import get_bundle, get_future_go_live
from home.approval.service import ApprovalRefused
from home.approval.titles import name_version
from home.approval.waiting import describe_who_decides
from home.council import get_council

from ..models import ApprovalLink
from .checks import BundleCheck
from .decision import ReviewDecisionForm, carry_out_decision, get_form_fault
from .parts import (
    LinkAddresses,
    get_current_object,
    get_reviewed_versions,
    keep_address,
    list_public_files,
    make_reviewed_objects,
)
from .queue import find_queue
from .refusals import REFUSALS, LinkRefusal, make_decided_refusal
from .rounds import find_round_before
from .sentences import (
    describe_deputising,
    describe_effect,
    describe_publication,
    describe_published_bundle,
    describe_request,
)


def render_refusal(request, refusal: LinkRefusal, token: str = ""):
    context = {"refusal": refusal, "token": token if refusal.renewable else ""}
    return render(request, "links/refused.html", context, status=refusal.status)


class ReviewAnswer:
    """The review of one version by one person."""

    def __init__(self, request, task_state, person, channel, link=None, is_newer=False):
        self.request, self.task_state, self.person = request, task_state, person
        self.channel, self.link, self.is_newer = channel, link, is_newer
        self.needs_reason = needs_reason(person, task_state)

    def show(self, base, form=None, status=200):
        objects = get_reviewed_versions(self.task_state)
        files = list_public_files(objects)
        numbers = frozenset(file.pk for file in files)
        address = LinkAddresses(base, numbers) if self.link else keep_address
        later = get_future_go_live(objects[0])
        before = find_round_before(self.task_state, self.person)
        assignment = self.task_state.assignments.active().filter(person=self.person).first()
        context = {
            "parts": make_reviewed_objects(objects, self.request, address, before),
            "before": before,
            "files": [(file, address(file.url)) for file in files],
            "bundle": BundleCheck(self.task_state, objects),
            "form": form or self.make_form(),
            "is_newer": self.is_newer,
            "request_sentence": self.make_request_sentence(assignment),
            "deputy_sentence": describe_deputising(assignment),
            "effect_sentence": describe_effect(later),
            "council": get_council(),
            "later": later,
            "by_login": not self.link,
        }
        return render(self.request, "links/approval.html", context, status=status)

    def make_request_sentence(self, assignment) -> str:
        """Return who asks this person, or whom the version waits for instead."""
        if assignment:
            return describe_request(self.task_state.workflow_state.requested_by, assignment)
        not_asked = _("Hyväksyntää ei ole pyydetty sinulta.")
        return f"{describe_who_decides(self.task_state)} {not_asked}"

    def make_form(self) -> ReviewDecisionForm:
        version = {"versio": self.task_state.revision_id}
        return ReviewDecisionForm(initial=version, needs_reason=self.needs_reason)

    def decide(self, base):
        form = ReviewDecisionForm(self.request.POST, needs_reason=self.needs_reason)
        if not form.is_valid():
            return self.show(base, form, 422)
        if form.cleaned_data["versio"] not in self.get_read_versions():
            return self.show(base, form.of_another_version(self.task_state.revision_id), 409)
        try:
            done = carry_out_decision(form, self.task_state, self.person, self.channel, self.link)
        except ApprovalRefused as error:
            return self.show_refusal(error, form, base)
        return render(self.request, "links/decided.html", self.get_outcome_context(done))

    def get_read_versions(self) -> set:
        """Return the version ids that the form may hold; None stands for the link's own version."""
        read = {self.task_state.revision_id}
        return read if self.is_newer else read | {None}

    def show_refusal(self, error, form, base):
        """Show what is missing if the form can still be corrected, otherwise why it was refused."""
        if found := get_form_fault(error):
            form.add_error(*found)
            return self.show(base, form, 422)
        self.task_state.refresh_from_db()
        link = self.link or ApprovalLink(person=self.person, task_state=self.task_state)
        refusal = (
            make_decided_refusal("decided", link)
            if error.code == "decided"
            else REFUSALS.get(error.code)
        )
        return render_refusal(
            self.request, refusal or LinkRefusal(error.code, _("Ei onnistunut"), error.message)
        )

    def get_outcome_context(self, done) -> dict:
        obj = get_current_object(done.revision)
        title, later = name_version(done.revision), get_future_go_live(done.revision.as_object())
        together = [name_version(member.revision) for member in get_bundle(done)]
        return {
            "approved": done.status == TaskState.STATUS_APPROVED,
            "council": get_council(),
            "title": title,
            "published": describe_publication(title, later),
            "published_together": describe_published_bundle(together, later),
            "address": getattr(obj, "full_url", None) if obj.live else None,
            "sender": done.workflow_state.requested_by,
            "by_login": not self.link,
            **self.get_next_review(),
        }

    def get_next_review(self) -> dict:
        """Return the next text that waits for the person, and where it is read."""
        found = find_queue(self.person)
        address = found and found.address(by_login=not self.link)
        return {"next": found, "next_address": address}
