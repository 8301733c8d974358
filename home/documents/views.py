"""Views that serve files and pictures."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe
from wagtail import hooks

from .access import get_newest_public, get_newest_withdrawn, is_public, may_see_file
from .models import CouncilDocument, CouncilImage, CouncilRendition
from .sending import FileToSend, send_file


@require_safe
def document_view(request, number, name):
    """Serve a file if a published page shows it or the user may see it."""
    file = get_object_or_404(CouncilDocument, pk=number)
    # Guessing numbers must not reveal which files exist.
    if file.filename != name:
        raise Http404
    return serve_file(request, file, file.file, file.content_type)


@require_safe
def picture_view(request, name):
    """Serve a rendition if a published page shows the picture or the user may see it."""
    rendition = get_object_or_404(CouncilRendition.objects.select_related("image"), file=name)
    return serve_file(request, rendition.image, rendition.file, get_picture_type(name))


@require_safe
def original_picture_view(request, name):
    """Serve a picture as it was uploaded, to staff only; pages show renditions."""
    image = get_object_or_404(CouncilImage, file=f"original_images/{name}")
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    return serve_file(request, image, image.file, get_picture_type(name), for_all=False)


def get_picture_type(name: str) -> str:
    kind = name.rpartition(".")[2].lower()
    return f"image/{'jpeg' if kind == 'jpg' else kind}"


def serve_file(request, kept, file, content_type, for_all=True):
    """Serve a file, or the response for a withdrawn, replaced or forbidden one."""
    public = for_all and is_public(kept)
    if (public or may_see_file(request.user, kept)) and not kept.erased:
        if answer := get_response_of_hooks(request, kept):
            return answer
        name = file.name.rpartition("/")[2]
        # The name contains the size of the rendition; the hash changes with the picture.
        fingerprint = f"{kept.sha256 or kept.get_file_hash()} {name}"
        return send_file(request, FileToSend(file, name, content_type, fingerprint, public))
    return respond_instead(request, kept)


def respond_instead(request, kept):
    """Return the response for a file that may not be read."""
    has_versions = isinstance(kept, CouncilDocument)
    newest = get_newest_public(kept) if has_versions else None
    if kept.withdrawn_at:
        return render_withdrawn(request, kept, newest)
    if newest:
        return redirect(newest.url)
    if has_versions and (gone := get_newest_withdrawn(kept)):
        return render_withdrawn(request, gone, None)
    raise Http404


def get_response_of_hooks(request, kept) -> HttpResponse | None:
    """Return a `before_serve_document` hook's response, such as a collection's login, or None."""
    if isinstance(kept, CouncilDocument):
        for hook in hooks.get_hooks("before_serve_document"):
            if isinstance(answer := hook(kept, request), HttpResponse):
                return answer
    return None


def render_withdrawn(request, kept, newest):
    """Return a 410 page with the day and reason of the withdrawal, and any newer version."""
    is_picture = isinstance(kept, CouncilImage)
    context = {"file": kept, "is_picture": is_picture, "newest": newest}
    response = render(request, "withdrawn.html", context, status=410)
    response["Cache-Control"] = "no-cache"
    return response
