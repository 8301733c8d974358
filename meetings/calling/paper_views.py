"""The agenda and its files as one PDF, for one person who was called to the meeting."""

from django.http import FileResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from home.approval_desk.review.views import TOLD_TO_NOBODY, send_headers_with
from home.authentication.personal_links import Closed
from home.web.client_address import get_client_address
from home.web.rate_limits import is_too_often

from ..models import MeetingInvitation
from ..pdf.whole import CannotJoin, WholePaper
from .answer_views import CANCELLED, NOT_PUBLIC, TOO_OFTEN, UNKNOWN, WRONG_LINKS, refuse

MOST_PAPERS = 10  # an hour for one link: each is drawn anew
FAILED = _("PDF:ää ei voitu tehdä")


@send_headers_with(TOLD_TO_NOBODY)
@require_safe
def send_whole_paper(request, token):
    """Send the public papers of the meeting as one PDF; the link works during the meeting too."""
    links = MeetingInvitation.objects.with_token(token)
    link = links.select_related("call__meeting").first()
    if link is None:
        wrong = is_too_often(f"calls:{get_client_address(request)}", WRONG_LINKS)
        return refuse(request, TOO_OFTEN if wrong else UNKNOWN)
    meeting = link.call.meeting
    if link.closed not in (None, Closed.EXPIRED):
        return refuse(request, UNKNOWN)
    if meeting.is_cancelled or not meeting.live:
        return refuse(request, CANCELLED if meeting.is_cancelled else NOT_PUBLIC)
    if is_too_often(f"paper:{link.pk}", MOST_PAPERS):
        return refuse(request, TOO_OFTEN)
    paper = WholePaper(meeting, request.user)
    try:
        file = paper.make(request)
    except CannotJoin as error:
        return refuse(request, (FAILED, str(error), 503))
    return FileResponse(
        file, as_attachment=True, filename=paper.file_name, content_type="application/pdf"
    )
