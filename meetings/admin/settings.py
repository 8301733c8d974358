"""The admin view of the meeting settings."""

from django import forms
from django.contrib import messages
from django.views.generic import UpdateView

from ..models import MeetingSettings
from .common import MeetingIndexView


class MeetingSettingsForm(forms.ModelForm):
    class Meta:
        model = MeetingSettings
        fields = (
            "show_attendance",
            "standing_items",
            "quorum_rule",
            "quorum_value",
            "quorum_needs_chair",
            "has_checkers",
        )
        widgets = {"show_attendance": forms.RadioSelect, "quorum_rule": forms.RadioSelect}


class MeetingSettingsView(MeetingIndexView, UpdateView):
    """The form for standing items, the shown attendance and the quorum."""

    page_title = "Kokousten asetukset"
    header_icon = "cogs"
    template_name = "admin/meetings/settings.html"
    form_class = MeetingSettingsForm

    def get_object(self, queryset=None):
        return MeetingSettings.load()

    def form_valid(self, form):
        form.save()
        messages.success(self.request, "Kokousten asetukset on tallennettu.")
        return self.render_to_response(self.get_context_data(form=form))
