"""Form mixin for the go-live and expiry times of a text."""

from datetime import timedelta

from django.utils import timezone

EXPIRY = "expire_at"
TIMES = ("go_live_at", EXPIRY)
MINUTE = timedelta(minutes=1)


class ForgivingSchedule:
    """Mixin for forms with publishing times, which the editor shows in a closed dialog.

    Wagtail refuses every save once the expiry time has passed. An expiry time that was not changed
    is cleared instead; errors in typed times are also shown at the top of the form, since nobody
    sees the dialog.
    """

    def clean(self):
        end = self.cleaned_data.get(EXPIRY)
        if end and end < timezone.now() and not self.was_typed(EXPIRY):
            self.cleaned_data[EXPIRY] = None
        return super().clean()

    def full_clean(self):
        super().full_clean()
        for name in TIMES:
            for words in self.errors.get(name, ()):
                self.add_error(None, f"{self.fields[name].label}: {words}")

    def was_typed(self, name) -> bool:
        """Return whether the time was changed, ignoring seconds, which the form does not show."""
        before = self.get_initial_for_field(self.fields[name], name)
        return before is None or abs(self.cleaned_data[name] - before) >= MINUTE
