"""The view of the screen: one draft, one button to store it and one to send everything."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView

from home.approval import outcome
from home.approval.refusal import ApprovalRefused
from home.approval.save_bar import NextStep
from home.approval.service import submit
from home.privacy.views import get_check_url

from ..admin.attendance import AttendanceForm, AttendanceRows, mandates_for
from ..admin.common import DraftView, page_edit_address
from ..checking.views import describe_checks
from .forms import ItemForms, MinutesForm, NewsForm, may_follow
from .news import draft_news, list_for_news

ITEMS = "items"
OUTDATED = (
    "Kokousta on muutettu toisaalla sillä välin, joten mitään ei tallennettu. Kirjoittamasi on "
    "yhä tässä. Tarkista se ja tallenna uudelleen."
)


class AfterMeeting:
    """The parts of the screen, handled as one form."""

    def __init__(self, meeting, news_list, data=None):
        self.meeting = meeting
        mandates = mandates_for(meeting)
        self.attendance = AttendanceForm(data, meeting=meeting, mandates=mandates)
        self.items = ItemForms(data, meeting=meeting, prefix=ITEMS)
        self.minutes = MinutesForm(data, meeting=meeting, prefix="minutes")
        self.news = NewsForm(data, meeting=meeting, prefix="news") if news_list else None
        self.parts = [
            each for each in (self.attendance, self.items, self.minutes, self.news) if each
        ]

    @property
    def media(self):
        return self.minutes.media  # the fields of the items need no other scripts

    def non_field_errors(self):
        return []

    def is_valid(self) -> bool:
        answers = [part.is_valid() for part in self.parts]  # validate all, to show every error
        return all(answers)

    def has_changed(self) -> bool:
        return any(part.has_changed() for part in self.parts)

    def write(self) -> None:
        """Write all parts to the meeting in memory."""
        self.meeting.attendances = self.attendance.rows()
        for form in self.items:
            form.write()
        self.minutes.write()

    @property
    def news_title(self) -> str:
        """Return the title of the news item to draft; empty if none is wanted."""
        data = self.news.cleaned_data if self.news else {}
        return data["title"] if data.get("wanted") else ""


class AfterMeetingView(AttendanceRows, DraftView, FormView):
    """The view in which a meeting is finished: attendance, decisions, minutes and news."""

    page_title = "Kokouksen jälkeen"
    template_name = "admin/meetings/after_meeting.html"

    def dispatch(self, request, *args, **kwargs):
        if why_not := may_follow(self.draft):
            messages.error(request, why_not)
            return redirect(page_edit_address(self.page))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def news_list(self):
        return list_for_news(self.page, self.request.user)

    def get_form(self, form_class=None):
        return AfterMeeting(self.draft, self.news_list, self.data_of_form())

    def is_whole(self) -> bool:
        """Return whether all parts arrived: a missing choice would mark somebody as absent."""
        if not super().is_whole():
            return False
        shown = AfterMeeting(self.draft, self.news_list)
        number = str(len(shown.items.forms))
        names = {f.add_prefix(name) for f in (shown.minutes, *shown.items) for name in f.fields}
        sent = self.request.POST
        return sent.get(f"{ITEMS}-TOTAL_FORMS") == number and names <= sent.keys()

    def rows(self) -> list[tuple]:
        """Return what the screen shows of the draft, to see whether somebody changed it."""
        draft = self.draft
        names = ("number", "letter", "title", "kind", "decision", "result", "responsible", "due")
        items = [tuple(getattr(i, name) for name in names) for i in draft.agenda_items.all()]
        return [*super().rows(), *items, (draft.place, draft.minutes_state, draft.summary)]

    def answer_outdated(self):
        messages.error(self.request, OUTDATED)
        form = self.get_form()
        form.attendance.is_outdated = True
        context = self.get_context_data(form=form) | {"seen": self.fingerprint()}
        return self.render_to_response(context, status=409)

    def summarise_draft(self) -> str:
        return _("Luonnos on ennallaan.")

    def form_invalid(self, form):
        messages.error(self.request, _("Mitään ei tallennettu. Korjaa merkityt kohdat."))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def form_valid(self, form):
        with transaction.atomic():
            form.write()
            self.store_draft()
            if form.news_title:
                draft_news(self.draft, self.news_list, form.news_title, self.request.user)
        if "send" not in self.request.POST:
            outcome.add_outcome_message(self.request, outcome.SAVE, [self.page])
            return redirect(page_edit_address(self.page))
        return self.submit()

    def submit(self):
        """Send the stored draft for approval, or say why it only was stored."""
        try:
            submit(self.page, self.request.user)
        except ApprovalRefused as refusal:
            words = _("Luonnos tallennettiin, mutta sitä ei lähetetty. %(reason)s")
            messages.warning(self.request, words % {"reason": refusal.message})
            is_privacy = refusal.code == "privacy"
            return redirect(
                get_check_url(self.page) if is_privacy else page_edit_address(self.page)
            )
        outcome.add_outcome_message(self.request, outcome.SEND, [self.page])
        return redirect("meetings:index")

    def get_context_data(self, **kwargs):
        return (
            super().get_context_data(**kwargs)
            | describe_checks(self.page)
            | {
                "send_label": NextStep(self.page, type(self.page), self.request.user).label,
                "documents": self.draft.documents.all(),
            }
        )
