"""What an editor need not fill in."""

from wagtail.admin.forms import WagtailAdminPageForm


class MeetingForm(WagtailAdminPageForm):
    """The form of a meeting: its title and address may be left to its date."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("title", "slug"):
            if name in self.fields:
                self.fields[name].required = False
