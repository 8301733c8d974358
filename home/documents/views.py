"""How files and pictures reach the reader."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve

from .access import is_public, may_read
from .models import CouncilImage, CouncilRendition

# A kept copy is asked for again each time: what is withdrawn vanishes from there too.
document = require_safe(cache_control(no_cache=True)(serve))


@require_safe
def picture(request, name):
    """Serves one size of a picture, if a published page shows it or the user is staff."""
    rendition = get_object_or_404(CouncilRendition.objects.select_related("image"), file=name)
    return serve_picture(request, rendition.image, rendition.file)


@require_safe
def original_picture(request, name):
    """Serves a picture as it was uploaded: only for staff, pages show renditions."""
    image = get_object_or_404(CouncilImage, file=f"original_images/{name}")
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    return serve_picture(request, image, image.file)


def serve_picture(request, image, file):
    """Like a document, a kept copy is asked for again each time."""
    public = is_public(image)
    if not public and not (request.user.is_authenticated and may_read(request.user, image)):
        raise Http404
    # The name tells the size; the hash changes with the picture.
    etag = quote_etag(f"{image.get_file_hash()} {file.name}")
    kept = get_conditional_response(request, etag=etag)
    response = kept or FileResponse(file.open("rb"))
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache" if public else "private, no-cache"
    response["Content-Security-Policy"] = "default-src 'none'"
    return response
