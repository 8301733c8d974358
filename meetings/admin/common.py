"""Base views of the meeting admin: permissions, and storing the draft."""

import hashlib

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.editing.whole import respond_incomplete, respond_outdated

from ..edit_address import page_edit_address
from ..models import MeetingIndexPage, MeetingPage

LOCKED = gettext_lazy(
    "Kokousta ei voi nyt muuttaa: se odottaa hyväksyntää tai joku on lukinnut sen. Peru ensin "
    "lähetys, jos haluat muuttaa sitä."
)


class MeetingIndexView(WagtailAdminTemplateMixin):
    """A view of the list of meetings, for users who may add pages to it."""

    header_icon = "calendar"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.index = get_object_or_404(MeetingIndexPage, pk=kwargs["index_pk"])

    def dispatch(self, request, *args, **kwargs):
        if not self.index.permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def store_new(self, meeting) -> MeetingPage:
        """Store a new meeting as a draft and return it."""
        meeting.live = False
        self.index.refresh_from_db()
        self.index.add_child(instance=meeting)
        meeting.save_revision(user=self.request.user, log_action=True, clean=False)
        return meeting

    def get_breadcrumbs_items(self):
        lists = {"url": reverse("meetings:index"), "label": "Kokoukset"}
        return [*super().get_breadcrumbs_items(), lists, {"url": "", "label": self.page_title}]


class MeetingDraftView(WagtailAdminTemplateMixin):
    """A view of the draft of one meeting, for users who may edit it now."""

    header_icon = "calendar"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.page = get_object_or_404(MeetingPage, pk=kwargs["page_pk"])
        self.draft = self.page.get_latest_revision_as_object()
        self.page_subtitle = self.draft.get_admin_display_title()

    def dispatch(self, request, *args, **kwargs):
        permissions = self.page.permissions_for_user(request.user)
        if not permissions.can_edit():
            raise PermissionDenied
        if permissions.page_locked():
            return self.answer_locked()
        return super().dispatch(request, *args, **kwargs)

    def answer_locked(self):
        """Return the response while the meeting waits; what was typed is shown, to be copied."""
        if self.request.method == "POST" and "leave" not in self.request.POST:
            return respond_outdated(self.request, LOCKED)
        messages.error(self.request, LOCKED)
        return redirect(page_edit_address(self.page))

    def store_draft(self) -> None:
        """Store the draft as a new revision."""
        self.draft.save_revision(user=self.request.user, log_action=True, clean=False)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"meeting": self.draft}

    def get_breadcrumbs_items(self):
        own = {"url": page_edit_address(self.page), "label": self.page_subtitle}
        return [*super().get_breadcrumbs_items(), own, {"url": "", "label": self.page_title}]


class DraftView(MeetingDraftView):
    """A screen of a draft that is stored by a button.

    The way back is a button of the form, so that unsaved changes are never dropped without a
    question.
    """

    is_leaving = False  # whether the user is leaving with unsaved changes on the screen

    def post(self, request, *args, **kwargs):
        if "discard" in request.POST:
            return self.leave(_("Muutoksia ei tallennettu. %(kept)s"))
        if not self.is_whole():
            return respond_incomplete(request)
        if "leave" in request.POST:
            form = self.get_form()
            if not form.has_changed():
                return self.leave("%(kept)s")
            self.is_leaving = True
            return self.render_to_response(self.get_context_data(form=form), status=422)
        if self.is_outdated():
            return self.answer_outdated()
        return super().post(request, *args, **kwargs)

    def is_whole(self) -> bool:
        """Return whether the form arrived with every part that the screen shows."""
        raise NotImplementedError

    def rows(self) -> list[tuple]:
        """Return the draft's data on this screen as rows that can be compared."""
        raise NotImplementedError

    def fingerprint(self) -> str:
        return hashlib.sha256(repr(self.rows()).encode()).hexdigest()[:16]

    def is_outdated(self) -> bool:
        """Return whether the draft's data has changed since the screen was opened."""
        return self.request.POST.get("seen", self.fingerprint()) != self.fingerprint()

    def answer_outdated(self):
        """Return the response to a form whose rows have changed since it was opened."""
        raise NotImplementedError

    def leave(self, words: str):
        """Redirect to the meeting with a message about what its draft holds."""
        messages.info(self.request, words % {"kept": self.summarise_draft()})
        return redirect(page_edit_address(self.page))

    def summarise_draft(self) -> str:
        """Return a sentence that sums up the draft's data on this screen."""
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        own = {"is_leaving": self.is_leaving, "kept": self.summarise_draft()}
        own["seen"] = self.request.POST.get("seen") or self.fingerprint()
        return super().get_context_data(**kwargs) | own
