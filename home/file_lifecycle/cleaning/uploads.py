"""Refuse uploads with active content, and offer a cleaned copy instead."""

import tempfile
from datetime import timedelta
from pathlib import PurePath
from urllib.parse import urlencode

from django import forms
from django.core import signing
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from home.documents.models import CouncilDocument
from home.inspection.inspecting import inspect_upload
from home.inspection.words import describe_active_content

from .copies import CannotClean, make_cleaned_bytes

SALT = "cleaned copy"
LONGEST = 60 * 60  # seconds for which the offer is valid
FOLDER = "puhdistetut"
ONLY_REFUSED = {"program", "other_kind"}  # cleaning such a file would leave nothing


class ActiveContent(forms.ValidationError):
    """The upload has active content or embedded files; `token` leads to its cleaned copy, if any.

    `plain_message` is the message without the link, for pages that offer the copy in their own way.
    """

    def __init__(self, message: str, token: str = "", plain_message: str = ""):
        super().__init__(message, code="active")
        self.token, self.plain_message = token, plain_message or message


def check_contents(file, user, extension: str = "", replaces=None):
    """Refuse a file with active content; return the inspection result of any other."""
    kind = extension or PurePath(file.name).suffix.lstrip(".").lower()
    result = inspect_upload(file, kind)
    if not result.active:
        return result
    codes = {code for code, place in result.active if not place}
    plain_message = _("Tiedostossa on sellaista, mitä sivustolle ei voi tuoda: {found}.").format(
        found=describe_active_content(result.active)
    )
    token = (
        ""
        if codes & ONLY_REFUSED or user is None
        else hold_cleaned_copy(file, kind, user, replaces)
    )
    if not token:
        advice = _("Poista se omalla koneellasi ja tallenna tiedosto uudelleen, tai tuo PDF.")
        raise ActiveContent(f"{plain_message} {advice}")
    raise ActiveContent(make_offer_message(plain_message, token), token, plain_message)


def make_offer_message(plain_message: str, token: str):
    """Return the error message with a link to the cleaned copy."""
    return format_html(
        '{} <a href="{}?{}">{}</a>',
        plain_message,
        reverse("bring_cleaned_copy"),
        urlencode({"kopio": token}),
        _("Tuo puhdistettu kopio, josta nämä on poistettu."),
    )


def hold_cleaned_copy(file, kind: str, user, replaces=None) -> str:
    """Make a cleaned copy and store it for an hour; return its token, or "" if none can be made."""
    try:
        with tempfile.TemporaryFile() as copy:
            file.seek(0)
            for chunk in file.chunks():
                copy.write(chunk)
            copy.flush()
            content = make_cleaned_bytes(copy, kind)
    except CannotClean:
        return ""
    finally:
        file.seek(0)
    name = PurePath(file.name).name
    stored = get_storage().save(f"{FOLDER}/{PurePath(name).stem}.{kind}", ContentFile(content))
    held = [user.pk, stored, name, replaces.pk if replaces else None]
    return signing.dumps(held, salt=SALT, compress=True)


def take_cleaned_copy(token: str, user) -> tuple[ContentFile, int | None] | None:
    """Return the copy and the key of the file that it replaces, or None if the token is invalid."""
    try:
        owner, stored, name, replaces = signing.loads(token, salt=SALT, max_age=LONGEST)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if owner != user.pk or not get_storage().exists(stored):
        return None
    with get_storage().open(stored) as file:
        return ContentFile(file.read(), name=name), replaces


def forget_cleaned_copy(token: str) -> None:
    """Delete a copy that has been uploaded."""
    try:
        stored = signing.loads(token, salt=SALT)[1]
    except (signing.BadSignature, ValueError, TypeError):
        return
    get_storage().delete(stored)


def list_old_copies() -> list[str]:
    """Return the paths of copies that nobody used before the offer expired."""
    try:
        _folders, names = get_storage().listdir(FOLDER)
    except FileNotFoundError:
        return []
    paths = [f"{FOLDER}/{name}" for name in names]
    earliest = timezone.now() - timedelta(seconds=LONGEST)
    return [path for path in paths if get_storage().get_modified_time(path) < earliest]


def delete_old_copies() -> None:
    for path in list_old_copies():
        get_storage().delete(path)


def get_storage():
    return CouncilDocument._meta.get_field("file").storage
