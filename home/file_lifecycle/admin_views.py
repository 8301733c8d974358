"""Admin views of files: who can read them, new versions, and withdrawal."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from home.documents.access import (
    POLICIES,
    find_pages_showing,
    is_public,
    may_see_file,
    may_withdraw_file,
)
from home.documents.models import CouncilDocument, CouncilImage

from .forms import VersionForm, WithdrawalForm
from .version_message import add_version_message
from .versions import get_version_chain, put_into_drafts
from .withdrawal import withdraw_file

KINDS = {"asiakirja": CouncilDocument, "kuva": CouncilImage}
ICONS = {"asiakirja": "doc-full-inverse", "kuva": "image"}


def get_card_url(file) -> str:
    """Return the URL of the file's card in the admin."""
    kind = "kuva" if isinstance(file, CouncilImage) else "asiakirja"
    return reverse("file_card", args=[kind, file.pk])


def describe_access(file) -> str:
    """Return in words who can read the file now."""
    if file.withdrawn_at:
        return "poistettu julkaisusta"
    return "julkinen" if is_public(file) else "ei julkinen"


class FileView(WagtailAdminTemplateMixin):
    """Base of the views of one file: loads it, and shows it only to those who may see it."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        kind = kwargs["kind"]
        self.file = get_object_or_404(KINDS.get(kind, CouncilDocument), pk=kwargs["pk"])
        self.header_icon, self.page_subtitle = ICONS.get(kind, ""), self.file.title
        if kind not in KINDS or not may_see_file(request.user, self.file):
            raise Http404

    def get_breadcrumbs_items(self):
        own = {"url": get_card_url(self.file), "label": self.file.title}
        here = {"url": "", "label": self.page_title}
        return [*super().get_breadcrumbs_items(), own, here]


class FileCard(FileView, TemplateView):
    """Overview of one file: who can read it, which pages show it, and its versions."""

    page_title = "Versiot ja julkisuus"
    template_name = "admin/files/card.html"

    def get_context_data(self, **kwargs):
        file, user = self.file, self.request.user
        is_document = isinstance(file, CouncilDocument)
        return super().get_context_data(**kwargs) | {
            "file": file,
            "state": describe_access(file),
            "pages": find_pages_showing(file),
            "versions": get_version_chain(file) if is_document else [],
            "may_renew": is_document and may_add_version(user, file),
            "may_withdraw": may_withdraw_file(user, file) and can_be_withdrawn(file),
        }


def may_add_version(user, document) -> bool:
    """Return whether the user may add a new version; only the newest version gets a successor."""
    rights = POLICIES[CouncilDocument].user_has_permission_for_instance(user, "change", document)
    return rights and not CouncilDocument.objects.filter(replaces=document).exists()


def can_be_withdrawn(file) -> bool:
    """Return whether the file has been public and is not withdrawn yet."""
    return file.withdrawn_at is None and (file.was_published or is_public(file))


class NewVersion(FileView, FormView):
    """Form view that adds a new version of a file."""

    page_title = "Uusi versio"
    template_name = "admin/files/form.html"
    form_class = VersionForm

    def dispatch(self, request, *args, **kwargs):
        if not isinstance(self.file, CouncilDocument) or not may_add_version(
            request.user, self.file
        ):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"replaces": self.file, "user": self.request.user}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "help": "Vanha versio jää talteen. Uusi versio vaihdetaan niiden sivujen luonnoksiin, "
            "jotka näyttävät tiedoston, ja tulee julkiseksi, kun sivu hyväksytään.",
            "action": "Tallenna uusi versio",
            "multipart": True,
        }

    def form_valid(self, form):
        with transaction.atomic():
            new = form.save()
            changes = put_into_drafts(self.file, new, self.request.user)
        add_version_message(self.request, new, changes)
        return redirect(get_card_url(new))


class Withdraw(FileView, FormView):
    """Form view that withdraws a file or picture from the public."""

    page_title = "Poista julkaisusta"
    template_name = "admin/files/form.html"
    form_class = WithdrawalForm

    def dispatch(self, request, *args, **kwargs):
        if not may_withdraw_file(request.user, self.file) or not can_be_withdrawn(self.file):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "help": "Tiedosto poistuu heti kaikilta sivuilta ja hausta. Sen osoitteessa kerrotaan "
            "päivä ja syy. Puheenjohtajisto saa tiedon. Tätä ei voi perua: jos tiedosto "
            "julkaistaan uudelleen, se tuodaan uutena.",
            "action": "Poista julkaisusta",
            "pages": find_pages_showing(self.file),
        }

    def form_valid(self, form):
        erase = form.cleaned_data["content"] == "erase"
        withdraw_file(self.file, self.request.user, form.cleaned_data["reason"], erase)
        messages.success(self.request, f"”{self.file.title}” on poistettu julkaisusta.")
        return redirect(get_card_url(self.file))


class PublishedFiles(ReportView):
    """Report of the files that have been public, newest first; the chair finds a file here too."""

    model = CouncilDocument
    permission_policy = page_permission_policy
    any_permission_required = ["add", "change"]
    page_title = "Julkaistut tiedostot"
    header_icon = "doc-full-inverse"
    index_url_name = "published_files"
    index_results_url_name = "published_files_results"
    is_searchable = False
    default_ordering = "-first_published_at"
    columns = [
        TitleColumn("title", label="Nimi", get_url=get_card_url),
        Column("state", label="Tila", accessor=describe_access),
        DateColumn("first_published_at", label="Julkaistu"),
        DateColumn("withdrawn_at", label="Poistettu julkaisusta"),
    ]
    list_export = ["title", "first_published_at", "withdrawn_at", "withdrawal_reason", "sha256"]
    export_headings = {
        "title": "Nimi",
        "first_published_at": "Julkaistu",
        "withdrawn_at": "Poistettu julkaisusta",
        "withdrawal_reason": "Syy",
        "sha256": "SHA-256",
    }

    def get_queryset(self):
        mine = POLICIES[self.model].instances_user_has_any_permission_for(
            self.request.user, ["change", "choose"]
        )
        return mine.filter(first_published_at__isnull=False).order_by("-first_published_at")


class PublishedPictures(PublishedFiles):
    model = CouncilImage
    page_title = "Julkaistut kuvat"
    header_icon = "image"
    index_url_name = "published_pictures"
    index_results_url_name = "published_pictures_results"
