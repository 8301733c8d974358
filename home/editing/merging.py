"""Compare and merge two versions that were written at the same time."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page, PageSubscription

from home.approval_desk.comparison.revision_changes import (
    FieldChange,
    compare_field,
    compare_list,
    get_edited_fields,
    get_edited_lists,
)
from home.approval_desk.comparison.text_diff import has_changes

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class EditedPart:
    """One field or one list of a page or snippet."""

    name: str
    field: object = None
    relation: object = None

    def change(self, old, new) -> FieldChange | None:
        """Return the change between the two versions, or None."""
        compare, of = (compare_field, self.field) if self.field else (compare_list, self.relation)
        change = compare(of, old, new)
        return change if change.items or has_changes(change.pieces) else None

    def copy(self, source, target) -> None:
        """Copy this part's value from source to target."""
        if self.relation:
            setattr(target, self.name, list(getattr(source, self.name).all()))
        elif self.field.many_to_many:
            getattr(target, self.name).set(getattr(source, self.name).all())
        else:
            attribute = (
                self.field.name if isinstance(self.field, StreamField) else self.field.attname
            )
            setattr(target, attribute, getattr(source, attribute))


@dataclass(frozen=True)
class Difference:
    """A part in which the two versions differ, and the preselected choice, if any."""

    part: EditedPart
    change: FieldChange
    choice: str = ""


def get_edited_parts(model) -> list[EditedPart]:
    """Return every part that editors fill in in the model's form."""
    fields = [*get_edited_fields(model, shared=False), *get_edited_fields(model, shared=True)]
    lists = [EditedPart(r.get_accessor_name(), relation=r) for r in get_edited_lists(model)]
    return [*(EditedPart(f.name, field=f) for f in fields), *lists]


def find_differences(base, mine, theirs) -> list[Difference]:
    """Return the differences; where only one side changed a part, that side is preselected."""
    found = []
    for part in get_edited_parts(type(theirs)):
        if change := part.change(theirs, mine):
            found.append(Difference(part, change, find_changed_side(part, base, mine, theirs)))
    return found


def find_changed_side(part, base, mine, theirs) -> str:
    if base is None:
        return ""
    by_me, by_them = part.change(base, mine), part.change(base, theirs)
    if by_me and by_them:
        return ""
    return MINE if by_me else THEIRS


def merge_versions(mine, theirs, found: list[Difference], choices: dict[str, str]):
    """Return the newest version, with the parts that were chosen from mine."""
    for difference in found:
        if choices[difference.part.name] == MINE:
            difference.part.copy(mine, theirs)
    return theirs


def make_typed_version(request, start) -> tuple:
    """Return the version that the submitted form makes of `start`, and the form with its errors.

    Nothing is stored, whatever the form does when it saves.
    """
    form = make_bound_form(request, start)
    with transaction.atomic():
        form.defer_required_fields()
        if form.is_valid():
            form.save(commit=False)
        else:
            save_sound_rows(form)
        transaction.set_rollback(True)
    return form.instance, form


def save_sound_rows(form) -> None:
    for rows in form.formsets.values():
        if rows.is_valid():
            rows.save(commit=False)


def get_faulty_parts(form) -> set[str]:
    """Return the names of the fields and lists that are invalid in the form."""
    return {*form.errors, *(name for name, rows in form.formsets.items() if not rows.is_valid())}


def list_form_faults(form) -> list[str]:
    """Return the error messages of the form, each with the label of its field."""
    faults = []
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        faults += [f"{label}: {error}" if label else str(error) for error in errors]
    if any(not rows.is_valid() for rows in form.formsets.values()):
        faults.append(_("Luettelossa on virhe, joten se jää hänen versionsa mukaiseksi."))
    return faults


def make_bound_form(request, start):
    """Return the edit form, bound to the submitted data and the version."""
    data, files, user = request.POST, request.FILES, request.user
    if isinstance(start, Page):
        form_class = start.specific_class.get_edit_handler().get_form_class()
        subscription = PageSubscription(page=start, user=user)
        parent = start.get_parent()
        return form_class(
            data,
            files,
            instance=start,
            subscription=subscription,
            parent_page=parent,
            for_user=user,
        )
    form_class = start.snippet_viewset.get_edit_handler().get_form_class()
    return form_class(data, files, instance=start, for_user=user)
