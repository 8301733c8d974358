"""Views that serve files and pictures."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe
from wagtail import hooks

from .access import is_public, may_see, newest_public, newest_withdrawn
from .models import CouncilDocument, CouncilImage, CouncilRendition
from .sending import Sent, send


@require_safe
def document(request, number, name):
    """Serve a file if a published page shows it or the user may see it."""
    file = get_object_or_404(CouncilDocument, pk=number)
    # Guessing numbers must not reveal which files exist.
    if file.filename != name:
        raise Http404
    return serve(request, file, file.file, file.content_type)


@require_safe
def picture(request, name):
    """Serve a rendition if a published page shows the picture or the user may see it."""
    rendition = get_object_or_404(CouncilRendition.objects.select_related("image"), file=name)
    return serve(request, rendition.image, rendition.file, picture_type(name))


@require_safe
def original_picture(request, name):
    """Serve a picture as it was uploaded, to staff only; pages show renditions."""
    image = get_object_or_404(CouncilImage, file=f"original_images/{name}")
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    return serve(request, image, image.file, picture_type(name), for_all=False)


def picture_type(name: str) -> str:
    kind = name.rpartition(".")[2].lower()
    return f"image/{'jpeg' if kind == 'jpg' else kind}"


def serve(request, kept, file, content_type, for_all=True):
    """Serve a file, or the response for a withdrawn, replaced or forbidden one."""
    public = for_all and is_public(kept)
    if (public or may_see(request.user, kept)) and not kept.erased:
        if answer := answer_of_hooks(request, kept):
            return answer
        name = file.name.rpartition("/")[2]
        # The name contains the size of the rendition; the hash changes with the picture.
        fingerprint = f"{kept.sha256 or kept.get_file_hash()} {name}"
        return send(request, Sent(file, name, content_type, fingerprint, public))
    return instead_of(request, kept)


def instead_of(request, kept):
    """Return the response for a file that may not be read."""
    has_versions = isinstance(kept, CouncilDocument)
    newest = newest_public(kept) if has_versions else None
    if kept.withdrawn_at:
        return withdrawn(request, kept, newest)
    if newest:
        return redirect(newest.url)
    if has_versions and (gone := newest_withdrawn(kept)):
        return withdrawn(request, gone, None)
    raise Http404


def answer_of_hooks(request, kept) -> HttpResponse | None:
    """Return a `before_serve_document` hook's response, such as a collection's login, or None."""
    if isinstance(kept, CouncilDocument):
        for hook in hooks.get_hooks("before_serve_document"):
            if isinstance(answer := hook(kept, request), HttpResponse):
                return answer
    return None


def withdrawn(request, kept, newest):
    """Return a 410 page with the day and reason of the withdrawal, and any newer version."""
    is_picture = isinstance(kept, CouncilImage)
    context = {"file": kept, "is_picture": is_picture, "newest": newest}
    response = render(request, "withdrawn.html", context, status=410)
    response["Cache-Control"] = "no-cache"
    return response
