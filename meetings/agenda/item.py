"""The view of one agenda item: its texts with formatting, and what it has to do with."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList

from home.approval.write_lock import lock_writes
from home.editing.whole import is_whole, respond_incomplete, respond_outdated

from ..admin.common import MeetingDraftView
from ..choices import agenda_item_choices
from ..models import AgendaItem
from .values import RICH, make_fingerprint, read_values

OUTDATED = gettext_lazy("Asiaa on muutettu toisaalla sillä välin, joten mitään ei tallennettu.")


class AgendaItemForm(WagtailAdminModelForm):
    """The form of an agenda item, with limited choices."""

    def __init__(self, *args, offers, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() & offers.keys():
            self.fields[name].queryset = offers[name].queryset
            self.fields[name].choices = offers[name].choices
        for name in RICH:
            widget = self.fields[name].widget  # outside Wagtail's panels it has no accessible name
            widget.options = widget.options | {"ariaLabel": str(self.fields[name].label)}


def make_form_class() -> type[AgendaItemForm]:
    """Return the form of all fields of an item, made of its panels."""
    handler = ObjectList(AgendaItem.panels, base_form_class=AgendaItemForm)
    return handler.bind_to_model(AgendaItem).get_form_class()


class AgendaItemView(MeetingDraftView, FormView):
    """One item of the draft, by its place in the list."""

    page_title = "Asiakohta"
    header_icon = "list-ul"
    template_name = "admin/meetings/agenda_item.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.find_item()

    def find_item(self) -> None:
        self.items = list(self.draft.agenda_items.all())
        self.place = self.kwargs["place"]
        if not 0 < self.place <= len(self.items):
            raise Http404
        self.item = self.items[self.place - 1]

    def get_form_class(self):
        return make_form_class()

    def get_form_kwargs(self):
        own = {"instance": self.item, "for_user": self.request.user}
        return super().get_form_kwargs() | own | {"offers": agenda_item_choices(self.draft)}

    def post(self, request, *args, **kwargs):
        if not is_whole(make_form_class(), request.POST, request.FILES):
            return respond_incomplete(request)
        with transaction.atomic():
            lock_writes()
            self.page.refresh_from_db()
            self.draft = self.page.get_latest_revision_as_object()
            if self.place > len(self.draft.agenda_items.all()):
                return respond_outdated(request, OUTDATED)
            self.find_item()
            if request.POST.get("was") != self.fingerprint():
                return respond_outdated(request, OUTDATED)
            return super().post(request, *args, **kwargs)

    def fingerprint(self) -> str:
        related = (self.item.network_id, self.item.goal_id, self.item.continues_id)
        return f"{make_fingerprint(read_values(self.item))} {related}"

    def form_valid(self, form):
        item = form.save(commit=False)
        others = [each for each in self.items if each is not item]
        if any((each.number, each.letter) == (item.number, item.letter) for each in others):
            form.add_error("number", _("Samalla pykälänumerolla on jo toinen asiakohta."))
            return self.form_invalid(form)
        self.draft.agenda_items = self.items
        self.store_draft()
        words = _("%(item)s on tallennettu luonnokseen.")
        messages.success(self.request, words % {"item": item})
        return redirect(f"{reverse('meeting_agenda', args=[self.page.pk])}#asia-{self.place}")

    def form_invalid(self, form):
        messages.error(self.request, _("Mitään ei tallennettu. Korjaa merkityt kohdat."))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        own = {"was": self.request.POST.get("was") or self.fingerprint(), "item": str(self.item)}
        context = super().get_context_data(**kwargs) | own
        context["media"] = context["form"].media
        return context

    def get_breadcrumbs_items(self):
        items = super().get_breadcrumbs_items()
        agenda = reverse("meeting_agenda", args=[self.page.pk])
        return [*items[:-1], {"url": agenda, "label": _("Esityslista")}, items[-1]]
