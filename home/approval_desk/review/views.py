"""The approver's page: opened by a mailed link without login, or when logged in."""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import TaskState

from home.approval.approvers import get_refusal_code
from home.documents.models import CouncilRendition
from home.documents.sending import FileToSend, send_file
from home.documents.views import get_picture_type
from home.web.client_address import get_client_address
from home.web.rate_limits import is_too_often

from ..mails.approval_requests import send_request
from ..models import ApprovalLink
from .answering import ReviewAnswer, render_refusal
from .newer_versions import LEADS_ON, find_newer_version, is_assigned, open_link
from .parts import get_reviewed_versions, list_picture_keys, list_public_files
from .refusals import REFUSALS, TOO_OFTEN, UNKNOWN, get_link_refusal, make_decided_refusal

# Limits per hour: wrong links per IP address; actions per link; new links per person.
WRONG_LINKS, ACTS, RENEWALS = 30, 30, 3
KEPT_NOWHERE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow, noarchive"}
# The URL is the key, so it is not sent as referrer. A logged-in page's URL is no key, and its forms
# need the referrer.
TOLD_TO_NOBODY = KEPT_NOWHERE | {"Referrer-Policy": "no-referrer"}


def send_headers_with(headers):
    def wrap(view):
        @wraps(view)
        def headed(*args, **kwargs):
            response = view(*args, **kwargs)
            for name, value in headers.items():
                response[name] = value
            return response

        return headed

    return wrap


def pass_link(view):
    """Pass the link of the token to the view, or return why the token opens nothing."""

    @wraps(view)
    def with_token(request, token, **kwargs):
        link = ApprovalLink.objects.with_token(token).select_related("person", "task_state").first()
        if link is None:
            wrong = is_too_often(f"links:{get_client_address(request)}", WRONG_LINKS)
            return render_refusal(request, TOO_OFTEN if wrong else UNKNOWN)
        return view(request, link, token, **kwargs)

    # The token itself is the credential, not a cookie: another site cannot know it.
    return csrf_exempt(send_headers_with(TOLD_TO_NOBODY)(with_token))


@require_http_methods(["GET", "HEAD", "POST"])
@pass_link
def review_by_link(request, link, token):
    """Show the version or act on it; GET changes nothing, as mail programs follow links."""
    found = open_link(link)
    if found.refusal:
        return render_refusal(request, found.refusal, token)
    base = reverse("approval_by_link", args=[token])
    answer = ReviewAnswer(
        request, found.task_state, link.person, "link", link, is_newer=found.is_newer
    )
    if request.method != "POST":
        return answer.show(base)
    if is_too_often(f"link:{link.pk}", ACTS):
        return render_refusal(request, TOO_OFTEN)
    return answer.decide(base)


@require_POST
@pass_link
def renew_link(request, link, token):
    """Mail a new link to the same person, if the text still waits for them."""
    if is_too_often(f"renew:{link.person_id}", RENEWALS):
        return render_refusal(request, TOO_OFTEN)
    state = link.task_state.workflow_state.current_task_state
    if state is None or not is_assigned(link.person, state):
        state = find_newer_version(link)
    if state is None:
        return render_refusal(request, get_link_refusal(link) or REFUSALS["not_yours"])
    send_request(state.assignments.active().get(person=link.person_id), "asks")
    return render(request, "links/renewed.html")


@require_safe
@pass_link
def send_file_by_link(request, link, token, number):
    """Send a file of the version to the holder of the link."""
    found = open_link(link)
    if found.refusal:
        return render_refusal(request, found.refusal, token)
    files = list_public_files(get_reviewed_versions(found.task_state))
    file = next((file for file in files if file.pk == number), None)
    if file is None:
        return render_refusal(request, UNKNOWN)
    sent = FileToSend(file.file, file.filename, file.content_type, file.sha256, public=False)
    return send_file(request, sent)


@require_safe
@pass_link
def send_picture_by_link(request, link, token, name):
    """Send an image of the version in the size that the version shows."""
    found = open_link(link)
    if found.refusal:
        return render_refusal(request, found.refusal, token)
    numbers = list_picture_keys(get_reviewed_versions(found.task_state))
    pictures = CouncilRendition.objects.select_related("image")
    picture = pictures.filter(file=name, image__in=numbers, image__erased=False).first()
    if picture is None:
        return render_refusal(request, UNKNOWN)
    kind = get_picture_type(name)
    return send_file(
        request, FileToSend(picture.file, name, kind, picture.image.sha256, public=False)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@send_headers_with(KEPT_NOWHERE)
def review_logged_in(request, number):
    """Show the same page to logged-in assignees, and to those who may decide with a reason."""
    states = TaskState.objects.select_related("workflow_state", "revision", "task")
    task_state = get_object_or_404(states, pk=number)
    code = get_refusal_code(request.user, task_state)
    link = ApprovalLink(person=request.user, task_state=task_state, revision=task_state.revision)
    if code and code in LEADS_ON and (newer := find_newer_version(link)):
        return redirect("approval_logged_in", newer.pk)
    if code in {"not_yours", "role_lost"}:
        raise Http404  # do not disclose that there is anything
    if code == "decided":
        return render_refusal(request, make_decided_refusal("decided", link))
    if code:
        return render_refusal(request, REFUSALS[code])
    answer = ReviewAnswer(request, task_state, request.user, "login")
    base = reverse("approval_logged_in", args=[number])
    return answer.decide(base) if request.method == "POST" else answer.show(base)
