"""A decision on a page behind a personal link: choose first, then submit.

Mail guards follow every link in a mail, and some press every button they find. So the button on
such a page decides nothing by itself: no option is preselected, and submitting without a choice
changes nothing. The template is `components/choice.html`.
"""

from django import forms


class DecisionField(forms.ChoiceField):
    """A choice between a few answers, none of them preselected."""

    widget = forms.RadioSelect

    def __init__(self, *, choices, missing, **kwargs):
        messages = {"required": missing, "invalid_choice": missing}
        super().__init__(choices=choices, error_messages=messages, **kwargs)
