"""The guide in the admin, and its pictures."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .reading import PICTURES, read_guide


@require_safe
def guide_view(request):
    return render(request, "admin/guide/guide.html", {"guide": read_guide()})


@require_safe
@cache_control(private=True, max_age=3600)
def guide_picture_view(request, name):
    """Send a picture that the guide shows, and no other file."""
    if name not in read_guide().pictures:
        raise Http404
    return HttpResponse((PICTURES / name).read_bytes(), content_type="image/png")
