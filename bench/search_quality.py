"""Measure how well the search answers judged queries."""

import statistics
import time
from collections import defaultdict

from judging import MEASURES, measures
from search_set import bare_pages, describe_times
from wagtail.models import Site

from home.findable import Section
from search.index import indexing
from search.query import engine
from search.query.parsing import clean_query
from search.store import PageEntry, store
from search.store.lexicon import current_analyser


def measure_quality(passages, queries, worst: int = 0) -> None:
    judged, times = judge(passages, queries)
    print(f"\n{len(queries)} queries, {len(passages)} passages, {current_analyser().name}")
    print_measures(judged)
    print(f"  {'search':20} {describe_times(times)}")
    for query, ranked, values in sorted(judged, key=lambda one: one[2]["nDCG@10"])[:worst]:
        wanted = query["judgements"]
        print(f"  {values['nDCG@10']:.3f} {query['text']!r}: {ranked[:5]}, wanted {wanted}")


def judge(passages, queries) -> tuple[list, list[float]]:
    """Return each query with its passages and measures, and the milliseconds of each search."""
    site = Site.objects.get()
    ids = store_set(passages, site)
    root, analyser = site.root_page.path, current_analyser()
    judged, times = [], []
    for query in queries:
        started = time.perf_counter()
        found = engine.search(clean_query(query["text"]), root, analyser)
        times.append((time.perf_counter() - started) * 1000)
        ranked = [ids[page.page] for page in found.ranking]
        judged.append((query, ranked, measures(ranked, query["judgements"])))
    return judged, times


def store_set(passages, site) -> dict[int, str]:
    """Store each passage as a page of its own; return the passages' ids by page."""
    pages = bare_pages([one["title"] for one in passages])
    analyser = current_analyser()
    for page, one in zip(pages, passages, strict=True):
        section = Section(one["text"], language=one.get("language", ""))
        parts = tuple(map(indexing.build_passage, indexing.split_section(section)))
        bare = (page.pk, "Sivu", one["title"], "", None, False, (), (), "", "")
        store.replace(
            [PageEntry(*bare, parts)], lambda entry: indexing.analyse_entry(entry, analyser)
        )
    return {page.pk: one["id"] for page, one in zip(pages, passages, strict=True)}


def print_measures(judged) -> None:
    classes = defaultdict(list)
    for query, _, values in judged:
        classes["ALL"].append(values)
        classes[query.get("class", "-")].append(values)
    print(f"  {'':20} {'queries':>8} " + " ".join(f"{name:>10}" for name in MEASURES))
    for name, values in classes.items():
        means = (statistics.mean(one[measure] for one in values) for measure in MEASURES)
        print(f"  {name:20} {len(values):8} " + " ".join(f"{mean:10.3f}" for mean in means))
