"""Unwrap links that mail guards and other services have wrapped, such as SafeLinks.

A wrapper reveals to its owner who follows the link, names the recipient of the mail and stops
working some day. Pure functions.
"""

import base64
import binascii
import html
import re
from collections.abc import Callable
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

DEEPEST = 5  # wrappers in wrappers
LINK = re.compile(r"https?://[^\s\"'<>”]+", re.IGNORECASE)
TRAILING = ".,;:!?)]"
PROOFPOINT_3 = re.compile(r"/v3/__(?P<url>.+?)__;(?P<replaced>[^!]*)!", re.IGNORECASE)


def make_parameter_reader(*names: str) -> Callable[[SplitResult], str]:
    """Return a function that reads the first of these query parameters of a URL."""

    def read(parts: SplitResult) -> str:
        query = parse_qs(parts.query)
        return next((query[name][0] for name in names if query.get(name)), "")

    return read


def unwrap_proofpoint(parts: SplitResult) -> str:
    """Return the URL inside a Proofpoint link of version 1, 2 or 3."""
    if found := PROOFPOINT_3.search(parts.path + (f"?{parts.query}" if parts.query else "")):
        return fill_in_characters(found["url"], found["replaced"])
    wrapped = make_parameter_reader("u")(parts)
    if "/v1/" in parts.path:
        return unquote(wrapped)
    return unquote(wrapped.replace("-", "%").replace("_", "/"))


def fill_in_characters(url: str, replaced: str) -> str:
    """Return the URL with each star replaced by the next character of the base64 text."""
    url = re.sub(r"^(https?):/(?!/)", r"\1://", url, flags=re.IGNORECASE)
    try:
        kept = base64.urlsafe_b64decode(replaced + "=" * (-len(replaced) % 4)).decode()
    except (binascii.Error, ValueError):
        return ""
    characters = iter(kept)
    return "".join(next(characters, "*") if one == "*" else one for one in url)


def unwrap_sophos(parts: SplitResult) -> str:
    wrapped = make_parameter_reader("u")(parts)
    try:
        return base64.urlsafe_b64decode(wrapped + "=" * (-len(wrapped) % 4)).decode()
    except (binascii.Error, ValueError):
        return ""


def unwrap_path(parts: SplitResult) -> str:
    """Return the percent-encoded URL at the end of the path."""
    found = re.search(r"https?%3A.+|https?:/.+", parts.path, re.IGNORECASE)
    return unquote(found[0]) if found else ""


# Host, path and the function that reads the wrapped link.
WRAPPERS = tuple(
    (re.compile(host, re.IGNORECASE), re.compile(path, re.IGNORECASE), read)
    for host, path, read in (
        (
            r"(?:.+\.)?safelinks\.protection\.(?:outlook|office365)\.(?:com|us)",
            "",
            make_parameter_reader("url"),
        ),
        (
            r"statics\.teams\.(?:cdn\.office\.net|microsoft\.com)",
            "safelinks",
            make_parameter_reader("url"),
        ),
        (r"urldefense(?:\.proofpoint)?\.com|urldefense\.us", "/v[123]/", unwrap_proofpoint),
        (
            r"lm?\.facebook\.com|(?:www\.|m\.)?facebook\.com",
            r"/l\.php$|/flx/warn",
            make_parameter_reader("u"),
        ),
        (r"l\.(?:instagram|threads)\.(?:com|net)", "", make_parameter_reader("u")),
        (
            r"(?:www\.)?google\.(?:[a-z]{2,3}|com?\.[a-z]{2})",
            "^/url$",
            make_parameter_reader("q", "url"),
        ),
        (r"(?:www\.)?youtube\.com", "^/redirect$", make_parameter_reader("q")),
        (
            r"(?:www\.)?linkedin\.com",
            "^/(?:redir/redirect|safety/go)",
            make_parameter_reader("url"),
        ),
        (r"slack-redir\.net", "^/link$", make_parameter_reader("url")),
        (r"(?:.+\.)?duckduckgo\.com", "^/l/", make_parameter_reader("uddg")),
        (r"linkprotect\.cudasvc\.com", "^/url$", make_parameter_reader("a")),
        (r".+\.protection\.sophos\.com", "", unwrap_sophos),
        (r"secure-web\.cisco\.com", "", unwrap_path),
    )
)


def unwrap_url(url: str) -> str:
    """Return the URL inside the wrappers, or the same URL if it is not wrapped."""
    for _ in range(DEEPEST):
        inside = get_inner_url(url)
        if not inside:
            return url
        url = inside
    return url


def get_inner_url(url: str) -> str:
    """Return the web address that this one wraps, or "" if it wraps none."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    for known, path, read in WRAPPERS:
        if known.fullmatch(host) and path.search(parts.path):
            inside = read(parts).strip()
            return inside if LINK.fullmatch(inside) else ""
    return ""


def unwrap_links(text: str) -> str:
    """Return the text, plain or HTML, with every wrapped link in it unwrapped."""
    return LINK.sub(unwrap_match, text) if "://" in text else text


def unwrap_match(match: re.Match[str]) -> str:
    """Return a link unwrapped, with the punctuation that follows it."""
    written: str = match[0]
    link = written.rstrip(TRAILING)
    is_html = "&amp;" in link
    plain = html.unescape(link) if is_html else link
    inside = unwrap_url(plain)
    if inside == plain:
        return written
    return (html.escape(inside) if is_html else inside) + written[len(link) :]
