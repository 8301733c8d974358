"""URL patterns of the site."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home.documents.views import document_view, original_picture_view, picture_view
from home.web.page_routing import serve_page
from home.web.views import pages_for_robots, robots
from meetings.feeds import atom_feed
from search.page.views import record_opened, results, suggestions

# Wagtail's own patterns, without the one that serves pages, which would hide ours.
doors_of_restricted_pages = [p for p in wagtail_urls.urlpatterns if p.name != "wagtail_serve"]

urlpatterns = [
    path("hallinta/", include("home.accounts.urls")),  # before Wagtail's own log-in
    path("hallinta/", include("home.editing.urls")),
    path("hallinta/", include(wagtailadmin_urls)),
    re_path(r"^asiakirjat/(\d+)/(.*)$", document_view, name="document"),
    path("asiakirjat/", include(wagtaildocs_urls)),
    path("kuvat/original_images/<str:name>", original_picture_view, name="original_picture"),
    path("kuvat/<path:name>", picture_view, name="picture"),
    path("haku/", results, name="search"),
    path("haku/ehdotukset/", suggestions, name="search_suggestions"),
    path("haku/avaa/", record_opened, name="search_opened"),
    path("sitemap.xml", pages_for_robots, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("syote.atom", atom_feed, name="feed"),
    path("hyvaksy/", include("networks.contact_check.urls")),
    path("hyvaksy/", include("home.approval_desk.urls")),
    path("tarkasta/", include("meetings.checking.urls")),
    path("kokouskutsu/", include("meetings.calling.urls")),
    path("", include(doors_of_restricted_pages)),
    # Other formats of pages: a calendar, a table, a PDF.
    re_path(r"^((?:[\w\-]+/)+[\w\-]+\.(?:csv|ics|pdf|png))$", serve_page, name="file_of_page"),
    re_path(wagtail_urls.serve_pattern, serve_page, name="wagtail_serve"),
]

handler404 = "home.web.views.not_found"
handler429 = "home.web.views.too_many_requests"
handler500 = "home.web.views.server_error"
