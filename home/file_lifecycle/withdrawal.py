"""Withdrawal of a file or picture: at once, with a reason, and for good."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from home.audit_log.models import ApprovalRecord
from home.audit_log.writing import write
from home.documents.access import find_pages_showing
from home.documents.models import CouncilDocument
from home.file_text.models import FileText
from home.file_text.pages import report_text_ready
from home.mail.outbox import MailContent, post_mail
from home.roles import list_people_in


@transaction.atomic
def withdraw_file(file, user, reason: str, erase: bool) -> None:
    """Withdraw the file: its URL shows the day and the reason, and no page shows the file.

    Needs no approval, because it protects people; it is logged, and the chairs are notified. With
    `erase` the content is destroyed too, otherwise only staff can open it.
    """
    was_public = find_pages_showing(file).exists()
    file.withdrawn_at, file.withdrawn_by = timezone.now(), user
    file.withdrawal_reason, file.erased = reason, erase
    file.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason", "erased"])
    write(
        ApprovalRecord.Action.WITHDRAWN,
        file,
        channel=ApprovalRecord.Channel.LOGIN,
        actor=user,
        reason=f"{reason} Sisältö hävitettiin." if erase else reason,
        files=[{"id": file.pk, "title": file.title, "sha256": file.sha256}],
    )
    if was_public:
        notify_chairs(file, user)
    if erase:
        erase_content(file)
    if isinstance(file, CouncilDocument):
        transaction.on_commit(partial(report_text_ready, file))


def notify_chairs(file, user) -> None:
    content = MailContent(
        subject=f"Poistettu julkaisusta: {file.title}",
        paragraphs=(
            f"{user.display_name} poisti julkaisusta tiedoston "
            f"”{file.title}” {date_format(file.withdrawn_at, 'j.n.Y')}.",
            f"Syy: {file.withdrawal_reason}",
        ),
    )
    for chair in list_people_in("chair").exclude(pk=user.pk):
        post_mail("withdrawn", chair, content)


def erase_content(file) -> None:
    """Delete the stored file, its text, and every rendition of a picture."""
    names = [file.file.name]
    if isinstance(file, CouncilDocument):
        FileText.objects.filter(document=file).delete()
    else:
        names += [rendition.file.name for rendition in file.renditions.all()]
    for name in names:
        transaction.on_commit(partial(file.file.storage.delete, name))
