"""Words that staff read in the admin, found by a crawl of every kind of view for each role."""

import re
from collections import Counter, deque

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from lxml import etree, html

from home.roles import get_group
from tests.factories import make_user

pytestmark = pytest.mark.django_db

# Programmers' words and English words, which are not Finnish.
FOREIGN = re.compile(
    r"\b(Root|None|True|False|undefined|NaN|null|domain\.com|example\.com|localhost|Port|Hostname"
    r"|Welcome|Wagtail|the|your|you|this|that|with|from|and|page|pages|choose|select|site name"
    r"|search|edit|delete|save|publish|slug|snippet|workflow|task|django|object \(\d+\))\b"
    r"|Valitse sivu Sivu|\bID\b"
)
PATHS_PER_VIEW = {"superuser": 2}  # 1 for the others, who see much the same
TRIES_PER_VIEW = 3  # a view may send elsewhere, or refuse the role
MOST_VIEWS = 170
SKIPPED = ("logout", "javascript", "sprite", "jsi18n", "styleguide", "serve", ".csv", "lataa")
HIDDEN = ("script", "style", "template", "code", "svg")
SPOKEN = ("placeholder", "title", "aria-label", "alt")


@pytest.fixture
def clients(seeded):
    """Return a client for the superuser and one for each role that edits or approves."""

    def logged_in(role):
        user = make_user(is_superuser=role == "superuser", first_name="Anni", last_name="Uusi")
        if role != "superuser":
            user.groups.add(get_group(role))
        client = Client(raise_request_exception=False)
        client.force_login(user, backend="home.accounts.backends.AccountBackend")
        return client

    roles = ("superuser", "secretariat", "chair", "administration")
    return {role: logged_in(role) for role in roles}


def view_of(path):
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return None


def walk(client, paths_per_view):
    """Yield (path, document) of the admin's pages: a few of each view that links lead to."""
    queue, seen, counts, tries = deque([reverse("wagtailadmin_home")]), set(), Counter(), Counter()
    while queue and len(counts) < MOST_VIEWS:
        path = queue.popleft()
        if path in seen or (name := view_of(path)) is None:
            continue
        seen.add(path)
        if counts[name] >= paths_per_view or tries[name] >= TRIES_PER_VIEW:
            continue
        tries[name] += 1
        response = client.get(path)
        assert response.status_code < 500, path
        if response.status_code != 200 or "html" not in response.get("Content-Type", ""):
            continue
        counts[name] += 1
        document = html.document_fromstring(response.text)
        queue.extend(links(response.text, document))
        yield path, document


def links(text, document):
    """Yield the addresses of the admin that a page links to, those of its menu included."""
    for href in [*document.xpath("//a/@href"), *re.findall(r'"url": ?"([^"]+)"', text)]:
        if href.startswith("/hallinta/") and not any(word in href for word in SKIPPED):
            yield href.partition("#")[0]


def foreign_words(document):
    """Return foreign words in the visible text and in what a screen reader reads."""
    etree.strip_elements(document, *HIDDEN, etree.Comment, with_tail=False)
    for element in document.xpath("//*[@hidden]"):
        element.drop_tree()
    texts = [text.strip() for text in document.itertext()]
    texts += [text for name in SPOKEN for text in document.xpath(f"//@{name}")]
    return {f"{found[0]!r} in {text[:80]!r}" for text in texts if (found := FOREIGN.search(text))}


def test_nobody_meets_the_words_of_programs(clients):
    faults, views = {}, set()
    for role, client in clients.items():
        for path, document in walk(client, PATHS_PER_VIEW.get(role, 1)):
            views.add(view_of(path))
            for fault in foreign_words(document):
                faults.setdefault(fault, f"{role} {path}")
    assert not faults, "\n".join(f"{where}: {fault}" for fault, where in sorted(faults.items()))
    assert len(views) > 120


def test_the_page_chooser_says_once_what_is_chosen(clients):
    for client in clients.values():
        answer = client.get(reverse("wagtailadmin_choose_page")).json()["html"]
        heading = BeautifulSoup(answer, "html.parser").find(["h1", "h2"])
        assert " ".join(heading.get_text(" ", strip=True).split()) == "Valitse sivu"


def test_no_two_entries_of_a_menu_have_the_same_name(clients):
    for role, client in clients.items():
        home = client.get(reverse("wagtailadmin_home")).text
        labels = re.findall(r'"label": ?"([^"]+)"', home)
        assert labels, role
        names = [label.strip().lower() for label in labels]
        doubles = {name for name in names if names.count(name) > 1}
        assert not doubles, f"{role}: {doubles}"
