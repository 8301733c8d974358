"""In the admin: where a person stands, whose names are about to go, and what has been done."""

import datetime

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from wagtail.admin.admin_url_finder import AdminURLFinder

from home.approval.councils import may_touch
from home.approval.permissions import WITHDRAW
from home.due.people import councils_for

from ..models import Person
from .due import WARNED, warned_at
from .forgetting import correct_person, forget_people
from .forms import CorrectionForm, SettingsForm
from .models import NamedFile, RetentionRun, RetentionSettings
from .times import is_forgotten, last_days, whose_name_is_over
from .traces import files_among, places, wanted

MAY_SEE = "networks.view_person"
MAY_CHANGE = "approval.change_approvalsettings"
LATEST = 20


@permission_required(MAY_SEE, raise_exception=True)
def person_places(request, pk):
    """Every place that names the person, with a way to correct or to remove the name."""
    person = get_object_or_404(Person, pk=pk)
    if not may_touch(request.user, person):
        raise PermissionDenied
    may_act = request.user.has_perm(WITHDRAW) and not is_forgotten(person)
    form = CorrectionForm(instance=Person.objects.get(pk=pk)) if may_act else None
    if request.method == "POST":
        if not may_act:
            raise PermissionDenied
        form = CorrectionForm(request.POST, instance=Person.objects.get(pk=pk))
        if act(request, person, form):
            return redirect("person_places", pk)
    sought = wanted([person])
    found = list(places(sought))
    context = {
        "person": person,
        "form": form,
        "rows": rows_of(found, request.user),
        "files": files_among(found),
        "namesakes": sought.namesakes,
        "may_remove": may_act and mandates_are_over(person),
    }
    return render(request, "wagtailadmin/retention/person.html", context)


def act(request, person, form) -> bool:
    """Corrects or removes what was asked for; tells whether anything was done."""
    if "remove" in request.POST:
        return remove(request, person)
    if not form.is_valid():
        return False
    names = (form.cleaned_data[name] for name in ("first_name", "last_name"))
    run = correct_person(person, *names, user=request.user)
    messages.success(
        request,
        f"Nimi on korjattu. Paikkoja, joista vanha nimi löytyi: {len(run.places)}. "
        "Jos luettelossa on vielä vanha nimi taivutettuna, korjaa se sivulla.",
    )
    return True


def remove(request, person) -> bool:
    if not mandates_are_over(person):
        messages.error(request, "Nimeä ei voi poistaa, kun edustus on voimassa. Päätä se ensin.")
        return False
    run = forget_people([person], request.user)
    messages.success(
        request, f"Nimi on poistettu. Paikkoja muutettiin {run.changed}, ennalleen jäi {run.left}."
    )
    return True


def mandates_are_over(person) -> bool:
    """Somebody who sits in the council is named there."""
    days = last_days(person)
    open_ones = not days and (person.mandates.exists() or person.appointments.exists())
    return not open_ones and max(days.values(), default=datetime.date.min) < timezone.localdate()


def rows_of(found, user) -> list[dict]:
    """The places and where each is edited; what is alike, as old versions are, once."""
    finder, rows = AdminURLFinder(user), {}
    for place in found:
        thing = place.thing()
        row = {"place": place, "thing": thing, "address": finder.get_edit_url(thing), "keys": set()}
        rows.setdefault((str(thing), place.label, place.is_fixed), row)["keys"].add(place.key)
    return [rows[key] for key in sorted(rows)]


@permission_required(MAY_SEE, raise_exception=True)
def retention(request):
    """How long names stay, whose are about to go, which files still name somebody."""
    councils = list(councils_for(request.user))
    may_change = request.user.has_perm(MAY_CHANGE)
    forms = [settings_form(request, council, may_change) for council in councils]
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        if all(form.is_valid() for form in forms):
            for form in forms:
                form.save()
            messages.success(request, "Säilytysajat on tallennettu.")
            return redirect("retention")
    context = {
        "forms": forms,
        "may_change": may_change,
        "leaving": leaving(request.user),
        "files": NamedFile.objects.open(),
        "runs": RetentionRun.objects.all()[:LATEST],
    }
    return render(request, "wagtailadmin/retention/retention.html", context)


def settings_form(request, council, may_change) -> SettingsForm:
    """The form of one council, whose fields are told apart by its number."""
    kept = RetentionSettings.objects.filter(council=council).first()
    posted = request.POST if request.method == "POST" and may_change else None
    instance = kept or RetentionSettings(council=council)
    form = SettingsForm(posted, instance=instance, prefix=str(council.pk))
    form.fields["name_terms"].disabled = not may_change
    return form


def leaving(user) -> list[tuple]:
    """The people whose names go by themselves, with the day; None before the staff were told."""
    found = []
    for person in whose_name_is_over(timezone.localdate()):
        if may_touch(user, person):
            at = warned_at(person)
            found.append((person, at and timezone.localdate(at + WARNED)))
    return found
