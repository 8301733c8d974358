"""The screen of a meeting's whole paper, and the PDF itself."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..models import MeetingPage
from ..pdf.whole import CannotJoin, WholePaper
from .common import page_edit_address


class OfWholePaper:
    """A view of the newest version of a meeting, for staff who may edit it."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.page = get_object_or_404(MeetingPage, pk=kwargs["page_pk"])
        self.paper = WholePaper(self.page.get_latest_revision_as_object(), request.user)

    def dispatch(self, request, *args, **kwargs):
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class WholePaperView(OfWholePaper, WagtailAdminTemplateMixin, TemplateView):
    """Lists what the whole paper holds and what it cannot hold, before it is made."""

    page_title = _("Asialista ja liitteet yhtenä PDF:nä")
    header_icon = "doc-full"
    template_name = "admin/meetings/whole_paper.html"

    def get_page_subtitle(self):
        return self.paper.meeting.get_admin_display_title()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"paper": self.paper, "meeting": self.page}

    def get_breadcrumbs_items(self):
        own = {"url": page_edit_address(self.page), "label": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), own, {"url": "", "label": self.page_title}]


class WholePaperFile(OfWholePaper, View):
    """Makes the PDF and sends it; nothing is stored."""

    http_method_names = ["get", "head"]

    def get(self, request, page_pk):
        try:
            file = self.paper.make(request)
        except CannotJoin as error:
            messages.error(request, str(error))
            return redirect(reverse("whole_paper", args=[page_pk]))
        return FileResponse(
            file,
            as_attachment=True,
            filename=self.paper.file_name,
            content_type="application/pdf",
            headers={"Cache-Control": "private, no-store"},
        )
