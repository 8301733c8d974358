"""Suggestions for the words typed so far: titles of pages, and words of the texts."""

from dataclasses import replace

from ..finnish import Analyser, query_groups
from ..models import Passage
from ..query.parsing import MOST_WORDS, telling
from ..query.relaxation import STRONG, alternatives
from ..store import Ask, store

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
    groups = telling(query_groups(analyser, " ".join(before)))
    ask = Ask(root, tuple(alternatives(group, STRONG) for group in groups))
    words = continued(before, last, ask, analyser)
    return [{"text": text} for text in words] + titles(last, ask)


def continued(before: list[str], last: str, ask: Ask, analyser: Analyser) -> list[str]:
    """Return the text with its last word completed; one form of each word."""
    chosen = {}
    for form in store.starting(last, LOOKED_AT):
        chosen.setdefault(analyser.terms(form).lemmas, form)
    asks = [
        replace(ask, groups=(*ask.groups, [((lemma,), 1.0) for lemma in lemmas]))
        for lemmas in chosen
    ]
    found = zip(chosen.values(), store.finds(asks), strict=True)
    return [" ".join([*before, form]) for form, is_found in found if is_found][:MOST_FORMS]


def titles(last: str, ask: Ask) -> list[dict[str, str]]:
    """Return pages and passages with the words in their titles."""
    [found] = store.candidates([replace(ask, titled=True, beginning=last, most=LOOKED_AT)])
    passages = Passage.objects.select_related("document__page").defer("vector", "text")
    suggested = {}
    for passage in passages.filter(pk__in=[c.passage for c in found]).order_by("number"):
        name = passage.file or passage.title or passage.document.title
        url = address_of(passage)
        if url:
            suggested.setdefault(name, {"text": name, "url": url})
    return list(suggested.values())[:MOST_TITLES]


def address_of(passage: Passage) -> str | None:
    """Return the address of the passage: a file's own address, otherwise the page's."""
    if passage.address and not passage.address.startswith("#"):
        return passage.address
    url = passage.document.page.get_url()
    return url and url + passage.address
