"""Wagtail hooks of files: serving, publishing, deleting, and their place in the admin."""

from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.http import Http404
from django.urls import path, reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.signals import page_published

from home.documents.access import POLICIES, find_pages_showing, may_read_file
from home.documents.links import DocumentLink
from home.documents.models import CouncilDocument, CouncilImage
from home.documents.panels import AntivirusPanel
from home.text.content import iterate_pieces, list_files_of

from .admin_views import FileCard, NewVersion, PublishedFiles, PublishedPictures, Withdraw
from .cleaning import hooks as cleaning_hooks  # noqa: F401  Wagtail loads this file only


@hooks.register("before_serve_document")
def refuse_unpublished_file(document, request):
    """Raise Http404 for a file that no published page shows, unless the user is its staff."""
    if not may_read_file(request.user, document):
        raise Http404


# Signals, because the admin deletes several files at once without calling the model, and because a
# page is published in many ways: by an approval, on schedule, together with others.
@receiver(pre_delete, sender=CouncilDocument)
@receiver(pre_delete, sender=CouncilImage)
def protect_published_file(instance, **kwargs):
    """Protect a file that is or was shown by a published page: it can only be withdrawn."""
    if pages := find_pages_showing(instance):
        raise ProtectedError("A published page shows this file.", set(pages))
    if instance.was_published:
        raise ProtectedError("This file has been public.", {instance})


@receiver(page_published)
def mark_files_as_published(instance, **kwargs):
    """Record that the files of the page are public from now on."""
    shown = {piece.value for piece in iterate_pieces(instance) if piece.is_file}
    for file in shown.union(list_files_of(instance)):
        if not file.was_published:
            kept = type(file)._default_manager.filter(pk=file.pk, first_published_at=None)
            kept.update(first_published_at=timezone.now())


@hooks.register("register_rich_text_features", order=1000)
def register_file_links(features):
    features.register_link_type(DocumentLink)


@hooks.register("construct_homepage_panels")
def add_antivirus_panel(request, panels):
    if POLICIES[CouncilDocument].user_has_permission(request.user, "change"):
        panels.append(AntivirusPanel())


@hooks.register("register_admin_urls")
def register_file_urls():
    lists = {"tiedostot": PublishedFiles, "kuvat": PublishedPictures}
    reports = []
    for name, view in lists.items():
        results = view.as_view(results_only=True)
        reports += [
            path(f"raportit/julkaistut-{name}/", view.as_view(), name=view.index_url_name),
            path(
                f"raportit/julkaistut-{name}/tulokset/", results, name=view.index_results_url_name
            ),
        ]
    return [
        *reports,
        path("tiedosto/<str:kind>/<int:pk>/", FileCard.as_view(), name="file_card"),
        path("tiedosto/<str:kind>/<int:pk>/versio/", NewVersion.as_view(), name="new_version"),
        path("tiedosto/<str:kind>/<int:pk>/poista/", Withdraw.as_view(), name="withdraw_file"),
    ]


@hooks.register("register_reports_menu_item")
def register_files_menu_item():
    return make_report_menu_item(PublishedFiles, 110)


@hooks.register("register_reports_menu_item")
def register_pictures_menu_item():
    return make_report_menu_item(PublishedPictures, 120)


def make_report_menu_item(view, order):
    return MenuItem(
        view.page_title,
        reverse(view.index_url_name),
        name=view.index_url_name.replace("_", "-"),
        icon_name=view.header_icon,
        order=order,
    )
