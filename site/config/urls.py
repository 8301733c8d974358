"""Every address of the site."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from home.documents.views import original_picture, picture
from home.serving import serve
from home.views import robots
from search.views import results

urlpatterns = [
    path("hallinta/", include(wagtailadmin_urls)),
    path("asiakirjat/", include(wagtaildocs_urls)),
    path("kuvat/original_images/<str:name>", original_picture, name="original_picture"),
    path("kuvat/<path:name>", picture, name="picture"),
    path("haku/", results, name="search"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
]

handler404 = "home.views.not_found"
handler500 = "home.views.server_error"
