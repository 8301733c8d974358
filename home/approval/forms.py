"""Forms in which the approver comments on a decision."""

from django import forms


def words(label, required, help_text=""):
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CommentForm(forms.Form):
    """An approval with an optional comment."""

    comment = words("Kommentti", required=False)


class CorrectionForm(forms.Form):
    """A request for a correction; it must say what to correct."""

    comment = words("Mitä pitäisi korjata", required=True, help_text="Kirjoittaja saa viestisi.")


class ReasonForm(forms.Form):
    """A superuser's approval, which bypasses the ordinary approver and needs a reason."""

    reason = words(
        "Perustelu",
        required=True,
        help_text="Miksi hyväksyt tämän varsinaisen hyväksyjän sijasta. "
        "Perustelu jää pysyvästi näkyviin historiaan.",
    )
    comment = words("Kommentti", required=False)
