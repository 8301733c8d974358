"""Nominations and their proposals in the admin."""

from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy

from home.permission_policies import OwnPolicyMixin
from home.wagtail_hooks import make_listing_columns

from .models import NominationPage, Proposal

COLUMNS = {
    "nomination": "Nimeäminen",
    "first_name": "Ehdokkaan etunimi",
    "last_name": "Ehdokkaan sukunimi",
    "email": "Ehdokkaan sähköposti",
    "organisation": "Ehdokkaan yhteisö",
    "reasons": "Perustelut",
    "consent": "Suostumus",
    "consent_on": "Suostumuksen päivä",
    "proposer_name": "Ehdottaja",
    "proposer_email": "Ehdottajan sähköposti",
    "proposer_organisation": "Ehdottajan yhteisö",
    "created_at": "Lähetetty",
}


class ProposalPolicy(ModelPermissionPolicy):
    """A policy that lets nobody add or change proposals, which speak for those who made them."""

    def user_has_permission(self, user, action):
        return action in ("view", "delete") and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)


def proposals_of(user):
    """Return the proposals for the nominations that the user may edit."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    mine = NominationPage.objects.filter(pk__in=pages.values("pk"))
    return Proposal.objects.filter(nomination__in=mine)


class OwnProposals:
    """Limits a view to the proposals for nominations that the user may edit."""

    def get_base_queryset(self):
        return proposals_of(self.request.user).select_related("nomination")

    def get_object(self, queryset=None):
        return get_object_or_404(proposals_of(self.request.user), pk=self.kwargs["pk"])


def choosing_address(nomination) -> str:
    """Return the address of the view in which staff choose among the proposals."""
    return reverse("choose_appointees", args=[nomination])


def choose_button(proposal) -> Button:
    address = choosing_address(proposal.nomination_id)
    return Button("Valitse nimettävät", url=address, icon_name="check", priority=5)


class ProposalIndex(OwnProposals, generic.IndexView):
    """The list with one row per candidate; the export has every proposal."""

    list_export = list(COLUMNS)
    export_headings = COLUMNS
    export_filename = "ehdotukset"

    def get_base_queryset(self):
        proposals = super().get_base_queryset()
        return proposals if self.is_export else proposals.one_for_each_candidate()

    def get_list_more_buttons(self, instance):
        return [choose_button(instance), *super().get_list_more_buttons(instance)]


class ProposalInspect(OwnProposals, generic.InspectView):
    @cached_property
    def header_more_buttons(self):
        return [choose_button(self.object), *super().header_more_buttons]


class ProposalDelete(OwnProposals, generic.DeleteView):
    """Deletes all proposals of the same candidate for the nomination."""

    @property
    def confirmation_message(self):
        number = self.object.of_same_candidate().count()
        asked = _("Poistetaanko ehdotus: %(name)s? Ehdotuksen teki %(proposers)s.")
        if number > 1:
            asked = _("Poistetaanko kaikki ehdotukset: %(name)s? Ehdotukset tekivät %(proposers)s.")
        return asked % {"name": self.object, "proposers": self.object.proposers}

    def delete_action(self):
        """Delete the other proposals as well; Wagtail's hook for deletion."""
        self.object.of_same_candidate().exclude(pk=self.object.pk).delete()
        super().delete_action()


class ProposalViewSet(OwnPolicyMixin, ModelViewSet):
    model = Proposal
    name = "proposals"
    url_prefix = "ehdotukset"
    icon = "user"
    menu_label = "Ehdotukset"
    permission_policy = ProposalPolicy(Proposal)
    index_view_class = ProposalIndex
    inspect_view_class = ProposalInspect
    delete_view_class = ProposalDelete
    inspect_view_enabled = True
    inspect_view_fields = [*COLUMNS, "proposers", "all_reasons"]
    copy_view_enabled = False
    form_fields = ["reasons"]
    add_to_reference_index = False
    list_filter = ["nomination"]
    list_display = [
        "__str__",
        Column("organisation", label="Yhteisö"),
        Column("proposers", label="Ehdottajat"),
        Column("nomination", label="Nimeäminen"),
        Column("created_at", label="Lähetetty", sort_key="created_at"),
    ]


class NominationList(IndexView):
    """The list in the menu, with the number of proposals."""

    def annotate_queryset(self, pages):
        return super().annotate_queryset(pages).annotate(proposed=Count("proposals"))


class NominationListing(PageListingViewSet):
    """The menu item with the list of nominations."""

    index_view_class = NominationList
    model = NominationPage
    icon = "clipboard-list"
    menu_label = "Nimeämiset"
    columns = make_listing_columns(
        Column("state", label="Tila", accessor=lambda n: capfirst(n.state_in_words), width="14%"),
        Column("closes_on", label="Haku päättyy", sort_key="closes_on", width="12%"),
        TitleColumn(
            "proposed",
            label="Ehdotuksia",
            width="10%",
            get_url=lambda nomination: choosing_address(nomination.pk),
        ),
    )
    ordering = "-closes_on"
