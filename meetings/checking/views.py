"""The secretary's screen of the checking: who checks the minutes, and what they answered."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from networks.models import Person

from ..admin.common import MeetingDraftView
from ..calling.people import get_address, list_mandates
from ..models import MeetingSettings, MinutesCheck
from .rounds import is_changed, start_round

NO_PEOPLE = gettext_lazy(
    "Kenelläkään kokouspäivän edustajalla ei ole sähköpostiosoitetta ja lupaa käyttää sitä. Lisää "
    "ne kohdassa Edustajat."
)


class CheckersForm(forms.Form):
    """Who check the minutes; they are asked in the order of the list."""

    people = forms.ModelMultipleChoiceField(
        queryset=Person.objects.none(),
        label=gettext_lazy("Pöytäkirjan tarkastajat"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Valitse ainakin yksi tarkastaja.")},
        help_text=gettext_lazy(
            "Ensimmäinen saa linkin heti, seuraava sen jälkeen. Luettelossa ovat ne, joiden "
            "osoitetta saa käyttää."
        ),
    )

    def __init__(self, *args, people: list[Person], **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people
        found = Person.objects.filter(pk__in=[person.pk for person in people])
        self.fields["people"].queryset = found
        self.fields["people"].choices = [(person.pk, str(person)) for person in people]

    def list_chosen(self) -> list[Person]:
        """Return the chosen people in the order of the list."""
        chosen = {person.pk for person in self.cleaned_data["people"]}
        return [person for person in self.people if person.pk in chosen]


def list_possible_checkers(meeting) -> list[Person]:
    """Return those with a mandate on the day who can be mailed, each once."""
    people = {each.person_id: each.person for each in list_mandates(meeting.date)}
    return [person for person in people.values() if get_address(person)]


class ChecksView(MeetingDraftView, FormView):
    """Asks for the checking, shows its state, and ends it."""

    page_title = "Pöytäkirjan tarkastus"
    header_icon = "tasks"
    template_name = "admin/meetings/checks.html"

    def get_form(self, form_class=None):
        data = self.request.POST if self.request.method == "POST" else None
        checks = self.page.minutes_checks.all()
        initial = {"people": [check.person_id for check in checks]}
        people = list_possible_checkers(self.draft)
        return CheckersForm(data, people=people, initial=initial)

    def post(self, request, *args, **kwargs):
        if "end" in request.POST:
            self.page.minutes_checks.all().delete()
            messages.success(request, _("Tarkastus on peruttu. Lähetetyt linkit eivät enää toimi."))
            return redirect("minutes_checks", self.page.pk)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        people = form.list_chosen()
        start_round(self.page, people, self.request.user)
        words = _("Tarkastuspyyntö on lähetetty: %(person)s.")
        messages.success(self.request, words % {"person": people[0]})
        return redirect("minutes_checks", self.page.pk)

    def form_invalid(self, form):
        messages.error(self.request, _("Tarkastusta ei pyydetty. Korjaa merkityt kohdat."))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        return (
            super().get_context_data(**kwargs)
            | describe_checks(self.page)
            | {
                "no_people": "" if list_possible_checkers(self.draft) else NO_PEOPLE,
            }
        )


def describe_checks(page) -> dict:
    """Return the checks of a meeting and whether they are void, for a template."""
    checks = list(page.minutes_checks.select_related("person"))
    going_on = any(
        check.state in (MinutesCheck.State.ASKED, MinutesCheck.State.WAITS) for check in checks
    )
    return {
        "checks": checks,
        "is_void": going_on and is_changed(checks[0]),
        "has_checkers": MeetingSettings.load().has_checkers,
    }
