"""New versions of files: separate files, put into drafts, and public only after approval."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Page, ReferenceIndex

from home.approval.service import ApprovalRefused, submit
from home.documents.models import CouncilDocument
from home.mail.gathering import gather_mails
from home.text.content import list_files_of, replace_file


@dataclass(frozen=True)
class PageChange:
    """What happened to a page that shows the old version."""

    page: Page
    state: str  # "sent", "draft" or "untouched"


@transaction.atomic
def put_into_drafts(old: CouncilDocument, new: CouncilDocument, user) -> list[PageChange]:
    """Replace the old version by the new one in every draft; return what happened to each page.

    A page without other changes is submitted for approval at once.
    """
    with gather_mails():
        return [put_into_page(page, old, new, user) for page in iterate_pages_with(old)]


def iterate_pages_with(document: CouncilDocument) -> Iterator[Page]:
    """Yield the pages that show the file, as published or in their newest draft."""
    references = ReferenceIndex.get_references_to(document)
    pages = Page.objects.filter(pk__in=get_page_keys(references)) | Page.objects.filter(
        has_unpublished_changes=True
    )
    for page in pages.distinct().specific():
        shown = list_files_of(page.get_latest_revision_as_object())
        if document in shown or document in list_files_of(page):
            yield page


def get_page_keys(references) -> list[int]:
    """Return the primary keys of the pages among the references."""
    about = references.select_related("base_content_type")
    return [
        int(reference.object_id)
        for reference in about
        if issubclass(reference.base_content_type.model_class() or object, Page)
    ]


def put_into_page(page, old, new, user) -> PageChange:
    draft = page.get_latest_revision_as_object()
    rights = page.permissions_for_user(user)
    if page.current_workflow_state or not rights.can_edit() or rights.page_locked():
        return PageChange(page, "untouched")
    if not replace_file(draft, old, new):
        return PageChange(page, "untouched")
    unchanged = page.live and not page.has_unpublished_changes
    draft.save_revision(user=user, log_action=True)
    return PageChange(page, "sent" if unchanged and submit_if_allowed(page, user) else "draft")


def submit_if_allowed(page, user) -> bool:
    """Submit the page; return whether that worked. If not, editors see why when they submit it."""
    try:
        submit(page, user)
    except ApprovalRefused:
        return False
    return True


def get_version_chain(document: CouncilDocument) -> list[CouncilDocument]:
    """Return every version of the file, newest first."""
    newest = document
    while follower := CouncilDocument.objects.filter(replaces=newest).first():
        newest = follower
    chain = [newest]
    while chain[-1].replaces_id:
        chain.append(chain[-1].replaces)
    return chain
