"""Conversion of pages to entries of the index."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from wagtail.models import Page, ReferenceIndex, Site

from ..finnish import Analyser, tokenise
from ..protocols import HasPassages
from ..store import PageEntry, PassageEntry, store
from ..store.lexicon import current_analyser
from ..store.types import TEXT, TEXT_PART, TEXT_STARTS, TITLE, TITLE_PART
from ..store.word_forms import forms_in, forms_of

RULES = "3"  # raise it when entries change in form: all pages are then indexed anew
LONGEST_PASSAGE = 1_800  # characters, about 230 words
MOST_PASSAGES = 5_000  # of one page with its files
LONGEST_TITLE = 255
PARAGRAPH_OR_SENTENCE = re.compile(r"\n+|(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
BLANK = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # PostgreSQL takes no NUL


def update_pages(pages: Iterable[Page], force: bool = False) -> int:
    """Update the index of these specific pages; return how many had changed."""
    pages = list(pages)
    known = store.stored_versions([page.pk for page in pages])
    public = Page.objects.live().public().in_bulk([page.pk for page in pages])
    findable = [page for page in pages if page.pk in public and isinstance(page, HasPassages)]
    analyser = current_analyser()
    entries = [entry for page in findable if (entry := build_entry(page, analyser)) is not None]
    gone = known.keys() - {entry.page for entry in entries}
    changed = [e for e in entries if force or known.get(e.page) != (e.content, e.analysis)]
    if gone:
        store.remove(gone)
    if changed:
        store.replace(changed, lambda entry: analyse_entry(entry, analyser))
    return len(changed) + len(gone)


def update_below(page: Page) -> None:
    """Update the index of a page and its descendants, as after a move or a new restriction."""
    for one in Page.objects.descendant_of(page, inclusive=True).specific().iterator(chunk_size=100):
        update_pages([one])


def update_referring(obj) -> None:
    """Update the index of the pages that use an object which is no page, such as a file."""
    keys = ReferenceIndex.get_references_to(obj).values_list("base_content_type", "object_id")
    pages = Page.objects.filter(pk__in={key for _, key in keys if key.isdecimal()})
    update_pages(pages.specific())


def has_address(page: Page) -> bool:
    """Return whether a site shows the page; uses only Wagtail's cached list of sites."""
    return any(page.url_path.startswith(root.root_path) for root in Site.get_site_root_paths())


def build_entry(page: Page, analyser: Analyser) -> PageEntry | None:
    """Return the entry of the page, not yet analysed; None outside every site."""
    if not has_address(page):
        return None
    findable = page.findable()
    sections = [part for section in findable.sections for part in split_section(section)]
    passages = [build_passage(section) for section in sections if section.text or section.file]
    passages = passages[:MOST_PASSAGES] or [PassageEntry(title="", text="")]
    entry = PageEntry(
        page=page.pk,
        kind=findable.kind,
        title=findable.title[:LONGEST_TITLE],
        lead=BLANK.sub(" ", findable.lead),
        date=findable.date,
        topic=findable.topic,
        about=findable.about,
        results=findable.results,
        content="",
        analysis=analysis_version(analyser),
        passages=tuple(passages),
    )
    return replace(entry, content=hashlib.sha256(repr(entry).encode()).hexdigest())


def analysis_version(analyser: Analyser) -> str:
    """Return the version of the analysis; entries of another version are outdated."""
    return f"{RULES}/{analyser.version}"


def split_section(section) -> Iterator:
    """Split a long section into parts that end with a paragraph or a sentence where possible."""
    text = BLANK.sub(" ", section.text).strip()
    while len(text) > LONGEST_PASSAGE:
        ends = [m.start() for m in PARAGRAPH_OR_SENTENCE.finditer(text, 0, LONGEST_PASSAGE)]
        space = text.rfind(" ", 1, LONGEST_PASSAGE)
        end = next((end for end in reversed(ends) if end > LONGEST_PASSAGE // 2), 0) or space
        end = end if end > 0 else LONGEST_PASSAGE
        yield replace(section, text=text[:end])
        text = text[end:].strip()
    yield replace(section, text=text)


def build_passage(section) -> PassageEntry:
    return PassageEntry(
        title=section.title[:LONGEST_TITLE],
        text=section.text,
        address=section.address,
        file=section.file[:LONGEST_TITLE],
        file_page=section.file_page,
        language=section.language,
        answer=section.answer,
    )


def analyse_entry(entry: PageEntry, analyser: Analyser) -> PageEntry:
    """Return the entry with the index terms of all its passages."""
    passages = [
        add_terms(passage, analyser, "" if number else entry.title, entry.title)
        for number, passage in enumerate(entry.passages)
    ]
    return replace(entry, passages=tuple(passages))


def add_terms(passage: PassageEntry, analyser: Analyser, own: str, title: str) -> PassageEntry:
    """Return the passage with the positions of the terms in its titles and its text.

    `title` is the page's: every passage of the page can be found by it, but only the first one has
    it as its own title.
    """
    terms: dict[str, list[tuple[int, str]]] = defaultdict(list)
    titles = "\n".join(dict.fromkeys(filter(None, (title, passage.title, passage.file))))
    heading = analyser.terms_of(tokenise(titles)[: TEXT_STARTS - 20], titles)
    place_terms(terms, heading, 1, TITLE, TITLE_PART)
    named = "\n".join(filter(None, (own, passage.title, passage.file)))
    naming = heading if named == titles else analyser.terms_of(tokenise(named), named)
    tokens = tokenise(passage.text)
    body = analyser.terms_of(tokens, passage.text, passage.language or None)
    place_terms(terms, body, TEXT_STARTS, TEXT, TEXT_PART)
    return replace(
        passage,
        terms=terms,
        titled=frozenset(term for word in naming for term in (*word.lemmas, *word.parts)),
        forms=forms_in(tokens) | forms_of(own, passage.title),
        length=len(heading) + len(body),
    )


def place_terms(terms, words, start, whole, part) -> None:
    """Add the positions of the words, counted from `start`."""
    for place, word in enumerate(words, start):
        at = (place, whole)
        for name in word.lemmas:
            terms[name].append(at)
        for name in word.verbs:
            terms[name].append(at)
        if word.parts or word.roots:
            at = (place, part)
            for name in (*word.parts, *word.roots):
                terms[name].append(at)
