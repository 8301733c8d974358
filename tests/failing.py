"""URLs of a site whose front page fails."""

from config import urls
from django.urls import path


def fail(request):
    raise RuntimeError("meant to fail")


urlpatterns = [path("", fail), *urls.urlpatterns]
handler404, handler500 = urls.handler404, urls.handler500
