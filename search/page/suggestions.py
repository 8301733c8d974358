"""Suggestions for the words typed so far: titles of pages, and words of the texts."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from ..finnish import Analyser, QueryGroup, query_groups, tokenise
from ..finnish.repair import dotted_variants
from ..finnish.stopwords import is_stop_word
from ..models import Passage
from ..query.parsing import MOST_WORDS
from ..query.relaxation import STRONG, weighted_alternatives
from ..store import StoreQuery, store
from ..store.types import Alternatives

LEAST = 2  # letters of a word that stands alone; after other words one is enough
MOST_TITLES = 3
MOST_FORMS = 5
MOST_BEGINNINGS = 16  # ways to put dots on the letters typed so far
LOOKED_AT = 15  # words or passages from which the suggestions are chosen
LOOKED_AT_AFTER = 60  # words, when one of them should follow the word before
SHORT = 2  # letters that begin too many words to look only at the most common


def suggest(text: str, root: str, analyser: Analyser) -> list[dict[str, str]]:
    """Return pages (text, address) and completions (text) that a reader finds now."""
    *before, last = text.lower().replace('"', " ").split()[:MOST_WORDS] or [""]
    last = last.strip("-*'")
    if last.isdecimal() and before:  # pöytäk 2023: the word before the year is not finished
        found = suggest(" ".join(before), root, analyser)
        return [{"text": f"{one['text']} {last}"} for one in found if "url" not in one]
    if len(last) < (1 if before else LEAST):
        return []
    beginnings = [last, *islice(dotted_variants(last), MOST_BEGINNINGS)]
    typed = query_groups(analyser, " ".join(before))
    groups = [group for group in typed if not group.stop]
    store_query = StoreQuery(root, tuple(weighted_alternatives(group, STRONG) for group in groups))
    titles = suggest_titles(beginnings, store_query) if len(last) >= LEAST else []
    neighbour = typed[-1] if typed and not typed[-1].stop else None
    words = complete_last_word(before, beginnings, store_query, analyser, neighbour)
    return [*titles, *({"text": text} for text in words)]


def complete_last_word(
    before: list[str],
    beginnings: Sequence[str],
    store_query: StoreQuery,
    analyser: Analyser,
    neighbour: QueryGroup | None,
) -> list[str]:
    """Return the text with its last word completed, one form of each word, as it is written.

    A word that follows the one before it in some text comes before words that are only near it.
    """
    chosen: dict[tuple[str, ...], str] = {}
    short = neighbour is not None and len(beginnings[0]) <= SHORT
    for form in store.words_starting(beginnings, LOOKED_AT_AFTER if short else LOOKED_AT):
        if not is_stop_word(form):
            chosen.setdefault(analyser.terms(form).lemmas, form)
    words = [[((lemma,), 1.0) for lemma in lemmas] for lemmas in chosen]
    texts = store.example_texts([next_to(neighbour, word, store_query) for word in words])
    if not any(texts):
        together = [replace(store_query, groups=(*store_query.groups, word)) for word in words]
        texts = store.example_texts(together) if neighbour else texts
    found = zip(chosen.values(), texts, strict=True)
    completed = (as_written([*before, form], text, analyser) for form, text in found if text)
    return list(islice(completed, MOST_FORMS))


def next_to(neighbour: QueryGroup | None, word: Alternatives, store_query: StoreQuery):
    """Return the query for the word right after its neighbour, or for the word alone."""
    if neighbour is None:
        return replace(store_query, groups=(*store_query.groups, word))
    return replace(store_query, phrases=((weighted_alternatives(neighbour, STRONG), word),))


def as_written(words: list[str], text: str, analyser: Analyser) -> str:
    """Return the words joined, names with the capital letters that they have in the text."""
    tokens = {token.text for token in tokenise(text)}
    written = {t.lower(): t for t in tokens if analyser.words.may_be_name(t.lower())}
    return " ".join(written.get(word, word) for word in words)


def suggest_titles(beginnings: Sequence[str], store_query: StoreQuery) -> list[dict[str, str]]:
    """Return pages and passages with the words in their titles."""
    wanted = [
        replace(store_query, titled=True, beginning=beginning, limit=LOOKED_AT)
        for beginning in beginnings
    ]
    found = [c.passage for some in store.candidates(wanted, MOST_TITLES) for c in some]
    passages = Passage.objects.select_related("document__page").defer("vector", "text")
    suggested: dict[str, dict[str, str]] = {}
    for passage in passages.filter(pk__in=found).order_by("number"):
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
