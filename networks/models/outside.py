from django.utils import timezone
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from .appointment import Appointment
from .nomination import NominationPage


class OutsideBodies(RoutablePageMixin):
    """The page of representatives in outside bodies and of open calls."""

    @path("muissa-toimielimissa/")
    def outside(self, request):
        appointments = list(Appointment.objects.public().in_order())
        calls = NominationPage.objects.live().public()
        context = group_by_period(appointments, timezone.localdate()) | {
            "heading": "Edustajat muissa toimielimissä",
            "calls": calls.undecided().order_by("closes_on", "title"),
        }
        own = "muissa-toimielimissa/"
        return self.answer(request, own, context, "networks/representatives_outside.html")


def group_by_period(appointments, today) -> dict[str, list]:
    """Return the appointments that hold today, upcoming ones and ended ones."""
    return {
        "now": [one for one in appointments if one.holds(today)],
        "coming": [one for one in appointments if one.starts > today],
        "before": [one for one in appointments if one.ends and one.ends < today],
    }


def find_appointments(form) -> list[Appointment]:
    """Return the appointments of the person or name that a reader searched for."""
    asked = {name for name, value in form.cleaned_data.items() if value}
    if len(asked) != 1 or not asked & {"henkilo", "nimi"}:
        return []
    name = asked.pop()
    person = getattr(form, f"by_{name}")(form.cleaned_data[name])
    return list(Appointment.objects.public().filter(person).in_order())
