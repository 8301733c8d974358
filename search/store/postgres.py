"""The index in PostgreSQL: a table of passages with a tsvector of index terms that we fill."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from django.db import connection, transaction

from ..models import IndexedPage, Passage
from . import queries
from .types import Candidate, Collection, Occurrences, PageEntry, Readable, StoreQuery
from .vectors import build_labels, build_vector, positions_in
from .word_forms import forms_of

COLUMNS = (
    "document_id",
    "number",
    "title",
    "text",
    "address",
    "file",
    "file_page",
    "language",
    "answer",
    "length",
    "vector",
)
# Rows of the table of terms that count the whole collection.
ALL_PASSAGES, ALL_WORDS = "#passages", "#words"
LOCK = 7301  # first half of the advisory lock's key for a page's passages


class PostgresStore:
    """Reads and writes of the index."""

    def replace(
        self, entries: Sequence[PageEntry], prepare: Callable[[PageEntry], PageEntry]
    ) -> None:
        """Replace the stored entries of pages.

        `prepare` gives an entry its index terms. It is called while the entries are written, so it
        must not query the store.
        """
        with transaction.atomic(), connection.cursor() as cursor:
            pages = sorted(entry.page for entry in entries)
            cursor.execute(queries.LOCK_PAGES, [LOCK, pages])
            terms, forms = self._forget(cursor, pages)
            cursor.execute(queries.GATHER_WORDS)
            IndexedPage.objects.bulk_create(map(page_row, entries))
            with cursor.copy(f"COPY search_passage ({', '.join(COLUMNS)}) FROM STDIN") as copy:
                for entry in map(prepare, entries):
                    for number, passage in enumerate(entry.passages):
                        copy.write_row(passage_row(entry, number, passage))
                        count_words(terms, forms, passage)
            cursor.execute(queries.SORT_WORDS)
            self._recount(cursor, terms, forms)

    def remove(self, pages: Iterable[int]) -> None:
        """Remove pages from the index."""
        with transaction.atomic(), connection.cursor() as cursor:
            pages = sorted(pages)
            cursor.execute(queries.LOCK_PAGES, [LOCK, pages])
            self._recount(cursor, *self._forget(cursor, pages))

    def _forget(self, cursor, pages) -> tuple[Counter, Counter]:
        """Delete the pages' passages; return what to subtract from the counts."""
        terms, forms = Counter(), Counter()
        cursor.execute(queries.WORDS_OF_PAGES, [pages])
        for term, number in cursor.fetchall():
            terms[term] -= number
        cursor.execute(queries.TEXTS_OF_PAGES, [pages])
        for *texts, length in cursor.fetchall():
            forms.subtract(forms_of(*texts))
            terms[ALL_PASSAGES] -= 1
            terms[ALL_WORDS] -= length
        Passage.objects.filter(document__in=pages)._raw_delete("default")
        IndexedPage.objects.filter(pk__in=pages)._raw_delete("default")
        return terms, forms

    def _recount(self, cursor, terms: Counter, forms: Counter) -> None:
        for table, counter in (("search_term", terms), ("search_form", forms)):
            changed = sorted((word, number) for word, number in counter.items() if number)
            if changed:
                words, numbers = zip(*changed, strict=True)
                cursor.execute(queries.ADD_COUNTS.format(table=table), [[*words], [*numbers]])
                gone = [word for word, number in changed if number < 0]
                cursor.execute(queries.DROP_UNUSED.format(table=table), [gone])

    def stored_versions(self, pages: Iterable[int] | None = None) -> dict[int, tuple[str, str]]:
        """Return {page: (content, analysis)} as stored, of these pages or of all."""
        rows = IndexedPage.objects.values_list("pk", "content", "analysis")
        if pages is not None:
            rows = rows.filter(pk__in=pages)
        return {page: (content, analysis) for page, content, analysis in rows}

    def collection(self, terms: Iterable[str] = ()) -> Collection:
        """Return the size of the collection and the document frequency of each of these terms."""
        with connection.cursor() as cursor:
            cursor.execute(queries.COUNTS, [[ALL_PASSAGES, ALL_WORDS, *terms]])
            counts = dict(cursor.fetchall())
        return Collection(counts.pop(ALL_PASSAGES, 0), counts.pop(ALL_WORDS, 0), counts)

    def near(self, word: str) -> list[str]:
        """Return words of the texts that are similar to this one."""
        with connection.cursor() as cursor:
            cursor.execute(queries.NEAR, [word, word])
            return [found for (found,) in cursor.fetchall()]

    def words_starting(self, beginnings: Sequence[str], limit: int) -> list[str]:
        """Return the most common words of the texts with one of these prefixes."""
        values = {"beginnings": [*beginnings], "last": "\U0010ffff", "limit": limit}
        with connection.cursor() as cursor:
            cursor.execute(queries.STARTING, values)
            return [found for (found,) in cursor.fetchall()]

    def candidates(self, stages, enough=1, terms=(), with_positions=0) -> list[list[Candidate]]:
        """Return public passages that match, for each query that had to be run.

        The next query is run only where those before found fewer than `enough` pages together. The
        `with_positions` best candidates of all include the positions of the terms.
        """
        statement, values = queries.candidates_statement(stages, enough, with_positions)
        terms, answers = [*terms], [[] for _ in stages]
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            cursor.nextset()
            for stage, *row, found in cursor.fetchall():
                places = found and Occurrences(int(found[0]), positions_in(found[1], terms))
                answers[stage].append(Candidate(*row, places))
        return answers[: count_needed(answers, enough)]

    def have_matches(self, store_queries: Sequence[StoreQuery]) -> list[bool]:
        """Return for each query whether any public passage matches."""
        return self._answer_each(queries.FINDS, store_queries)

    def example_texts(self, store_queries: Sequence[StoreQuery]) -> list[str | None]:
        """Return for each query the text of a public passage that matches, if there is any."""
        return self._answer_each(queries.EXAMPLES, store_queries)

    def _answer_each(self, statement: str, store_queries: Sequence[StoreQuery]) -> list:
        if not store_queries:
            return []
        values = {
            "queries": [queries.tsquery(one) for one in store_queries],
            "root": store_queries[0].root + "%",
        }
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            cursor.nextset()
            return [found for (found,) in cursor.fetchall()]

    def readable_pages(self, pages: Iterable[int], root: str) -> dict[int, Readable]:
        """Return which of the pages are public, with their titles."""
        with connection.cursor() as cursor:
            cursor.execute(queries.READABLE, {"pages": [*pages], "root": root + "%"})
            return {page: Readable(title, topic) for page, title, topic in cursor.fetchall()}

    def occurrences(self, passages: Sequence[int], terms: Iterable[str]) -> dict[int, Occurrences]:
        """Return the positions of the terms in these passages."""
        terms = [*terms]
        with connection.cursor() as cursor:
            cursor.execute(queries.VECTORS, [[*passages]])
            return {
                passage: Occurrences(length, positions_in(vector, terms))
                for passage, length, vector in cursor.fetchall()
            }


def count_needed(answers: Sequence[Sequence[Candidate]], enough: int) -> int:
    """Return how many of the queries were run until enough pages were found."""
    pages: set[int] = set()
    for number, answer in enumerate(answers, start=1):
        pages.update(candidate.page for candidate in answer)
        if len(pages) >= enough:
            return number
    return len(answers)


def page_row(entry: PageEntry) -> IndexedPage:
    return IndexedPage(
        page_id=entry.page,
        kind=entry.kind,
        title=entry.title,
        lead=entry.lead,
        date=entry.date,
        topic=entry.topic,
        about=list(entry.about),
        results=list(entry.results),
        content=entry.content,
        analysis=entry.analysis,
    )


def passage_row(entry: PageEntry, number: int, passage) -> tuple:
    return (
        entry.page,
        number,
        passage.title,
        passage.text,
        passage.address,
        passage.file,
        passage.file_page,
        passage.language,
        passage.answer,
        passage.length,
        build_vector(passage.terms, build_labels(entry, passage)),
    )


def count_words(terms: Counter, forms: Counter, passage) -> None:
    terms.update(passage.terms.keys())
    terms.update({ALL_PASSAGES: 1, ALL_WORDS: passage.length})
    forms.update(passage.forms)
