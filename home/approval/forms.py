"""Forms in which the approver comments on a decision."""

from django import forms


def make_comment_field(label, required, help_text=""):
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ApproveForm(forms.Form):
    """An approval with an optional comment."""

    comment = make_comment_field("Kommentti", required=False)


class RequestCorrectionForm(forms.Form):
    """A request for a correction; it must say what to correct."""

    comment = make_comment_field(
        "Mitä pitäisi korjata", required=True, help_text="Kirjoittaja saa viestisi."
    )


class ApproveWithReasonForm(forms.Form):
    """A superuser's approval, which bypasses the ordinary approver and needs a reason."""

    reason = make_comment_field(
        "Perustelu",
        required=True,
        help_text="Miksi hyväksyt tämän varsinaisen hyväksyjän sijasta. "
        "Perustelu jää pysyvästi näkyviin historiaan.",
    )
    comment = make_comment_field("Kommentti", required=False)
