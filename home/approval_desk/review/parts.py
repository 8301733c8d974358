"""The parts of an approval: the version itself and the members of its bundle."""

from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.text import capfirst
from wagtail.models import Page, TaskState

from home.approval.bundle import get_bundle
from home.documents.models import CouncilDocument
from home.extension_points import HasNotesForApprovers
from home.text.content import list_files_of, list_pictures_of

from ..comparison.field_text import describe_snippet
from ..comparison.revision_changes import FieldChange, compare_versions
from ..comparison.text_diff import abridge
from .rendering import get_path, render_for_readers
from .rounds import CorrectionRound


@dataclass
class ReviewedObject:
    """One page or snippet in the version to be approved."""

    name: str
    obj: object
    address: object = field(repr=False)
    request: object = field(repr=False)
    before: CorrectionRound | None = None

    @property
    def title(self) -> str:
        return capfirst(getattr(self.obj, "title", "") or str(self.obj))

    @property
    def name_in_full(self) -> str:
        """Return the title of a page, or kind and title of what has no page of its own."""
        is_clear = isinstance(self.obj, Page) or self.begins_with_kind
        return self.title if is_clear else f"{self.kind} {self.title}"

    @property
    def name_in_list(self) -> str:
        """Return the title with its page type, for lists that mix types."""
        return self.title if self.begins_with_kind else f"{self.kind}: {self.title}"

    @property
    def begins_with_kind(self) -> bool:
        return self.title.casefold().startswith(self.kind.casefold())

    @property
    def kind(self) -> str:
        return capfirst(str(self.obj._meta.verbose_name))

    @cached_property
    def public(self):
        """Return the public version of the object, or None."""
        return type(self.obj)._default_manager.filter(pk=self.obj.pk, live=True).first()

    @cached_property
    def changes(self) -> list[FieldChange]:
        if self.public is None:
            return []
        return [shorten_change(change) for change in compare_versions(self.public, self.obj)]

    @cached_property
    def earlier(self):
        """Return the version that the same person returned for correction, or None."""
        return self.before and self.before.get_version(self.obj)

    @cached_property
    def changes_since(self) -> list[FieldChange]:
        """Return what has changed since the person read the text last."""
        if self.earlier is None:
            return []
        return [shorten_change(change) for change in compare_versions(self.earlier, self.obj)]

    @cached_property
    def html(self) -> str:
        return render_for_readers(self.obj, self.request, self.name, self.address)

    @property
    def notes(self) -> list[tuple[str, str]]:
        """Return what the approval does besides publishing, as label and words."""
        is_noted = isinstance(self.obj, HasNotesForApprovers)
        return self.obj.list_notes_for_approvers() if is_noted else []

    @cached_property
    def facts(self) -> dict[str, str]:
        """Return the fields of an object that has no page of its own."""
        return {} if self.html else describe_snippet(self.obj)


def shorten_change(change: FieldChange) -> FieldChange:
    """Return the change with long unchanged passages shortened."""
    items = [
        type(item)(item.name, item.fate, abridge(item.pieces), item.group) for item in change.items
    ]
    return FieldChange(change.label, abridge(change.pieces), items)


def get_reviewed_versions(task_state: TaskState) -> list:
    """Return the object in the version to be approved, and the members of its bundle."""
    return [task_state.revision.as_object(), *(member.obj for member in get_bundle(task_state))]


def get_current_object(revision):
    """Return the object as stored now, after a decision that was just made."""
    model = revision.content_type.model_class()
    return model._default_manager.get(pk=revision.object_id)


def list_public_files(objects) -> list[CouncilDocument]:
    """Return the files that the versions attach or link and that are not withdrawn."""
    shown = {file.pk: file for obj in objects for file in list_files_of(obj)}
    return [file for file in shown.values() if file.withdrawn_at is None]


def list_picture_keys(objects) -> set[int]:
    """Return the keys of the images that the versions show."""
    return {picture.pk for obj in objects for picture in list_pictures_of(obj)}


def make_reviewed_objects(objects, request, address, before=None) -> list[ReviewedObject]:
    return [
        ReviewedObject(f"osa{n}", obj, address, request, before) for n, obj in enumerate(objects, 1)
    ]


def keep_address(url: str) -> str:
    """Return the URL unchanged: logged-in users may open the files at their own URLs."""
    return url


@dataclass(frozen=True)
class LinkAddresses:
    """URLs of a version's files and images for the holder of a link."""

    base: str
    files: frozenset[int]

    def __call__(self, url: str) -> str:
        try:
            match = None if urlsplit(url).netloc else resolve(get_path(url))
        except Resolver404:
            match = None
        if match is None:
            return url
        if match.url_name == "document" and int(match.args[0]) in self.files:
            return f"{self.base}tiedosto/{match.args[0]}/"
        if match.url_name == "picture":
            return f"{self.base}kuva/{match.kwargs['name']}"
        return url
