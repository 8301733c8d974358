"""What an editor need not fill in."""

from itertools import count

from django.utils import timezone

from home.approval.companions import CompanionsForm


class MeetingForm(CompanionsForm):
    """The form of a meeting: its title and address may be left to its date."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("title", "slug"):
            if name in self.fields:
                self.fields[name].required = False

    def clean(self):
        data = super().clean()
        day = data.get("date")
        if day and not data.get("slug"):
            data["slug"] = self.free_address(day.isoformat())
        states = self.instance.State
        if day and day < timezone.localdate() and data.get("state") == states.PLANNED:
            data["state"] = states.HELD  # entered afterwards: nobody plans the past
        return data

    def free_address(self, day: str) -> str:
        """The day, or the day with a number when another meeting was on it."""
        siblings = self.parent_page.get_children().exclude(pk=self.instance.pk)
        taken = set(siblings.filter(slug__startswith=day).values_list("slug", flat=True))
        candidates = (f"{day}-{number}" if number > 1 else day for number in count(1))
        return next(slug for slug in candidates if slug not in taken)
