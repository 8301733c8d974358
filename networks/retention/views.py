"""The admin views of retention: places of a name, names about to go, and settings."""

import datetime

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.admin_url_finder import AdminURLFinder

from home.approval.permissions import WITHDRAW
from home.audit_log.models import ApprovalRecord
from home.audit_log.writing import write

from ..models import Person
from .due import find_leaving_name, postpone
from .forgetting import correct_person, forget_people
from .forms import NameCorrectionForm, PostponeForm, RemovalForm, RetentionSettingsForm
from .leftovers import left_object, people_with_open_places, preview_removal
from .models import LeftPlace, NamedFile, RetentionRun, RetentionSettings
from .personal_data_search import find_places, naming_files, seek_people
from .times import is_forgotten, mandate_ends, people_with_name_over

MAY_SEE = "networks.view_person"
MAY_CHANGE = "approval.change_approvalsettings"
LATEST = 20
STILL_SITS = gettext_lazy("Nimeä ei voi poistaa, kun edustus on voimassa. Päätä se ensin.")
GONE = gettext_lazy("Nimi on jo poistettu.")


@permission_required(MAY_SEE, raise_exception=True)
def person_places(request, pk):
    """Show every place that names the person, with forms to correct or remove the name."""
    person = get_object_or_404(Person, pk=pk)
    may_act = request.user.has_perm(WITHDRAW) and not is_forgotten(person)
    form = NameCorrectionForm(instance=Person.objects.get(pk=pk)) if may_act else None
    if request.method == "POST":
        if not may_act:
            raise PermissionDenied
        if "remove" in request.POST:
            return redirect("remove_name", pk)
        form = NameCorrectionForm(request.POST, instance=Person.objects.get(pk=pk))
        if correct_name(request, person, form):
            return redirect("person_places", pk)
    sought = seek_people([person])
    found = list(find_places(sought))
    context = {
        "person": person,
        "left": left_rows(person, request.user),
        "forgotten": is_forgotten(person),
        "form": form,
        "rows": place_rows(found, request.user),
        "files": naming_files(found),
        "namesakes": sought.namesakes,
        "may_remove": may_act and mandates_are_over(person),
    }
    return render(request, "admin/retention/person.html", context)


def correct_name(request, person, form) -> bool:
    """Correct the name; return whether the form was valid."""
    if not form.is_valid():
        return False
    names = (form.cleaned_data[name] for name in ("first_name", "last_name"))
    run = correct_person(person, *names, user=request.user)
    left = run.left_places.count()
    changed = _("Nimi on korjattu. Paikkoja, joista vanha nimi löytyi: %(found)s.")
    messages.success(request, changed % {"found": len(run.places)})
    if left:
        stayed = _("Vanha nimi on vielä %(number)s paikassa. Ne ovat tällä sivulla luettelona.")
        messages.warning(request, stayed % {"number": left})
    return True


@permission_required(MAY_SEE, raise_exception=True)
def remove_name(request, pk):
    """Ask for confirmation before a name is removed for good: what goes, what stays, and where."""
    person = get_object_or_404(Person, pk=pk)
    if not request.user.has_perm(WITHDRAW):
        raise PermissionDenied
    if is_forgotten(person) or not mandates_are_over(person):
        messages.error(request, STILL_SITS if not is_forgotten(person) else GONE)
        return redirect("person_places", pk)
    form = RemovalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        remove_from_site(request, person)
        return redirect("person_places", pk)
    seen = preview_removal(seek_people([person]))
    context = {
        "person": person,
        "form": form,
        "goes": place_rows(seen.goes, request.user),
        "stays": place_rows(seen.stays, request.user),
        "surnames": place_rows(seen.surnames, request.user),
        "record": seen.record,
    }
    status = 422 if form.errors else 200
    return render(request, "admin/retention/remove.html", context, status=status)


def remove_from_site(request, person) -> None:
    run = forget_people([person], request.user)
    left = run.left_places.count()
    done = _("Nimi on poistettu. Paikkoja muutettiin %(changed)s.")
    messages.success(request, done % {"changed": run.changed})
    if left:
        stayed = _("Nimi tai sukunimi on vielä %(number)s paikassa. Ne ovat alla luettelona.")
        messages.warning(request, stayed % {"number": left})


def left_rows(person, user) -> list[tuple]:
    """Return the places left by an earlier run, each with its object and edit address."""
    finder = AdminURLFinder(user)
    rows = []
    for left in LeftPlace.objects.open().filter(person=person):
        obj = left_object(left)
        rows.append((left, obj, finder.get_edit_url(obj) if obj else None))
    return rows


@require_POST
@permission_required("networks.change_person", raise_exception=True)
def left_place_done(request, pk):
    """Mark one place as checked."""
    left = get_object_or_404(LeftPlace.objects.open(), pk=pk)
    left.done_at, left.done_by = timezone.now(), request.user
    left.save(update_fields=["done_at", "done_by"])
    messages.success(request, _("Paikka on merkitty hoidetuksi."))
    return redirect("person_places", left.person_id)


@permission_required("networks.change_person", raise_exception=True)
def postpone_name(request, pk):
    """Postpone the removal of a name."""
    person = get_object_or_404(Person, pk=pk)
    form = PostponeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        until, reason = form.cleaned_data["until"], form.cleaned_data["reason"]
        postpone(person, until, request.user, reason)
        message = _("Nimi säilyy %(day)s asti. Sen jälkeen siitä ilmoitetaan uudelleen.")
        messages.success(request, message % {"day": date_format(until, "j.n.Y")})
        return redirect("retention")
    context = {"person": person, "form": form}
    status = 422 if form.errors else 200
    return render(request, "admin/retention/postpone.html", context, status=status)


def mandates_are_over(person) -> bool:
    """Return whether all mandates and appointments have ended: until then the name is needed."""
    ends = mandate_ends(person)
    return None not in ends and max(ends, default=datetime.date.min) < timezone.localdate()


def place_rows(found, user) -> list[dict]:
    """Return the places with their edit addresses; similar ones, such as old revisions, once."""
    finder, rows = AdminURLFinder(user), {}
    for place in found:
        obj = place.edited_object()
        row = {"place": place, "obj": obj, "address": finder.get_edit_url(obj), "keys": set()}
        rows.setdefault((str(obj), place.label, place.is_fixed), row)["keys"].add(place.key)
    return [rows[key] for key in sorted(rows)]


@permission_required(MAY_SEE, raise_exception=True)
def retention(request):
    """Show how long names stay, whose are about to be removed, and which files name somebody."""
    may_change = request.user.has_perm(MAY_CHANGE)
    form = settings_form(request, may_change)
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        if form.is_valid():
            store_retention_settings(form, request.user)
            messages.success(request, _("Säilytysajat on tallennettu."))
            return redirect("retention")
    context = {
        "form": form,
        "may_change": may_change,
        "leaving": leaving_names(),
        "files": NamedFile.objects.open(),
        "unfinished": people_with_open_places(),
        "runs": RetentionRun.objects.all()[:LATEST],
    }
    return render(request, "admin/retention/retention.html", context)


@transaction.atomic
def store_retention_settings(form, user) -> None:
    """Store how long names are kept, and write the change into the audit log."""
    before, settings = form.initial["name_terms"], form.save()
    if settings.name_terms != before:
        label = RetentionSettings._meta.get_field("name_terms").verbose_name.capitalize()
        old, new = ("–" if value is None else value for value in (before, settings.name_terms))
        write(
            ApprovalRecord.Action.SETTINGS,
            settings,
            actor=user,
            channel=ApprovalRecord.Channel.LOGIN,
            comment=f"{label}: {old} → {new}.",
        )


def settings_form(request, may_change) -> RetentionSettingsForm:
    posted = request.POST if request.method == "POST" and may_change else None
    form = RetentionSettingsForm(posted, instance=RetentionSettings.load())
    form.fields["name_terms"].disabled = not may_change
    return form


def leaving_names() -> list[tuple]:
    """Return the people whose names will be removed, with the day; None before the notice."""
    notices = [
        (person, find_leaving_name(person))
        for person in people_with_name_over(timezone.localdate())
    ]
    return [(person, notice and notice.goes_on, notice) for person, notice in notices]
