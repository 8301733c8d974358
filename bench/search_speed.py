"""Measure how fast the search indexes and answers, and its use of memory and disk."""

import datetime
import json
import statistics
import time
from pathlib import Path

import psutil
from corpus import Corpus
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from search_set import bare_pages, describe_times, print_value
from wagtail.models import Page, Site
from wagtail.search.backends import get_search_backend

from home.models import StandardPage
from search.index import indexing
from search.models import IndexedPage
from search.store import PageEntry, PassageEntry, store
from search.store.lexicon import current_analyser

PASSAGES_OF_PAGE = 5
AT_ONCE = 400  # pages
KINDS = ("Kokous", "Tiedote", "Sivu", "Lausunto")
TOPICS = 12
RESULTS = ("Hyväksyttiin", "Pöydättiin", "Merkittiin tiedoksi")
FIRST_YEAR, YEARS = 2012, 15
QUERIES = 12  # of each kind
FILTERED = {"vuosi": "2020", "laji": "Kokous"}
WAGTAIL_UP_TO = 100_000  # passages: beyond that, Wagtail's own search takes minutes a query
BUILT = "built.json"


def measure_speed(size: int, folder: Path) -> None:
    """Measure and print everything for one size; an index already in the folder is reused."""
    corpus = Corpus()
    before = used_megabytes()
    server = connection.cursor().connection.info.server_version // 10_000
    print(f"\n{size:,} passages on {size // PASSAGES_OF_PAGE:,} pages, PostgreSQL {server}")
    built = folder / BUILT
    if not built.exists():
        built.write_text(json.dumps(build(corpus, size)))
    for name, value in json.loads(built.read_text()).items():
        print_value(name, value)
    queries = Corpus(2).queries(QUERIES)
    cold, warm = latencies(queries), latencies(queries)
    print_latencies(cold, warm)
    print_value("statements of a search", statements(queries))
    print_value("memory", f"{before} MB before the dictionary, {used_megabytes()} MB in the end")
    if size <= WAGTAIL_UP_TO:
        compare(queries, warm)


def used_megabytes() -> int:
    return psutil.Process().memory_info().rss // 1_000_000


def build(corpus: Corpus, size: int) -> dict[str, str]:
    """Fill the tables; report the time this took and the sizes."""
    started, began = time.perf_counter(), cpu()
    indexed = fill_index(corpus, size)
    seconds = time.perf_counter() - started
    web, database = (now - then for now, then in zip(cpu(), began, strict=True))
    vacuum()
    collection = store.collection()
    words = collection.passages * collection.average
    sizes = {
        f"size of {t}": table_size(t) for t in ("search_passage", "search_term", "search_form")
    }
    return {
        "stored": f"{collection.passages:,} passages of {collection.average:.0f} words",
        "indexed": f"{indexed:.0f} s, {words / indexed:,.0f} words/s",
        "with making the texts": f"{seconds:.0f} s; processor: {web:.0f} s here, "
        f"{database:.0f} s in PostgreSQL",
    } | sizes


def fill_index(corpus: Corpus, size: int) -> float:
    """Create published pages and index their texts; return the seconds of indexing.

    Continues where an earlier run was stopped.
    """
    site, analyser, seconds = Site.objects.get(), current_analyser(), 0.0
    if not IndexedPage.objects.filter(topic=True).exists():
        with transaction.atomic():
            pages = bare_pages([f"Verkosto {n}" for n in range(TOPICS)])
            made = [make_page_entry(corpus, site, page.pk, ()) for page in pages]
            store.replace(made, lambda entry: indexing.analyse_entry(entry, analyser))
    topics = list(IndexedPage.objects.filter(topic=True).values_list("pk", flat=True))
    done = IndexedPage.objects.filter(kind__in=KINDS).count()
    for start in range(done, size // PASSAGES_OF_PAGE, AT_ONCE):
        number = min(AT_ONCE, size // PASSAGES_OF_PAGE - start)
        corpus.random.seed(start)
        with transaction.atomic():
            pages = bare_pages([corpus.title() for _ in range(number)], TOPICS + start)
            made = [make_page_entry(corpus, site, page.pk, topics) for page in pages]
            if size <= WAGTAIL_UP_TO:
                fill_wagtail(made)
            began = time.perf_counter()
            store.replace(made, lambda entry: indexing.analyse_entry(entry, analyser))
            seconds += time.perf_counter() - began
    return seconds


def make_page_entry(corpus: Corpus, site: Site, page: int, topics) -> PageEntry:
    """Return a page of five passages or, without `topics`, a topic page of one."""
    chance = corpus.random
    year, day = FIRST_YEAR + chance.randrange(YEARS), chance.randrange(365)
    texts = [corpus.passage(number) for number in range(PASSAGES_OF_PAGE if topics else 1)]
    return PageEntry(
        page=page,
        kind=chance.choice(KINDS) if topics else "Verkosto",
        title=corpus.title(),
        lead="",
        date=datetime.date(year, 1, 1) + datetime.timedelta(day),
        topic=not topics,
        about=(chance.choice(topics),) if topics else (),
        results=(chance.choice(RESULTS),),
        content="",
        analysis="",
        passages=tuple(PassageEntry(corpus.title() if n else "", t) for n, t in enumerate(texts)),
    )


def fill_wagtail(entries) -> None:
    """Store the same texts where Wagtail's own search looks for them."""
    rows = [(one.page, "\n".join(part.text for part in one.passages)) for one in entries]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO home_standardpage (page_ptr_id, lead, body) VALUES (%s, %s, '[]')", rows
        )


def vacuum() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def table_size(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_total_relation_size(%s))", [table])
        return cursor.fetchone()[0]


def cpu() -> tuple[float, float]:
    """Return CPU seconds: of this process, and of the PostgreSQL process that serves it."""
    served_by = psutil.Process(connection.cursor().connection.info.backend_pid)
    return tuple(p.cpu_times().user + p.cpu_times().system for p in (psutil.Process(), served_by))


# Requests


def latencies(queries) -> dict[str, list[tuple[float, float, float]]]:
    """Return milliseconds of each request for the results page: wall clock, CPU, PostgreSQL."""
    client = Client(SERVER_NAME="localhost")
    times = {kind: [timed(client, {"q": text}) for text in some] for kind, some in queries.items()}
    common = queries["common word"]
    return times | {"with filters": [timed(client, FILTERED | {"q": text}) for text in common]}


def timed(client, parameters) -> tuple[float, float, float]:
    began, started = cpu(), time.perf_counter()
    response = client.get("/haku/", parameters)
    elapsed = time.perf_counter() - started
    if response.status_code != 200:
        raise SystemExit(f"{parameters} answered {response.status_code}")
    used = (now - then for now, then in zip(cpu(), began, strict=True))
    return tuple(seconds * 1000 for seconds in (elapsed, *used))


def print_latencies(cold, warm) -> None:
    for kind, times in warm.items():
        print_value(f"  {kind}", f"{describe_times([t[0] for t in times])}; {used(times)}")
    for name, times in (("request, cold", cold), ("request, warm", warm)):
        every = [one for some in times.values() for one in some]
        print_value(name, f"{describe_times([t[0] for t in every])}; {used(every)}")


def used(times) -> str:
    here, there = (statistics.mean(one[n] for one in times) for n in (1, 2))
    return f"processor {here:.1f} + {there:.1f} ms"


def statements(queries) -> str:
    client, numbers = Client(SERVER_NAME="localhost"), []
    for text in [text for some in queries.values() for text in some]:
        with CaptureQueriesContext(connection) as asked:
            client.get("/haku/", {"q": text})
        numbers.append(len(asked))
    return f"{statistics.median(numbers):.0f} in the middle, {max(numbers)} at most"


def compare(queries, ours) -> None:
    """Time Wagtail's own search over the same pages: ten hits and their number, unrendered."""
    backend = get_search_backend("default")
    model = backend.get_index_for_model(StandardPage)
    if not model.entries.filter(content_type=ContentType.objects.get_for_model(Page)).exists():
        keys = list(StandardPage.objects.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), AT_ONCE):
            some = StandardPage.objects.filter(pk__in=keys[start : start + AT_ONCE])
            backend.add_bulk(StandardPage, list(some))
        vacuum()
    times, empty = [], 0
    asked = [text for some in queries.values() for text in some[: QUERIES // 3]]
    for text in asked:
        started = time.perf_counter()
        hits = Page.objects.live().search(text, operator="and")
        empty += not list(hits[:10])
        hits.count()
        times.append((time.perf_counter() - started) * 1000)
    print_value(
        "plain Wagtail", f"{describe_times(times)}; {empty} of {len(asked)} queries found nothing"
    )
    own = [one[0] for kind in queries for one in ours[kind][: QUERIES // 3]]
    ratio = statistics.median(times) / statistics.median(own)
    print_value("its median to ours", f"{ratio:.1f}, ours with the whole page around the hits")
