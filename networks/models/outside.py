from django.utils import timezone
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from .appointment import Appointment
from .nomination import NominationPage


class OutsideBodies(RoutablePageMixin):
    """The address of those who represent us in other bodies, and of the calls that are open."""

    @path("muissa-toimielimissa/")
    def outside(self, request):
        appointments = list(Appointment.objects.public().in_order())
        calls = NominationPage.objects.live().public()
        context = by_day(appointments, timezone.localdate()) | {
            "heading": "Edustajat muissa toimielimissä",
            "calls": calls.undecided().order_by("closes_on", "title"),
        }
        own = "muissa-toimielimissa/"
        return self.answer(request, own, context, "networks/representatives_outside.html")


def by_day(appointments, today) -> dict[str, list]:
    """The appointments apart: those that hold today, those to come and those that have ended."""
    return {
        "now": [one for one in appointments if one.holds(today)],
        "coming": [one for one in appointments if one.starts > today],
        "before": [one for one in appointments if one.ends and one.ends < today],
    }


def appointments_of(form) -> list[Appointment]:
    """What the person or the name that a reader asked for holds in other bodies."""
    asked = {name for name, value in form.cleaned_data.items() if value}
    if len(asked) != 1 or not asked & {"henkilo", "nimi"}:
        return []
    name = asked.pop()
    person = getattr(form, f"by_{name}")(form.cleaned_data[name])
    return list(Appointment.objects.public().filter(person).in_order())
