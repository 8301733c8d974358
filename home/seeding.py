"""The council's initial content, and helpers with which every app seeds its own.

A seeded page is recognised by a key derived from its original place. So a page that an editor has
since changed, moved, renamed or withdrawn is left alone.
"""

from urllib.parse import urlsplit
from uuid import UUID, uuid5

from django.conf import settings
from django.core.management import CommandError
from django.db.models import Q
from wagtail.models import Page, Site

from .council import get_council
from .council_content import CouncilContent
from .models import (
    ContactPage,
    GoalIndexPage,
    GoalPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    StandardPage,
    TaskIndexPage,
    TaskPage,
)

PORTS = {"http": 80, "https": 443}
DEMO_EMAIL = "sihteeristo@example.org"


def seed(content: CouncilContent):
    """Create the council with its goals, tasks, news and text pages."""
    words = content.read("council.toml")
    refuse_another_council(words["council"])
    council = ensure_page(get_tree_root(), HomePage(**words["council"]))
    set_site_root(council)
    if "goals" in words:
        seed_numbered(council, GoalIndexPage, GoalPage, words["goals"])
    if "tasks" in words:
        seed_numbered(council, TaskIndexPage, TaskPage, words["tasks"])
    seed_pages(council, content.read("pages.toml"))


def refuse_another_council(words: dict):
    """Raise CommandError if the site belongs to another council than this content."""
    council = get_council()
    if council and find_page_seeded(get_tree_root(), words["slug"]) is None:
        raise CommandError(
            f"Nothing was made: the site belongs to {council.title}, and seed makes the pages of "
            f"{words['title']}."
        )


def seed_demo(content: CouncilContent):
    """Give the council a contact address, unless a person has edited its page."""
    council = get_council()
    edited = council.revisions.filter(user__isnull=False).exists()
    if not council.contact_email and not edited:
        council.contact_email = DEMO_EMAIL
        council.save_revision(log_action=True).publish()


# Helpers for every app


def get_tree_root() -> Page:
    """Return the root of the page tree."""
    return Page.get_first_root_node()


def make_page_key(parent: Page, slug: str) -> UUID:
    """Return the permanent key of the page seeded at this place."""
    return uuid5(parent.translation_key, slug)


def find_page_seeded(parent: Page, slug: str) -> Page | None:
    """Return the page seeded here, wherever it is now, or another page that has its address."""
    seeded = Q(translation_key=make_page_key(parent, slug), locale=parent.locale_id)
    at_address = Q(path__startswith=parent.path, depth=parent.depth + 1, slug=slug)
    return Page.objects.filter(seeded | at_address).first()


def ensure_page(parent: Page, page: Page, before: str = "") -> Page:
    """Return the page with this slug, or publish the given one if there is none."""
    return find_page_seeded(parent, page.slug) or add_and_publish(parent, page, before)


def add_and_publish(parent: Page, page: Page, before: str = "") -> Page:
    """Add a page to the tree, before the named sibling or last, and publish it."""
    page.live = False
    page.translation_key = make_page_key(parent, page.slug)
    sibling = find_page_seeded(parent, before) if before else None
    if sibling:
        sibling.add_sibling(pos="left", instance=page)
    else:
        Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision(log_action=True).publish()
    return Page.objects.get(pk=page.pk)


def publish_entry(entry):
    """Save a person, seat or other snippet and publish it with a first version."""
    entry.live = False
    entry.save()
    entry.save_revision(log_action=True).publish()
    return entry


def make_stream_data(parts: list[dict]) -> list[tuple]:
    """Return the stream data of parts that each map a block's name to its value."""
    return [block for part in parts for block in part.items()]


# The council's own content


def set_site_root(council: Page):
    """Make the council's page the root of the site, in place of Wagtail's welcome page."""
    site = Site.objects.filter(is_default_site=True).first()
    site = site or Site(hostname="localhost", is_default_site=True)
    if not HomePage.objects.filter(pk=site.root_page_id).exists():
        address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
        site.hostname, site.port = address.hostname, address.port or PORTS[address.scheme]
        site.root_page, site.site_name = council, council.title
        site.save()
    for welcome in Page.objects.exact_type(Page).filter(depth=2, numchild=0):
        if not welcome.sites_rooted_here.exists():
            welcome.delete()


def seed_numbered(council, index_type, page_type, words):
    index = ensure_page(council, index_type(**words["page"]))
    for number, item in enumerate(words.get("items", []), start=1):
        ensure_page(index, page_type(number=number, **item))


def seed_pages(council, words):
    if "news" in words:
        news = ensure_page(council, NewsIndexPage(**words["news"]["page"]))
        for item in words["news"].get("items", []):
            ensure_page(news, make_text_page(NewsPage, item))
    for item in words.get("pages", []):
        ensure_page(council, make_text_page(StandardPage, item))
    if "contact" in words:
        ensure_page(council, make_text_page(ContactPage, words["contact"]))


def make_text_page(page_type, words):
    return page_type(**(words | {"body": make_stream_data(words.get("body", []))}))
