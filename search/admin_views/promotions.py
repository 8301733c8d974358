"""Promotions in the admin: pages that editors put above the hits."""

from django.shortcuts import get_object_or_404
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList, PageChooserPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import page_permission_policy

from ..models import Promotion


def editable_pages(user):
    """Return the pages that the user may edit."""
    return page_permission_policy.instances_user_has_permission_for(user, "change")


def editable_promotions(user):
    return Promotion.objects.filter(page__in=editable_pages(user).values("pk"))


class PromotionForm(WagtailAdminModelForm):
    """Offers only pages that the user may edit."""

    def clean_words(self):
        phrases = (" ".join(phrase.split()) for phrase in self.cleaned_data["words"].split(","))
        return ", ".join(filter(None, phrases))

    def clean_page(self):
        page = self.cleaned_data["page"]
        if not editable_pages(self.for_user).filter(pk=page.pk).exists():
            self.add_error("page", "Valitse sivu, jota saat itse muokata.")
        return page


class OwnPromotions:
    """Restricts the promotions shown and opened to pages that the user may edit."""

    def get_base_queryset(self):
        return editable_promotions(self.request.user).select_related("page")

    def get_object(self, queryset=None):
        return get_object_or_404(editable_promotions(self.request.user), pk=self.kwargs["pk"])


class PromotionIndex(OwnPromotions, generic.IndexView):
    pass


class EditPromotion(OwnPromotions, generic.EditView):
    pass


class DeletePromotion(OwnPromotions, generic.DeleteView):
    pass


class PromotionViewSet(ModelViewSet):
    model = Promotion
    name = "promotions"
    url_prefix = "nostot"
    icon = "pick"
    menu_label = "Haun nostot"
    menu_order = 320
    add_to_settings_menu = True
    index_view_class = PromotionIndex
    edit_view_class = EditPromotion
    delete_view_class = DeletePromotion
    copy_view_enabled = False
    list_display = [
        "words",
        Column("page", label="Sivu"),
        Column("state", label="Julkisuus", accessor=lambda one: one.page.status_string),
    ]
    search_fields = ["words"]
    add_to_reference_index = False
    edit_handler = ObjectList(
        [FieldPanel("words"), PageChooserPanel("page"), FieldPanel("text")],
        base_form_class=PromotionForm,
    )
