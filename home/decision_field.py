"""A decision on a page behind a personal link: a choice first, then a press.

Mail guards follow every link of a mail, and some press every button they find. So the button of
such a page says nothing by itself: nothing is chosen beforehand, and a press without a choice
changes nothing. The template is `components/choice.html`.
"""

from django import forms


class DecisionField(forms.ChoiceField):
    """One of a few answers, none of them preselected."""

    widget = forms.RadioSelect

    def __init__(self, *, choices, missing, **kwargs):
        messages = {"required": missing, "invalid_choice": missing}
        super().__init__(choices=choices, error_messages=messages, **kwargs)
