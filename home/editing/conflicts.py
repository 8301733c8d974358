"""Edit conflicts: a version was stored, by another user or tab, after a form was opened.

Nothing is overwritten: the page shows what was typed next to the newest version, and the editor
chooses part by part. Autosaving pauses meanwhile.
"""

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.approval import outcome
from home.approval.guard.checks import EDITING
from home.approval.guard.request_targets import (
    DECIDING,
    SENDING,
    get_named_object,
    is_guarded_write,
)

from .kept import get_typed_fields
from .merging import (
    MINE,
    THEIRS,
    find_differences,
    get_faulty_parts,
    list_form_faults,
    make_typed_version,
    merge_versions,
)

SEEN = "conflict_seen"  # the newest version at the time when the choices were shown
CHOICE = "conflict_choice_"


def detect_conflicts(get_response):
    """Middleware that stops a save if a newer version was stored after the form was opened.

    It runs inside the write lock, so that nothing else is stored meanwhile.
    """

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        match = request.resolver_match
        if (
            request.method != "POST"
            or match.url_name not in EDITING
            or not is_guarded_write(request)
        ):
            return None
        obj = get_named_object(match)
        if (
            obj is None
            or request.POST.keys() & set(DECIDING)
            or not may_change_object(request.user, obj)
        ):
            return None
        return answer_conflict(request, obj) if is_out_of_date(request.POST, obj) else None

    middleware.process_view = process_view
    return middleware


def may_change_object(user, obj) -> bool:
    if not user.is_authenticated:
        return False
    if isinstance(obj, Page):
        return obj.permissions_for_user(user).can_edit()
    policy = obj.snippet_viewset.permission_policy
    return policy.user_has_permission_for_instance(user, "change", obj)


def is_out_of_date(data, obj) -> bool:
    """Return whether a version newer than the form's own is stored."""
    newest = obj.latest_revision
    if newest is None:
        return False
    if own := data.get("overwrite_revision_id") or data.get("autosaved_revision_id"):
        return own != str(newest.pk)
    opened = data.get("loaded_revision_id")
    if not opened:
        return False
    stored_at = newest.created_at.isoformat()
    return opened != str(newest.pk) or data.get("loaded_revision_created_at") != stored_at


def get_base_version(data, obj):
    """Return the version that the form was opened with, or None if it no longer exists."""
    own = data.get("overwrite_revision_id") or data.get("autosaved_revision_id")
    number = own or data.get("loaded_revision_id", "")
    revision = obj.revisions.filter(pk=number).first() if number.isdecimal() else None
    if revision is None:
        return None
    untouched = revision.created_at.isoformat() == data.get("loaded_revision_created_at")
    return revision.as_object() if own or untouched else None


def answer_conflict(request, obj):
    newest = obj.latest_revision
    if not request.accepts("text/html"):
        payload = {
            "success": False,
            "error_code": "invalid_revision",
            "error_message": describe_who_saved(request.user, newest),
        }
        return JsonResponse(payload, status=409)
    base = get_base_version(request.POST, obj)
    start = get_base_version(request.POST, obj) or newest.as_object()
    mine, form = make_typed_version(request, start)
    theirs, faulty = newest.as_object(), get_faulty_parts(form)
    found = [d for d in find_differences(base, mine, theirs) if d.part.name not in faulty]
    choices = {d.part.name: request.POST.get(CHOICE + d.part.name) for d in found}
    if request.POST.get(SEEN) == str(newest.pk) and set(choices.values()) <= {MINE, THEIRS}:
        return store_merged_version(request, obj, merge_versions(mine, theirs, found, choices))
    return show_conflict(request, obj, found, list_form_faults(form))


def describe_who_saved(user, revision) -> str:
    """Return a sentence that says who stored the newest version, and what to do."""
    if revision.user_id == user.pk:
        return _("Tallensit tämän toisella välilehdellä. Katso muutokset ennen kuin tallennat.")
    if revision.user is None:
        return _("Tämä muuttui juuri. Katso muutokset ennen kuin tallennat.")
    name = revision.user.first_name or revision.user.get_username()
    return _(
        "%(name)s tallensi juuri tämän sivun. Katso hänen muutoksensa ennen kuin tallennat."
    ) % {"name": name}


def show_conflict(request, obj, found, faults):
    newest = obj.latest_revision
    chosen = [
        (difference, request.POST.get(CHOICE + difference.part.name) or difference.choice)
        for difference in found
    ]
    own = newest.user_id == request.user.pk
    context = {
        "title": outcome.get_newest_title(obj),
        "words": describe_who_saved(request.user, newest),
        "their_name": _("toisen välilehden versio") if own else _("hänen versionsa"),
        "differences": chosen,
        "faults": faults,
        "missed": SEEN in request.POST,
        "seen": newest.pk,
        "fields": [
            pair for pair in get_typed_fields(request) if not pair[0].startswith("conflict_")
        ],
        "edit_url": request.path,
        "saved_at": newest.created_at,
    }
    return render(request, "admin/editing/conflict.html", context, status=409)


def store_merged_version(request, obj, version):
    """Store the merged version as the newest draft."""
    if not obj.live:
        version.save(**({"clean": False} if isinstance(obj, Page) else {}))
    version.save_revision(user=request.user, log_action=True, clean=False)
    if request.POST.keys() & set(SENDING):
        # The merged text is only stored, not sent, so the message must not say that it was sent.
        request.POST = request.POST.copy()
        for name in SENDING:
            request.POST.pop(name, None)
        request.outcome_also = _("Tekstiä ei vielä lähetetty: tarkista se ja lähetä sitten.")
    return redirect(request.path)
