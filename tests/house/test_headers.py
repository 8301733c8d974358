"""Every response of the site carries the security headers, whatever made it."""

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client, override_settings

from home.web.middleware import HEADERS
from tests.sweep import MISSING

ADMIN = ["", "pages/", "documents/", "images/", "account/", "reports/site-history/", "jsi18n/"]
PUBLIC = [
    *("/", MISSING, "/haku/?q=kokous", "/haku/ehdotukset/?q=ko", "/robots.txt", "/sitemap.xml"),
    *("/syote.atom", "/kokoukset/kalenteri.ics", "/kokoukset/paatokset.csv", "/kuvat/a.png"),
    *("/asiakirjat/99/a.pdf", "/hyvaksy/abc/", "/a%00b", "/hallinta/", "/hallinta/login/"),
    *("/static/css/site.css", "/static/js/suggest.js", "/static/img/favicon.svg"),
    *("/static/wagtailadmin/js/core.js", "/static/ei-ole.css"),
]


def check(answer):
    for name in HEADERS:
        assert answer.headers.get(name), f"{name} of {answer.request['PATH_INFO']}"
    assert answer["X-Content-Type-Options"] == "nosniff"
    policy = answer["Content-Security-Policy"]
    assert "object-src 'none'" in policy or "default-src 'none'" in policy
    assert "base-uri 'none'" in policy and "frame-ancestors" in policy
    assert "*" not in policy and "http:" not in policy
    assert "Server" not in answer and "X-Powered-By" not in answer


@pytest.fixture
def reader(client):
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("path", PUBLIC)
def test_every_address_carries_every_header(seeded, reader, path):
    check(reader.get(path))


@pytest.mark.parametrize("path", ADMIN)
def test_every_view_of_the_admin_too(as_user, path):
    check(as_user("administration").get(f"/hallinta/{path}"))


def test_files_for_readers_too(seeded, reader):
    """What a page shows and links to, as far as it is ours."""
    home = reader.get("/").text
    assert finders.find("css/site.css") and "/static/css/site.css" in home
    for name in ("css/site.css", "css/admin.css", "css/approval.css"):
        check(reader.get(f"{settings.STATIC_URL}{name}"))


def test_an_answer_made_before_any_view_too(council, reader):
    with override_settings(ALLOWED_HOSTS=["neuvottelukunta.example"]):
        answer = reader.get("/", headers={"host": "muu.example"})
    assert answer.status_code == 400
    check(answer)


def test_an_error_too(council, reader, monkeypatch):
    monkeypatch.setattr("home.web.views.sitemap", lambda request: 1 / 0)
    answer = reader.get("/sitemap.xml")
    assert answer.status_code == 500
    check(answer)


@pytest.mark.parametrize("path", PUBLIC)
def test_no_answer_opens_itself_to_other_sites(seeded, reader, path):
    answer = reader.get(path, headers={"origin": "https://muu.example"})
    opening = [name for name in answer.headers if name.lower().startswith("access-control")]
    assert opening == []
