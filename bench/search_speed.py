"""How fast the search indexes and answers, and how much memory and disk that takes."""

import statistics
import time

import psutil
from corpus import Corpus
from django.db import connection
from django.test import Client
from search_set import bare_pages, in_words, told
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from home.models import StandardPage
from search import indexing
from search.store import store

PASSAGES_OF_PAGE = 5
CHARACTERS_OF_PASSAGE = 1_500
AT_ONCE = 200
QUERIES = 120
FOR_WAGTAIL = 40  # of the queries
WAGTAIL_UP_TO = 100_000  # passages: beyond, Wagtail's own search takes minutes a query


def measure(size: int) -> None:
    corpus, pages = Corpus(), size // PASSAGES_OF_PAGE
    server = connection.cursor().connection.info.server_version // 10_000
    print(f"\n{size:,} passages on {pages:,} pages, PostgreSQL {server}")
    words = fill(corpus, pages)
    before = memory()
    seconds = index()
    told("indexed", f"{seconds:.0f} s, {words / seconds:,.0f} words/s")
    collection = store().collection()
    told("stored", f"{collection.passages:,} passages of {collection.average:.0f} words")
    for table in ("search_passage", "search_term", "search_form"):
        told(f"size of {table}", size_of(table))
    tidy()
    queries = corpus.queries(QUERIES)
    cold, warm = latencies(queries), latencies(queries)
    told("request, cold", in_words(cold))
    told("request, warm", in_words(warm))
    told("memory", f"{before} MB before the dictionary, {memory()} MB in the end")
    if size <= WAGTAIL_UP_TO:
        compare(queries[:FOR_WAGTAIL], warm[:FOR_WAGTAIL])


def memory() -> int:
    return psutil.Process().memory_info().rss // 1_000_000


def tidy() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def fill(corpus: Corpus, pages: int) -> int:
    """Makes published pages of text, straight in the tables; gives the number of words."""
    words = 0
    for start in range(0, pages, AT_ONCE):
        number = min(AT_ONCE, pages - start)
        texts = [corpus.text(CHARACTERS_OF_PASSAGE * PASSAGES_OF_PAGE) for _ in range(number)]
        made = bare_pages([corpus.title() for _ in range(number)], start)
        words += sum(map(str.count, texts, " " * number))
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO home_standardpage (page_ptr_id, lead, body) VALUES (%s, %s, '[]')",
                [(page.pk, text) for page, text in zip(made, texts, strict=True)],
            )
    return words


def in_parts():
    """The pages, some at a time."""
    keys = list(StandardPage.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        yield StandardPage.objects.filter(pk__in=keys[start : start + AT_ONCE])


def index() -> float:
    started = time.perf_counter()
    for pages in in_parts():
        indexing.update(pages)
    return time.perf_counter() - started


def size_of(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_total_relation_size(%s))", [table])
        return cursor.fetchone()[0]


def latencies(queries) -> list[float]:
    """Milliseconds of each request to the results page."""
    client, times = Client(SERVER_NAME="localhost"), []
    for query in queries:
        started = time.perf_counter()
        response = client.get("/haku/", {"q": query})
        times.append((time.perf_counter() - started) * 1000)
        if response.status_code != 200:
            raise SystemExit(f"{query!r} answered {response.status_code}")
    return times


def compare(queries, ours) -> None:
    """Wagtail's own search over the same pages: ten hits and their number, no page around them."""
    backend = get_search_backend("default")
    for pages in in_parts():
        backend.add_bulk(StandardPage, list(pages))
    tidy()
    times, empty = [], 0
    for query in queries:
        started = time.perf_counter()
        hits = Page.objects.live().search(query, operator="and")
        empty += not list(hits[:10])
        hits.count()
        times.append((time.perf_counter() - started) * 1000)
    told("plain Wagtail", f"{in_words(times)}; {empty} of {len(queries)} queries found nothing")
    ratio = statistics.median(times) / statistics.median(ours)
    told("its median to ours", f"{ratio:.1f}, ours with the whole page around the hits")
