"""The approver's form and what its answer does."""

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.approval.service import ApprovalRefused, approve, request_correction
from home.decision_field import DecisionField

APPROVE, CORRECT = "hyvaksy", "korjaus"
NO_COMMENT = "Kirjoita, mitä pitäisi korjata."
NO_REASON = "Kirjoita perustelu: pääkäyttäjän päätös merkitään muistiin perusteluineen."
OTHER_VERSION = _(
    "Tekstistä on lähetetty uusi versio sen jälkeen, kun avasit tämän sivun. Päätöstä ei tehty. "
    "Lue uusi versio ja tee päätös sitten."
)
# What can still be corrected in the form; any other code ends the review for this person.
FAULTS = {"no_comment": ("kommentti", NO_COMMENT), "no_reason": ("perustelu", NO_REASON)}
# What prevents only publishing: the person can still request a correction.
UNPUBLISHABLE = {"protected", "clash", "forbidden", "being_read", "unanswered"}


class ReviewDecisionForm(forms.Form):
    """Approve, or request a correction and say what to correct."""

    paatos = DecisionField(
        label=_("Päätös"),
        choices=[(APPROVE, _("Hyväksyn")), (CORRECT, _("Pyydän korjausta"))],
        missing=_("Valitse, hyväksytkö tekstin vai pyydätkö korjausta."),
    )
    versio = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kommentti = forms.CharField(
        label="Kommentti lähettäjälle",
        help_text="Jos pyydät korjausta, kirjoita, mitä pitäisi muuttaa. Hyväksyessäsi voit "
        "jättää kentän tyhjäksi.",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    perustelu = forms.CharField(
        label="Perustelu",
        help_text="Tätä ei ole pyydetty sinun hyväksyttäväksesi. Pääkäyttäjänä voit hyväksyä sen "
        "perustellusta syystä. Perustelu jää hyväksyntälokiin.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, needs_reason=False, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        if not needs_reason:
            del self.fields["perustelu"]

    def of_another_version(self, revision_pk: int) -> "ReviewDecisionForm":
        """Return the form as typed, to be sent again after reading the new version."""
        self.data = self.data.copy()
        self.data[self.add_prefix("versio")] = revision_pk
        self.add_error(None, OTHER_VERSION)
        return self

    def clean(self):
        data = self.cleaned_data
        if data.get("paatos") == CORRECT and not data.get("kommentti"):
            self.add_error("kommentti", NO_COMMENT)
        if data.get("paatos") == APPROVE and data.get("perustelu") == "":
            self.add_error("perustelu", NO_REASON)
        return data


def carry_out_decision(form: ReviewDecisionForm, task_state, person, channel: str, link=None):
    """Decide as the form says, through the approval's service; it may raise ApprovalRefused."""
    data = form.cleaned_data
    with transaction.atomic():
        if data["paatos"] == APPROVE:
            reason = data.get("perustelu", "")
            comment = data["kommentti"]
            done = approve(task_state, person, channel=channel, comment=comment, reason=reason)
        else:
            done = request_correction(
                task_state, person, channel=channel, comment=data["kommentti"]
            )
        if link:
            link.used_at = timezone.now()
            link.save(update_fields=["used_at"])
    return done


def get_form_fault(error: ApprovalRefused) -> tuple[str | None, str] | None:
    """Return field (or None) and message of a refusal after which the form can be sent again."""
    if error.code in UNPUBLISHABLE:
        return None, error.message
    return FAULTS.get(error.code)
