"""Admin views of approvers' absences; a change reassigns waiting texts at once."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from home.approval.models import Absence
from home.approval.reassigning import reassign
from home.pending_changes.absence_views import AsksBeforeDeletingAbsence, AsksSecondPersonForAbsence
from home.permission_policies import OwnPolicyMixin
from home.roles import list_staff

from .people import PersonField

MEANT_FOR = (
    "Kun hyväksyjä on poissa, hyväksyttävät tekstit saa varapuheenjohtaja tai nimetty sijainen, "
    "myös ne, jotka jo odottavat."
)


def may_manage_all(user) -> bool:
    """Return whether the user may manage everybody's absences, not only their own."""
    return user.has_perm("approval.view_absence")


class AbsencePolicy(ModelPermissionPolicy):
    """Permissions on absences; many users may manage only their own."""

    def user_has_permission_for_instance(self, user, action, instance):
        mine = self.instances_user_has_any_permission_for(user, [action])
        return mine.filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user, actions):
        if not self.user_has_any_permission(user, actions):
            return Absence.objects.none()
        return (
            Absence.objects.all() if may_manage_all(user) else Absence.objects.filter(person=user)
        )


class AbsenceForm(WagtailAdminModelForm):
    """The form of an absence; only users who may choose a person see that field."""

    class Meta(WagtailAdminModelForm.Meta):
        model = Absence
        fields = ["person", "starts", "ends", "note"]
        field_classes = {"person": PersonField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = list_staff()
        self.fields["starts"].help_text = MEANT_FOR
        if not may_manage_all(self.for_user):
            del self.fields["person"]
            self.instance.person = self.for_user

    def clean(self):
        values = super().clean()
        if (
            self.instance.pk is None
            and values.get("ends")
            and values["ends"] < timezone.localdate()
        ):
            raise forms.ValidationError("Poissaolo on jo päättynyt. Tarkista päivät.")
        return values


class OwnAbsenceMixin:
    """View mixin: check the permission for this absence; Wagtail checks it only for the model."""

    def get_object(self, *args, **kwargs):
        absence = super().get_object(*args, **kwargs)
        if not AbsencePolicy(Absence).user_has_permission_for_instance(
            self.request.user, "change", absence
        ):
            raise Http404
        return absence


def reassign_and_report(request) -> None:
    """Reassign waiting texts now, and show how many got a new assignment."""
    new = reassign()
    handed = {a.task_state_id for a in new if a.on_behalf_of_id}
    others = {a.task_state_id for a in new} - handed
    if handed:
        one = _("Sijainen sai yhden odottavan tekstin hyväksyttäväksi.")
        many = _("Sijainen sai %(number)s odottavaa tekstiä hyväksyttäväksi.")
        messages.info(request, one if len(handed) == 1 else many % {"number": len(handed)})
    if others:
        one = _("Yhden odottavan tekstin hyväksyntä pyydettiin uudelleen.")
        many = _("%(number)s odottavan tekstin hyväksyntä pyydettiin uudelleen.")
        messages.info(request, one if len(others) == 1 else many % {"number": len(others)})


class ReassigningMixin:
    """View mixin: reassign waiting texts as soon as the absence is stored."""

    def save_instance(self):
        absence = super().save_instance()
        reassign_and_report(self.request)
        return absence


class AddAbsence(AsksSecondPersonForAbsence, ReassigningMixin, generic.CreateView):
    submit_button_label = "Tallenna"


class EditAbsence(AsksSecondPersonForAbsence, OwnAbsenceMixin, ReassigningMixin, generic.EditView):
    pass


class DeleteAbsence(AsksBeforeDeletingAbsence, OwnAbsenceMixin, generic.DeleteView):
    def delete_action(self):
        """Delete, and ask the person who is back again at once; Wagtail deletes in this method."""
        super().delete_action()
        reassign_and_report(self.request)


class AbsenceHistory(OwnAbsenceMixin, history.HistoryView):
    pass


class AbsenceUsage(OwnAbsenceMixin, usage.UsageView):
    pass


class AbsenceList(generic.IndexView):
    any_permission_required = ["add", "change"]
    default_ordering = "-starts"

    def get_base_queryset(self):
        policy = self.permission_policy
        mine = policy.instances_user_has_any_permission_for(self.request.user, ["change"])
        return mine.select_related("person")


class AbsenceViewSet(OwnPolicyMixin, ModelViewSet):
    model = Absence
    name = "poissaolot"
    icon = "calendar-alt"
    menu_label = "Poissaolot"
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = AbsenceList
    add_view_class = AddAbsence
    edit_view_class = EditAbsence
    delete_view_class = DeleteAbsence
    history_view_class = AbsenceHistory
    usage_view_class = AbsenceUsage
    list_display = [
        Column("person", label="Kuka", accessor=lambda absence: absence.person.display_name),
        "starts",
        "ends",
        "note",
    ]
    ordering = "-starts"

    @property
    def permission_policy(self):
        return AbsencePolicy(self.model)

    def get_form_class(self, for_update=False):
        return AbsenceForm
