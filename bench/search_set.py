"""A site that has only the pages of a bench."""

import math
import statistics
from importlib import import_module
from importlib.util import find_spec

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from wagtail.models import Page, Site

from home.council_content import find_content
from home.models import HomePage, StandardPage


def prepare_tables() -> None:
    """Create the tables and the content of council()."""
    import_module("config.urls")  # some labels are translated when they are imported
    call_command("migrate", verbosity=0)
    if not HomePage.objects.exists():
        create_council()


def create_council() -> None:
    """Create a front page and the initial lexicon of every installation."""
    words = dict.fromkeys(("short_name", "region", "claim", "mission"), "Koe")
    council = HomePage(title="Koeneuvosto", slug="koe", **words)
    Page.get_first_root_node().add_child(instance=council)
    council.add_child(instance=StandardPage(title="Sivut", slug="sivut"))
    Site.objects.update(root_page=council, hostname="localhost", port=80)
    Site.clear_site_root_paths_cache()
    if find_spec("search.seeding"):
        import_module("search.seeding").seed(find_content("kymenlaakso"))


def bare_pages(titles, first: int = 0) -> list[Page]:
    """Create published pages, two levels down, without the work of `save()`."""
    parent = Page.objects.get(slug="sivut")
    kind = ContentType.objects.get_for_model(StandardPage)
    return Page.objects.bulk_create(
        Page(
            path=Page._get_path(parent.path, parent.depth + 1, number + 1),
            depth=parent.depth + 1,
            title=title[:250],
            draft_title=title[:250],
            slug=f"s{number}",
            url_path=f"{parent.url_path}s{number}/",
            content_type=kind,
            locale=parent.locale,
            live=True,
        )
        for number, title in enumerate(titles, first)
    )


def print_value(name, value):
    print(f"  {name:24} {value}", flush=True)


def describe_times(times) -> str:
    """Describe times in milliseconds: median, 95th percentile and maximum."""
    times = sorted(times)
    p95 = times[math.ceil(len(times) * 0.95) - 1]
    return f"p50 {statistics.median(times):.1f} ms, p95 {p95:.1f} ms, max {times[-1]:.1f} ms"
