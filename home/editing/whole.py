"""Refuse forms of the editor that arrive incomplete: nothing is stored and nothing is lost.

Streamfields and formsets send a count of their parts. Without it Wagtail would fail with an error,
or treat the text as emptied.
"""

import json
from contextlib import suppress

from django.apps import apps
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.blocks import StreamBlock
from wagtail.models import Page

from home.approval.guard.request_targets import (
    ACCESS,
    DECIDING,
    get_named_object,
    get_snippet_model,
)

from .conflicts import may_change_object
from .kept import get_typed_fields, is_from_own_page

SAVING = {"add", "edit", "revisions_revert"}
PREVIEWING = {"preview_on_add", "preview_on_edit"}
# The fields that each block sends besides its value, and the longest list that is accepted.
PARTS_OF_BLOCK = ("type", "order", "deleted")
MOST_ROWS = 2000
COMMENTS = "comments"
# Fields that the form fills in by itself, so that nobody needs a copy of them.
OWN_ENDINGS = (
    *(
        "-count",
        "-type",
        "-order",
        "-ORDER",
        "-deleted",
        "-DELETE",
        "-id",
        "_FORMS",
        "_revision_id",
    ),
    *("_created_at", "typed_copy", "next"),
)


def refuse_incomplete_forms(get_response):
    """Middleware that checks each form of a page or snippet before anything reads it."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        match = request.resolver_match
        if request.method != "POST" or match.url_name not in SAVING | PREVIEWING:
            return None
        if request.POST.keys() & set(DECIDING) or not request.user.has_perm(ACCESS):
            return None
        if match.url_name in PREVIEWING and not request.POST:
            return None  # nothing was typed: the preview view handles it
        form_class = get_form_class(match)
        if form_class is None or not may_write(request.user, match):
            return None  # Wagtail itself refuses
        if is_whole(form_class, request.POST, request.FILES):
            return None
        return respond_incomplete(request)

    middleware.process_view = process_view
    return middleware


def may_write(user, match) -> bool:
    """Return whether the user may store what this URL edits or creates."""
    if obj := get_named_object(match):
        return may_change_object(user, obj)
    if parent_id := match.kwargs.get("parent_page_id"):
        parent = Page.objects.filter(pk=parent_id).first()
        return parent is not None and parent.permissions_for_user(user).can_add_subpage()
    model = get_snippet_model(match)
    policy = model and model.snippet_viewset.permission_policy
    return bool(policy) and policy.user_has_permission(user, "add")


def get_form_class(match):
    """Return the class of the edit form behind this URL, or None if it is no edit form."""
    if match.namespace == "wagtailadmin_pages":
        names = [match.kwargs.get(f"content_type_{part}") for part in ("app_name", "model_name")]
        if all(names):
            model = next((m for m in apps.get_models() if is_model_named(m, *names)), None)
        else:
            model = type(get_named_object(match))
        if not issubclass(model or object, Page):
            return None
        return model.get_edit_handler().get_form_class()
    model = get_snippet_model(match)
    return model and model.snippet_viewset.get_edit_handler().get_form_class()


def is_model_named(model, app_label: str, model_name: str) -> bool:
    return (model._meta.app_label, model._meta.model_name) == (app_label, model_name)


def is_whole(form_class, data, files, prefix="") -> bool:
    """Return whether the form contains all blocks and rows that its counts promise."""
    for name, field in form_class.base_fields.items():
        if not is_field_readable(field, data, files, f"{prefix}{name}"):
            return False
    formsets = getattr(form_class, "formsets", {}).items()
    return all(has_rows(rows, data, files, f"{prefix}{name}") for name, rows in formsets)


def is_field_readable(field, data, files, name: str) -> bool:
    block = getattr(field, "block", None)
    if isinstance(block, StreamBlock) and not has_blocks(block, data, name):
        return False
    try:
        field.widget.value_from_datadict(data, files, name)
    except (LookupError, ValueError, TypeError):  # raised for missing fields and invalid numbers
        return False
    return True


def has_blocks(block: StreamBlock, data, name: str) -> bool:
    count = data.get(f"{name}-count", "")
    if not is_number(count):
        return False
    for number in range(int(count)):
        if not all(f"{name}-{number}-{part}" in data for part in PARTS_OF_BLOCK):
            return False
        is_deleted = bool(data[f"{name}-{number}-deleted"])
        if not is_deleted and data[f"{name}-{number}-type"] not in block.child_blocks:
            return False
    # Blocks beyond the count would be dropped silently.
    return f"{name}-{count}-type" not in data


def has_rows(rows_class, data, files, name: str) -> bool:
    """Return whether all rows of the formset are there, and every stored row has its key."""
    sent = {key[len(name) + 1 :].split("-")[0] for key in data if key.startswith(f"{name}-")}
    if name == COMMENTS and not sent:
        return True  # Wagtail's script adds them; without it there are none
    total, first = data.get(f"{name}-TOTAL_FORMS", ""), data.get(f"{name}-INITIAL_FORMS", "")
    if not is_number(total) or not is_number(first):
        return False
    rows = [str(number) for number in range(int(total))]
    unnamed = {number for number in sent if number.isdecimal()} - set(rows)
    return (
        set(rows) <= sent
        and not unnamed
        and all(is_whole(rows_class.form, data, files, f"{name}-{row}-") for row in rows)
        and all(has_key(rows_class, data, f"{name}-{row}-", int(row) < int(first)) for row in rows)
    )


def has_key(rows_class, data, prefix: str, is_stored: bool) -> bool:
    """Return whether the row's key is valid; a row that is not stored yet has an empty key."""
    if not hasattr(rows_class, "model"):
        return True
    field = rows_class.model._meta.pk
    key = data.get(f"{prefix}{field.name}", None if is_stored else "")
    while field.remote_field:
        field = field.remote_field.get_related_field()
    try:
        return key == "" or field.to_python(key) is not None
    except ValidationError:
        return False


def is_number(text: str) -> bool:
    is_short = len(text) <= len(str(MOST_ROWS))  # Python refuses to parse huge numbers
    return text.isascii() and text.isdecimal() and is_short and int(text) <= MOST_ROWS


def respond_incomplete(request):
    """Respond that nothing was stored, and show everything that was typed, ready to be copied."""
    words = _("Lomake ei tullut perille kokonaan, joten mitään ei tallennettu.")
    if request.resolver_match.url_name in PREVIEWING or not request.accepts("text/html"):
        payload = {
            "success": False,
            "is_valid": False,
            "error_code": "locked",
            "error_message": words,
        }
        return JsonResponse(payload, status=400)
    return show_typed(request, words, "editing/incomplete.html", 400)


def respond_outdated(request, words: str):
    """Respond that the object was changed meanwhile, and show everything that was typed."""
    return show_typed(request, words, "editing/outdated.html", 409)


def show_typed(request, words: str, template: str, status: int):
    context = {
        "words": words,
        "typed": list_typed_texts(request) if is_from_own_page(request) else [],
        "files": sorted({file.name for file in request.FILES.values()}),
        "address": request.path,
    }
    return render(request, template, context, status=status)


def list_typed_texts(request) -> list[str]:
    """Return the texts that the user may have typed, in form order, without duplicates."""
    found = (
        value
        for name, value in get_typed_fields(request)
        if not name.endswith(OWN_ENDINGS) and not name.startswith("action-")
    )
    return list(dict.fromkeys(text for text in map(make_readable, found) if text))


def make_readable(value: str) -> str:
    """Return the text of a field's value; of rich text, sent as JSON, the plain text."""
    text = value.strip()
    if text.startswith("{"):
        with suppress(ValueError, TypeError, AttributeError):
            return "\n".join(block["text"] for block in json.loads(text).get("blocks", []))
    return text
