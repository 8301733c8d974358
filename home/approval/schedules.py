"""The times between which a text is public, as a form takes them."""

from datetime import timedelta

from django.utils import timezone

EXPIRY = "expire_at"
TIMES = ("go_live_at", EXPIRY)
MINUTE = timedelta(minutes=1)


class ForgivingSchedule:
    """For a form with times of publishing, which stand in a closed dialog of the editor.

    Wagtail refuses every save once the end of publishing has gone by. An end that the editor
    did not touch is history, so it is let go; a wrong time that was typed is told at the top
    of the form too, since nobody sees the dialog.
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
        """Return whether the time is another than before; a form shows no seconds."""
        before = self.get_initial_for_field(self.fields[name], name)
        return before is None or abs(self.cleaned_data[name] - before) >= MINUTE
