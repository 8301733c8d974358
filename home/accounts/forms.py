"""What Wagtail's log-in leaves in English."""

from wagtail.admin.forms.auth import LoginForm


class FinnishLoginForm(LoginForm):
    """The log-in form with every label in Finnish."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Salasana"
