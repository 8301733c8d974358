"""People, organisations, seats and terms in the admin."""

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, TitleColumn, UpdatedAtColumn
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSetGroup

from home.approval.snippets import ApprovedViewSet

from .admin.leaving_views import LeavingView
from .admin.new_term_views import NewTermView, UndoNewTerm
from .admin.nominations import ChooseAppointees
from .admin.roster_views import RosterView
from .admin.sheet_import import IMPORT, UNDO
from .admin.sheet_views import ExportSheet, ImportSheet, UndoImport
from .admin.undo_new_term import NEW_TERM, UNDO_NEW_TERM
from .contact_check.admin_views import ContactChecksView, ContactProposalView
from .models import Organisation, Person, Seat, Term
from .proposal_admin import NominationListing, ProposalViewSet


def roster_address(term) -> str:
    return reverse("edit_roster", args=[term.pk])


class TermList(IndexView):
    """The list of terms, with a button that drafts the next one with its people."""

    @cached_property
    def header_buttons(self):
        new = HeaderButton(_("Uusi toimikausi"), url=reverse("new_term"), icon_name="calendar")
        return [new, *super().header_buttons] if self.add_url else super().header_buttons


class TermViewSet(ApprovedViewSet):
    model = Term
    index_view_class = TermList
    icon = "calendar"
    menu_label = "Toimikaudet"
    list_display = [
        "name",
        Column("period", label="Aika"),
        TitleColumn(
            "roster",
            label="Kokoonpano",
            accessor=lambda term: "Muokkaa kokoonpanoa",
            get_url=roster_address,
        ),
        LiveStatusTagColumn(),
        UpdatedAtColumn(),
    ]
    inspect_view_enabled = False


class SeatViewSet(ApprovedViewSet):
    model = Seat
    icon = "table"
    menu_label = "Paikat"
    list_display = [
        "title",
        Column("get_group_display", label="Ryhmä", sort_key="group"),
        Column("get_right_display", label="Oikeus", sort_key="right"),
        LiveStatusTagColumn(),
    ]
    list_filter = ["group", "right"]
    list_per_page = 50
    ordering = ["order", "title"]


class PersonList(IndexView):
    """The list of people, with a button that leads to the yearly check of their contact data."""

    @cached_property
    def header_buttons(self):
        address = reverse("contact_checks")
        check = HeaderButton(_("Yhteystietojen tarkistus"), url=address, icon_name="mail")
        return [*super().header_buttons, check] if self.add_url else super().header_buttons


class PersonViewSet(ApprovedViewSet):
    model = Person
    index_view_class = PersonList
    icon = "user"
    menu_label = "Henkilöt"
    list_display = [
        "__str__",
        LiveStatusTagColumn(),
        UpdatedAtColumn(),
    ]
    list_per_page = 50
    ordering = ["last_name", "first_name"]


class OrganisationViewSet(ApprovedViewSet):
    model = Organisation
    icon = "group"
    menu_label = "Yhteisöt"
    list_display = [
        "name",
        Column("get_kind_display", label="Laji", sort_key="kind"),
        LiveStatusTagColumn(),
    ]
    list_filter = ["kind"]
    list_per_page = 50
    ordering = ["name"]


NOMINATIONS = (NominationListing("nominations"), ProposalViewSet())


class RosterViewSetGroup(SnippetViewSetGroup):
    """The menu group of terms, seats, people, organisations and nominations."""

    items = (TermViewSet, SeatViewSet, PersonViewSet, OrganisationViewSet)
    menu_label = "Edustajat"
    menu_icon = "group"
    menu_name = "roster"
    menu_order = 210

    def get_submenu_items(self):
        items = super().get_submenu_items()
        others = [each.get_menu_item(order=100 + n) for n, each in enumerate(NOMINATIONS)]
        return [*items, *others]


register_snippet(RosterViewSetGroup)


@hooks.register("register_admin_viewset")
def register_nominations():
    return list(NOMINATIONS)


@hooks.register("register_snippet_listing_buttons")
def leaving_button(snippet, user, next_url=None):
    if isinstance(snippet, Person) and user.has_perm("networks.change_term"):
        address = reverse("person_leaves", args=[snippet.pk])
        yield Button(_("Henkilö lähtee"), url=address, icon_name="user", priority=25)


@hooks.register("register_admin_urls")
def roster_addresses():
    return [
        path("nimeamiset/<int:pk>/valinta/", ChooseAppointees.as_view(), name="choose_appointees"),
        path("henkilo-lahtee/<int:pk>/", LeavingView.as_view(), name="person_leaves"),
        path("yhteystietojen-tarkistus/", ContactChecksView.as_view(), name="contact_checks"),
        path(
            "yhteystietojen-tarkistus/<int:pk>/",
            ContactProposalView.as_view(),
            name="contact_proposal",
        ),
        path("uusi-toimikausi/", NewTermView.as_view(), name="new_term"),
        path("uusi-toimikausi/<int:pk>/peru/", UndoNewTerm.as_view(), name="undo_new_term"),
        path("kokoonpano/<int:pk>/", RosterView.as_view(), name="edit_roster"),
        path("kokoonpano/<int:pk>/taulukko/", ImportSheet.as_view(), name="import_roster"),
        path("kokoonpano/<int:pk>/peru-tuonti/", UndoImport.as_view(), name="undo_roster_import"),
        *(
            path(
                f"kokoonpano/<int:pk>/edustajat.{kind}",
                ExportSheet.as_view(),
                {"kind": kind},
                name=f"export_roster_{kind}",
            )
            for kind in ("xlsx", "csv")
        ),
    ]


@hooks.register("register_log_actions")
def roster_log_actions(actions):
    @actions.register_action(IMPORT)
    class Imported(LogFormatter):
        label = "Tuo edustajat taulukosta"
        message = "Tuotiin edustajat taulukosta"

    @actions.register_action(UNDO)
    class Undone(LogFormatter):
        label = "Peru tuonti"
        message = "Peruttiin edustajien tuonti taulukosta"

    @actions.register_action(NEW_TERM)
    class Begun(LogFormatter):
        label = "Tee uusi toimikausi"
        message = "Tehtiin uusi toimikausi edellisen pohjalta"

    @actions.register_action(UNDO_NEW_TERM)
    class TakenBack(LogFormatter):
        label = "Peru uusi toimikausi"
        message = "Peruttiin uusi toimikausi"
