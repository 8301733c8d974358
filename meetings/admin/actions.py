"""Open actions: the report, the dashboard panel, and the buttons that mark an action as done."""

import datetime

from django import forms
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput
from wagtail.permissions import page_permission_policy

from ..completing import mark_done, reopen
from ..models import ActionCompletion, AgendaItem

SHOWN_FOR = datetime.timedelta(days=30)  # how long the report lists what has been marked
ALL = "kaikki"  # the value of ?tehdyt= that lists everything


def get_open_actions(user):
    """Return the open actions of the meetings that the user may edit, most urgent first."""
    found = AgendaItem.objects.open_actions().filter(meeting__in=get_editable_meetings(user))
    return found.select_related("meeting").order_by("due", "meeting__date", "number", "letter")


def get_completions(user):
    """Return the actions marked as done in the meetings that the user may edit, newest first."""
    mine = get_editable_meetings(user)
    return ActionCompletion.objects.filter(item__meeting__in=mine).newest_first()


def get_editable_meetings(user):
    return page_permission_policy.instances_user_has_permission_for(user, "change").values("pk")


class OpenActions(ReportView):
    """The list of open actions, and below it of those that were marked as done lately."""

    model = AgendaItem
    permission_policy = page_permission_policy
    any_permission_required = ["add", "change"]
    page_title = "Avoimet tehtävät"
    header_icon = "tasks"
    index_url_name = "open_actions"
    index_results_url_name = "open_actions_results"
    template_name = "admin/meetings/open_actions.html"
    results_template_name = "admin/meetings/open_actions_results.html"
    is_searchable = False
    columns = []  # the template has its own table
    list_export = ["title", "meeting", "responsible", "due"]
    export_headings = {
        "title": "Asia",
        "meeting": "Kokous",
        "responsible": "Vastuutaho",
        "due": "Määräpäivä",
    }

    def get_queryset(self):
        return get_open_actions(self.request.user)

    def get_context_data(self, **kwargs):
        completions = get_completions(self.request.user)
        shows_all = self.request.GET.get("tehdyt") == ALL
        if not shows_all:
            completions = completions.filter(marked_at__gte=timezone.now() - SHOWN_FOR)
        own = {"completions": completions, "shows_all": shows_all}
        return super().get_context_data(**kwargs) | own


class OpenActionsPanel(Component):
    """The dashboard panel with the most urgent open actions, each with its button."""

    name = "open_actions"
    template_name = "admin/home/open_actions.html"
    order = 230  # below the meetings
    LIMIT = 5
    UNDONE_WITHIN = datetime.timedelta(days=1)

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        actions = get_open_actions(self.user)
        since = timezone.now() - self.UNDONE_WITHIN
        marked = get_completions(self.user).filter(marked_at__gte=since, marked_by=self.user)
        return {
            "csrf_token": parent_context.get("csrf_token"),
            "actions": actions[: self.LIMIT],
            "number": actions.count(),
            "completions": marked[: self.LIMIT],
        }


class CompletionForm(forms.ModelForm):
    """When the action was done; an empty day means today."""

    class Meta:
        model = ActionCompletion
        fields = ["day", "note"]
        widgets = {"day": AdminDateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].required = False
        self.fields["day"].initial = timezone.localdate()

    def clean_day(self):
        return self.cleaned_data["day"] or timezone.localdate()


class ActionMixin:
    """A view of one agenda item, of a meeting that the user may edit."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        mine = AgendaItem.objects.filter(meeting__in=get_editable_meetings(request.user))
        self.item = mine.select_related("meeting", "completion").filter(pk=kwargs["pk"]).first()

    def dispatch(self, request, *args, **kwargs):
        if self.item is None:
            raise Http404(_("Asiaa ei ole, tai sinulla ei ole oikeutta sen kokoukseen."))
        return super().dispatch(request, *args, **kwargs)

    def go_back(self):
        """Redirect to where the button was pressed: the report or the dashboard."""
        wanted, host = self.request.POST.get("next", ""), {self.request.get_host()}
        is_ours = url_has_allowed_host_and_scheme(wanted, host, self.request.is_secure())
        return redirect(wanted if is_ours else reverse("open_actions"))


class MarkDone(ActionMixin, WagtailAdminTemplateMixin, FormView):
    """Mark an action as done, with another day and a note if need be; show what is marked."""

    form_class = CompletionForm
    template_name = "admin/meetings/mark_done.html"
    page_title = "Merkitse tehdyksi"
    header_icon = "tasks"

    def get_context_data(self, **kwargs):
        own = {"item": self.item, "next": self.request.POST.get("next", "")}
        return super().get_context_data(**kwargs) | own

    def form_valid(self, form):
        day, note = form.cleaned_data["day"], form.cleaned_data["note"]
        if mark_done(self.item, self.request.user, day, note):
            address = reverse("mark_action_done", args=[self.item.pk])
            button = messages.button(address, _("Peru merkintä"))
            messages.success(self.request, self.describe(day), buttons=[button])
        else:
            words = _("%(item)s oli jo merkitty tehdyksi. Mikään ei muuttunut.")
            messages.warning(self.request, words % {"item": self.item})
        return self.go_back()

    def describe(self, day) -> str:
        words = _("%(item)s on merkitty tehdyksi %(day)s. Lukijat näkevät sen nyt.")
        if not self.item.meeting.live:
            words = _(
                "%(item)s on merkitty tehdyksi %(day)s. Lukijat näkevät sen, kun kokous on "
                "julkaistu."
            )
        return words % {"item": self.item, "day": date_format(day, "j.n.Y")}

    def get_breadcrumbs_items(self):
        report = {"url": reverse("open_actions"), "label": OpenActions.page_title}
        own = {"url": "", "label": self.page_title}
        return [*super().get_breadcrumbs_items(), report, own]


class Reopen(ActionMixin, View):
    """Take a mark back."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        if reopen(self.item, request.user):
            words = _("%(item)s on taas avoin tehtävä.")
            messages.success(request, words % {"item": self.item})
        else:
            words = _("%(item)s ei ollut merkittynä tehdyksi. Mikään ei muuttunut.")
            messages.warning(request, words % {"item": self.item})
        return self.go_back()
