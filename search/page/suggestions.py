"""Suggestions for the words typed so far: titles of pages, and words of the texts."""

from dataclasses import replace

from ..finnish import Analyser, query_groups
from ..models import Passage
from ..query.parsing import MOST_WORDS, drop_stop_words
from ..query.relaxation import STRONG, weighted_alternatives
from ..store import StoreQuery, store

LEAST = 2  # letters
MOST_TITLES = 3
MOST_FORMS = 5
LOOKED_AT = 15  # words or passages from which the suggestions are chosen


def suggest(text: str, root: str, analyser: Analyser) -> list[dict[str, str]]:
    """Return completions (text) and pages (text, address) that a reader finds now."""
    *before, last = text.lower().replace('"', " ").split()[:MOST_WORDS] or [""]
    last = last.strip("-*'")
    if len(last) < LEAST:
        return []
    groups = drop_stop_words(query_groups(analyser, " ".join(before)))
    store_query = StoreQuery(root, tuple(weighted_alternatives(group, STRONG) for group in groups))
    words = complete_last_word(before, last, store_query, analyser)
    return [{"text": text} for text in words] + suggest_titles(last, store_query)


def complete_last_word(
    before: list[str], last: str, store_query: StoreQuery, analyser: Analyser
) -> list[str]:
    """Return the text with its last word completed; one form of each word."""
    chosen = {}
    for form in store.words_starting(last, LOOKED_AT):
        chosen.setdefault(analyser.terms(form).lemmas, form)
    store_queries = [
        replace(store_query, groups=(*store_query.groups, [((lemma,), 1.0) for lemma in lemmas]))
        for lemmas in chosen
    ]
    found = zip(chosen.values(), store.have_matches(store_queries), strict=True)
    return [" ".join([*before, form]) for form, is_found in found if is_found][:MOST_FORMS]


def suggest_titles(last: str, store_query: StoreQuery) -> list[dict[str, str]]:
    """Return pages and passages with the words in their titles."""
    [found] = store.candidates([replace(store_query, titled=True, beginning=last, limit=LOOKED_AT)])
    passages = Passage.objects.select_related("document__page").defer("vector", "text")
    suggested = {}
    for passage in passages.filter(pk__in=[c.passage for c in found]).order_by("number"):
        name = passage.file or passage.title or passage.document.title
        url = passage_address(passage)
        if url:
            suggested.setdefault(name, {"text": name, "url": url})
    return list(suggested.values())[:MOST_TITLES]


def passage_address(passage: Passage) -> str | None:
    """Return the address of the passage: a file's own address, otherwise the page's."""
    if passage.address and not passage.address.startswith("#"):
        return passage.address
    url = passage.document.page.get_url()
    return url and url + passage.address
