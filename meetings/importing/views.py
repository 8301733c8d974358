"""The views of the import, from a Word file to a draft: upload, review, accept."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from wagtail.admin import messages

from home.editing.whole import has_rows, respond_incomplete

from ..admin.files.upload import add_minutes
from ..models import MeetingPage
from . import forms
from .merging import merge_review
from .proposal import ImportReview

CHANGED_MEANWHILE = (
    "Kokousta on muokattu sillä välin, kun tarkistit tuontia. Tarkista ehdotus uudelleen: "
    "vasemmalla näkyy kokous sellaisena kuin se nyt on."
)
NOT_PUBLIC = "Mikään ei ole vielä julkista: tarkista ja lähetä kokous hyväksyttäväksi."


def import_minutes(request, page_id):
    """Show the three steps at one address; until the last, only an attached file is stored."""
    meeting = get_object_or_404(MeetingPage, pk=page_id)
    rights = meeting.permissions_for_user(request.user)
    if not rights.can_edit():
        raise PermissionDenied
    if rights.page_locked():
        messages.error(request, "Kokous on lukittu. Pöytäkirjan voi tuoda, kun lukitus on avattu.")
        return redirect("wagtailadmin_pages:edit", page_id)
    meeting = meeting.get_latest_revision_as_object()
    if "reading" in request.POST:
        return accept_import(request, meeting)
    form = forms.SourceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["attach"]:
            attach_file(request, meeting, form.cleaned_data["file"])
        return show_review(request, meeting, ImportReview(meeting, form.reading))
    context = {"form": form, "meeting": meeting}
    return render(request, "admin/importing/give.html", context)


def attach_file(request, meeting, file):
    """Attach the file to the draft; if it is refused, the review goes on without it."""
    try:
        with transaction.atomic():
            add_minutes(meeting, file, request.user)
            meeting.save_revision(user=request.user, log_action=True, clean=False)
    except ValidationError as error:
        messages.error(request, f"{file.name}: {' '.join(error.messages)}")
    else:
        messages.success(request, f"{file.name} on liitetty luonnoksen asiakirjoihin.")


def show_review(request, meeting, proposal, problem=""):
    context = {"meeting": meeting, "proposal": proposal, "problem": problem}
    return render(request, "admin/importing/review.html", context)


def accept_import(request, meeting):
    """Store what was ticked as a draft, unless the meeting has been edited meanwhile."""
    kept = forms.ReadingForm(request.POST)
    if not kept.is_valid():
        messages.error(request, "Tuonti keskeytyi. Aloita alusta.")
        return redirect("import_minutes", meeting.pk)
    if not has_rows(forms.ItemForms, request.POST, request.FILES, ImportReview.ITEMS):
        return respond_incomplete(request)
    reading = kept.cleaned_data["reading"]
    if kept.cleaned_data["revision"] != str(meeting.latest_revision_id or ""):
        proposal = ImportReview(meeting, reading, was_changed=True)
        return show_review(request, meeting, proposal, CHANGED_MEANWHILE)
    proposal = ImportReview(meeting, reading, request.POST)
    if not proposal.is_valid():
        return show_review(request, meeting, proposal, "Korjaa merkityt kohdat.")
    return store_import(request, meeting, proposal)


def store_import(request, meeting, proposal):
    with transaction.atomic():
        number = merge_review(meeting, proposal)
        meeting.save_revision(user=request.user, log_action=True)
    messages.success(request, f"{items_message(number)} {NOT_PUBLIC}")
    return redirect("after_meeting", meeting.pk)


def items_message(number: int) -> str:
    """Return a message on how many agenda items were imported."""
    if not number:
        return "Asiakohtia ei tuotu, koska yhtään ei ollut rastitettu. Muut tiedot tallentuivat."
    return f"Luonnokseen tuotiin {number} asiakohta{'a' if number > 1 else ''}."
