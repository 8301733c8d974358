"""Simplify the admin for the council's people: fewer words and choices."""

from django.db import DEFAULT_DB_ALIAS
from django.db.models.deletion import Collector
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.forms import choosers
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet
from wagtail.contrib.redirects.views import IndexView as RedirectList
from wagtail.sites.views import IndexView as SitesView
from wagtail.sites.views import SiteViewSet

from . import exports
from .incoming.views import parse_moment_view
from .models import (
    GoalIndexPage,
    GoalPage,
    NewsIndexPage,
    NewsPage,
    TaskIndexPage,
    TaskPage,
)

FILES = {"images", "documents"}  # one entry of the menu for both
# Only needed by those who maintain the system.
SET_BY_CODE = {"collections", "groups", "workflows", "workflow-tasks"}
KEEPERS_REPORTS = {"locked-pages", "workflow-tasks", "aging-pages", "page-types-usage"}


def is_administrator(user) -> bool:
    return user.has_perm("accounts.change_user")


@hooks.register("construct_main_menu")
def shorten_menu(request, items):
    """Leave out Wagtail's own help, which is in English, and put files under one entry."""
    files = [item for item in items if item.name in FILES]
    items[:] = [item for item in items if item.name not in FILES | {"help"}]
    if files:
        label = _("Tiedostot")
        items.append(
            SubmenuMenuItem(label, Menu(items=files), name="files", icon_name="image", order=300)
        )


@hooks.register("construct_reports_menu")
def shorten_reports(request, items):
    if not is_administrator(request.user):
        items[:] = [item for item in items if item.name not in KEEPERS_REPORTS]


@hooks.register("construct_settings_menu")
def hide_managed_settings(request, items):
    """Hide the objects that home/role_rights.py manages, as nobody edits them in the admin."""
    items[:] = [item for item in items if item.name not in SET_BY_CODE]


@hooks.register("insert_global_admin_css")
def add_admin_css():
    names = ("admin", "admin-tables", "dashboard", "guide", "editing")
    sheets = ((static(f"css/{name}.css"),) for name in names)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("register_admin_urls")
def register_moment_url():
    return [path("paivat/", parse_moment_view, name="read_moment")]


@hooks.register("insert_global_admin_js")
def add_moment_script():
    """Add the behaviour of date and time fields, in Wagtail's forms and in ours."""
    address = reverse("read_moment")
    return format_html(
        '<script src="{}" data-address="{}"></script>', static("js/moment.js"), address
    )


@hooks.register("insert_global_admin_js")
def add_tag_script():
    """Label the tag input for screen readers."""
    return format_html('<script src="{}"></script>', static("js/tag-labels.js"))


@hooks.register("insert_global_admin_js")
def add_start_script():
    """Start choosers and inline panels without inline scripts, see home/admin_scripts.py."""
    return format_html('<script src="{}"></script>', static("js/start.js"))


@hooks.register("insert_editor_js")
def add_paste_script():
    """Keep the cells of a pasted table separate in rich text."""
    return format_html('<script src="{}"></script>', static("js/paste-table.js"))


@hooks.register("before_delete_page")
def refuse_protected_page(request, page):
    """Raise ProtectedError for protected pages before Wagtail logs the deletion."""
    if request.method == "POST":
        Collector(DEFAULT_DB_ALIAS).collect(page.get_descendants(inclusive=True))


def name_link_fields():
    """Set the labels of the link choosers, which Wagtail derives from English field names."""
    labels = {
        "link_text": "Linkin teksti",
        "email_address": "Sähköpostiosoite",
        "subject": "Viestin aihe",
        "body": "Viestin teksti",
        "phone_number": "Puhelinnumero",
    }
    for form in (
        choosers.ExternalLinkChooserForm,
        choosers.AnchorLinkChooserForm,
        choosers.EmailLinkChooserForm,
        choosers.PhoneLinkChooserForm,
    ):
        for name in form.base_fields.keys() & labels.keys():
            form.base_fields[name].label = labels[name]


name_link_fields()
exports.install_export_patches()


def name_site_columns():
    """Set the column headings that Wagtail derives from English field names."""
    labels = {"port": "Portti", "site_name": "Sivuston nimi", "root_page": "Etusivu"}
    for column in SitesView.columns:
        column.label = labels.get(column.name, column.label)


name_site_columns()


def close_unused_views():
    """Remove buttons of views that home/endpoints.py turns off; the lists cannot be subclassed."""
    SiteViewSet.copy_view_enabled = False
    del RedirectList.header_more_buttons  # the import button; those of exports stay


close_unused_views()


def make_listing_columns(*own):
    """Return the columns of a list of pages: title, those of the type, edit time, status."""
    return [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label="Otsikko", sort_key="title", classname="title"),
        *own,
        DateColumn(
            "latest_revision_created_at",
            label="Muokattu",
            sort_key="latest_revision_created_at",
            width="12%",
        ),
        PageStatusColumn("status", label="Julkisuus", sort_key="live", width="12%"),
    ]


NEWS_COLUMNS = make_listing_columns(Column("date", label="Päivä", sort_key="date", width="12%"))
NUMBERED_COLUMNS = make_listing_columns(
    Column("number", label="Numero", sort_key="number", width="8%")
)


class NewsInExplorer(PageViewSet):
    model = NewsPage
    parent_models = [NewsIndexPage]
    columns = NEWS_COLUMNS
    ordering = "-date"


class GoalsInExplorer(PageViewSet):
    model = GoalPage
    parent_models = [GoalIndexPage]
    columns = NUMBERED_COLUMNS
    ordering = "number"


class TasksInExplorer(PageViewSet):
    model = TaskPage
    parent_models = [TaskIndexPage]
    columns = NUMBERED_COLUMNS
    ordering = "number"


class NewsListing(PageListingViewSet):
    """A list of news in the main menu."""

    model = NewsPage
    icon = "edit"
    menu_label = "Tiedotteet"
    menu_order = 130
    add_to_admin_menu = True
    columns = NEWS_COLUMNS
    ordering = "-date"


@hooks.register("register_admin_viewset")
def register_page_listings():
    return [NewsInExplorer(), GoalsInExplorer(), TasksInExplorer(), NewsListing("news")]
