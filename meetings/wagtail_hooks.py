"""Meetings and statements in the admin: lists, dashboard panel, reports."""

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.permissions import page_permission_policy

from home.roles import get_duties
from home.wagtail_hooks import make_listing_columns

from .admin.actions import MarkDone, OpenActions, OpenActionsPanel, Reopen
from .admin.attendance import AttendanceView
from .admin.files.views import MeetingFiles, UploadFiles
from .admin.new_meeting import NewMeeting, first_index, indexes_for
from .admin.settings import MeetingSettingsView
from .admin.whole import WholePaperFile, WholePaperView
from .admin.year import YearView
from .after_meeting.views import AfterMeetingView
from .agenda.item import AgendaItemView
from .agenda.views import AgendaView
from .calling.views import CallView
from .checking.rounds import ASKED, CHECKED, REMARKED
from .checking.views import ChecksView
from .completing import DONE, REOPENED
from .missing import documents_without_file
from .models import MeetingIndexPage, MeetingPage, StatementIndexPage, StatementPage
from .reports import MissingFilesView

MEETING_COLUMNS = make_listing_columns(
    Column("date", label="Päivä", sort_key="date", width="10%"),
    Column("get_state_display", label="Tila", sort_key="state", width="10%"),
    Column("place", label="Paikka", sort_key="place", width="18%"),
)
STATEMENT_COLUMNS = make_listing_columns(
    Column("date", label="Päivä", sort_key="date", width="10%"),
    Column("state_in_words", label="Tila", sort_key="state", width="10%"),
    Column("recipients", label="Vastaanottajat", width="18%"),
)


class MeetingsInExplorer(PageViewSet):
    model = MeetingPage
    parent_models = [MeetingIndexPage]
    columns = MEETING_COLUMNS
    ordering = "-date"


class StatementsInExplorer(PageViewSet):
    model = StatementPage
    parent_models = [StatementIndexPage]
    columns = STATEMENT_COLUMNS
    ordering = "-date"


class MeetingList(IndexView):
    """The list in the menu, whose button opens a new meeting with proposed values."""

    add_item_label = "Uusi kokous"

    def get_add_url(self):
        return reverse("new_meeting_first") if indexes_for(self.request.user) else None

    @cached_property
    def header_more_buttons(self):
        indexes = indexes_for(self.request.user)
        return [*super().header_more_buttons, *(b for i in indexes for b in self.buttons(i))]

    @staticmethod
    def buttons(index):
        names = (
            ("Vuoden kokoukset", "year_of_meetings", "calendar"),
            ("Kokousten asetukset", "meeting_settings", "cogs"),
        )
        for place, (label, name, icon) in enumerate(names):
            url = reverse(name, args=[index.pk])
            yield Button(label, url=url, icon_name=icon, priority=100 + place)


class MeetingListing(PageListingViewSet):
    """The menu item with the list of meetings."""

    index_view_class = MeetingList

    model = MeetingPage
    icon = "calendar"
    menu_label = "Kokoukset"
    menu_order = 110
    add_to_admin_menu = True
    columns = MEETING_COLUMNS
    ordering = "-date"


class StatementListing(PageListingViewSet):
    """The menu item with the list of statements."""

    model = StatementPage
    icon = "openquote"
    menu_label = "Lausunnot"
    menu_order = 120
    add_to_admin_menu = True
    columns = STATEMENT_COLUMNS
    ordering = "-date"


@hooks.register("register_admin_viewset")
def register_page_lists():
    return [
        MeetingsInExplorer(),
        StatementsInExplorer(),
        MeetingListing("meetings"),
        StatementListing("statements"),
    ]


@hooks.register("register_deciding_pages")
def register_deciding_pages():
    """Let the form of a nomination offer meetings, which networks/deciding.py does not know."""
    return [MeetingPage]


@hooks.register("construct_homepage_panels")
def add_meetings(request, panels):
    panels.append(MeetingsPanel(request.user))
    if get_duties(request.user) & {"secretariat", "communications"}:
        panels.append(OpenActionsPanel(request.user))


class MeetingsPanel(Component):
    """The dashboard panel: the next meetings and missing files."""

    name = "meetings_today"
    template_name = "admin/home/meetings_today.html"
    order = 220  # below what waits for the user
    LIMIT = 5

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        mine = page_permission_policy.instances_user_has_permission_for(self.user, "change")
        meetings = MeetingPage.objects.filter(pk__in=mine.values("pk")).upcoming()
        return {
            "meetings": meetings.soonest_first()[: self.LIMIT],
            "missing_files": documents_without_file(self.user).count(),
        }


@hooks.register("register_reports_menu_item")
def missing_files_menu_item():
    return MenuItem(
        "Puuttuvat tiedostot",
        reverse("missing_files"),
        name="missing-files",
        icon_name="doc-empty",
        order=100,
    )


@hooks.register("register_reports_menu_item")
def open_actions_menu_item():
    return MenuItem(
        OpenActions.page_title,
        reverse("open_actions"),
        name="open-actions",
        icon_name=OpenActions.header_icon,
        order=95,
    )


@hooks.register("register_admin_urls")
def meeting_addresses():
    lists, one = "kokouslista/<int:index_pk>", "kokous/<int:page_pk>"
    return [
        path("kokouslista/uusi/", first_index, name="new_meeting_first"),
        path(f"{lists}/uusi/", NewMeeting.as_view(), name="new_meeting"),
        path(f"{lists}/vuosi/", YearView.as_view(), name="year_of_meetings"),
        path(f"{lists}/asetukset/", MeetingSettingsView.as_view(), name="meeting_settings"),
        path(f"{one}/yhtena/", WholePaperView.as_view(), name="whole_paper"),
        path(f"{one}/yhtena.pdf", WholePaperFile.as_view(), name="whole_paper_file"),
        path(f"{one}/tiedostot/", MeetingFiles.as_view(), name="meeting_files"),
        path(f"{one}/tiedostot/tuo/", UploadFiles.as_view(), name="meeting_files_in"),
        path(f"{one}/kokouksen-jalkeen/", AfterMeetingView.as_view(), name="after_meeting"),
        path(f"{one}/kutsu/", CallView.as_view(), name="call_meeting"),
        path(f"{one}/esityslista/", AgendaView.as_view(), name="meeting_agenda"),
        path(
            f"{one}/esityslista/<int:place>/",
            AgendaItemView.as_view(),
            name="meeting_agenda_item",
        ),
        path(f"{one}/tarkastus/", ChecksView.as_view(), name="minutes_checks"),
        path(f"{one}/osallistujat/", AttendanceView.as_view(), name="meeting_attendance"),
    ]


@hooks.register("register_log_actions")
def log_completions(actions):
    @actions.register_action(DONE)
    class MarkedDone(LogFormatter):
        label = "Merkitse tehdyksi"

        def format_message(self, entry):
            words = _("%(section)s merkittiin tehdyksi %(day)s")
            return words % entry.data

    @actions.register_action(REOPENED)
    class ReopenedAction(LogFormatter):
        label = "Peru tehdyksi merkintä"

        def format_message(self, entry):
            words = _("%(section)s: tehdyksi merkintä (%(day)s) peruttiin")
            return words % entry.data


@hooks.register("register_log_actions")
def log_checks(actions):
    actions.register_action(
        ASKED, _("Pyydä pöytäkirjan tarkastus"), _("Pöytäkirjan tarkastus pyydettiin")
    )
    actions.register_action(
        CHECKED, _("Tarkasta pöytäkirja"), _("Tarkastaja on tarkastanut pöytäkirjan")
    )
    actions.register_action(
        REMARKED, _("Huomauta pöytäkirjasta"), _("Pöytäkirjan tarkastaja huomautti")
    )


@hooks.register("register_admin_urls")
def report_addresses():
    results = MissingFilesView.as_view(results_only=True)
    actions = OpenActions.as_view(results_only=True)
    one = "raportit/avoimet-tehtavat/<int:pk>"
    return [
        path("raportit/avoimet-tehtavat/", OpenActions.as_view(), name="open_actions"),
        path("raportit/avoimet-tehtavat/tulokset/", actions, name="open_actions_results"),
        path(f"{one}/tehty/", MarkDone.as_view(), name="mark_action_done"),
        path(f"{one}/avaa/", Reopen.as_view(), name="reopen_action"),
        path("raportit/puuttuvat-tiedostot/", MissingFilesView.as_view(), name="missing_files"),
        path("raportit/puuttuvat-tiedostot/tulokset/", results, name="missing_files_results"),
    ]
