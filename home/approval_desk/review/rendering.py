"""Render a version as readers will see it, for embedding in another page."""

import re
from collections.abc import Callable
from io import BytesIO
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIRequest
from django.utils.safestring import SafeString
from wagtail.models import Page

# Letters unescaped, and no slash in <br>.
AS_HTML = HTMLFormatter(EntitySubstitution.substitute_xml, void_element_close_prefix="")
NOT_READERS = (
    "HTTP_COOKIE",
    "HTTP_AUTHORIZATION",
    "CONTENT_LENGTH",
    "CONTENT_TYPE",
    "QUERY_STRING",
)
# Attributes that point to the id of another element.
POINTERS = ("for", "aria-labelledby", "aria-describedby", "popovertarget")


def render_for_readers(obj, request, name: str, address: Callable[[str], str]) -> str:
    """Return the main part of the object's public page as safe HTML to embed, or "".

    `name` prefixes its ids so that they stay unique on the page, and `address` maps the URLs of the
    version's files and images to those that the person reading it now may open.
    """
    if not hasattr(obj, "serve_preview"):
        return ""
    response = obj.serve_preview(make_reader_request(request, obj), obj.default_preview_mode)
    if hasattr(response, "render"):
        response.render()
    main = BeautifulSoup(response.content, "html.parser").find("main")
    if main is None:
        return ""
    remove_interactive_parts(main)
    lower_headings(main)
    prefix_ids(main, name)
    replace_addresses(main, address)
    return SafeString(main.decode_contents(formatter=AS_HTML).strip())


def make_reader_request(request, obj) -> WSGIRequest:
    """Return the request of an anonymous reader, without cookies."""
    environ = {key: value for key, value in request.META.items() if key not in NOT_READERS}
    path = obj.get_url(request) if isinstance(obj, Page) else None
    environ |= {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": urlsplit(path or "/").path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "wsgi.input": BytesIO(),
    }
    reader = WSGIRequest(environ)
    reader.user = AnonymousUser()
    reader.is_preview = True
    return reader


def remove_interactive_parts(main) -> None:
    """Remove what has no use here: breadcrumbs, forms, scripts."""
    for tag in main.select("nav.breadcrumbs, script, template"):
        tag.decompose()
    for form in main.find_all("form"):
        note = BeautifulSoup('<p class="approval__form">Tässä on lomake.</p>', "html.parser")
        form.replace_with(note)


def lower_headings(main) -> None:
    """Lower each heading by one level, as the surrounding page has its own."""
    for heading in main.find_all(re.compile(r"^h[1-5]$")):
        heading.name = f"h{int(heading.name[1]) + 1}"


def prefix_ids(main, name: str) -> None:
    """Prefix ids and the references to them, so that they are unique on the page."""
    for tag in main.find_all(id=True):
        tag["id"] = f"{name}-{tag['id']}"
    for pointer in POINTERS:
        for tag in main.find_all(attrs={pointer: True}):
            tag[pointer] = " ".join(f"{name}-{word}" for word in str(tag[pointer]).split())
    for link in main.find_all("a", href=re.compile("^#.")):
        link["href"] = f"#{name}-{link['href'][1:]}"


def replace_addresses(main, address: Callable[[str], str]) -> None:
    for tag in main.find_all(href=True):
        tag["href"] = address(tag["href"])
    for tag in main.find_all(src=True):
        tag["src"] = address(tag["src"])
    for tag in main.find_all(srcset=True):
        tag["srcset"] = ", ".join(
            " ".join([address(url), *size])
            for url, *size in (part.split() for part in tag["srcset"].split(","))
        )


def get_path(url: str) -> str:
    """Return the path of a URL, percent-decoded."""
    return unquote(urlsplit(url).path)
