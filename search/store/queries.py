"""SQL of the store. Every statement that finds a page also checks that a reader may see it."""

from collections.abc import Sequence

from .types import Alternatives, StoreQuery
from .vectors import filter_label, quote_term

Parameters = dict[str, str | int | float]  # of a statement, by name

LOCK_PAGES = "SELECT pg_advisory_xact_lock(%s, page) FROM unnest(%s::int[]) page"

# New words are collected in the GIN pending list and merged into the index together, before any
# search has to scan the list.
GATHER_WORDS = "SELECT set_config('gin_pending_list_limit', '64MB', true)"
SORT_WORDS = "SELECT gin_clean_pending_list('passage_words')"

WORDS_OF_PAGES = """
SELECT term, count(*)
FROM search_passage p, unnest(tsvector_to_array(p.vector)) term
WHERE p.document_id = ANY(%s) AND term NOT LIKE '#%%'
GROUP BY term
"""
TEXTS_OF_PAGES = """
SELECT CASE p.number WHEN 0 THEN d.title ELSE '' END, p.title, p.text, p.length
FROM search_passage p JOIN search_indexedpage d ON d.page_id = p.document_id
WHERE p.document_id = ANY(%s)
"""
ADD_COUNTS = """
INSERT INTO {table} (word, passages) SELECT * FROM unnest(%s::text[], %s::int[])
ON CONFLICT (word) DO UPDATE SET passages = {table}.passages + excluded.passages
"""
DROP_UNUSED = "DELETE FROM {table} WHERE word = ANY(%s) AND passages <= 0"

COUNTS = "SELECT word, passages FROM search_term WHERE word = ANY(%s)"
NEAR = "SELECT word FROM search_form WHERE word %% %s ORDER BY similarity(word, %s) DESC LIMIT 60"
STARTING = """
SELECT word FROM (
  SELECT DISTINCT form.word, form.passages
  FROM unnest(%(beginnings)s::text[]) beginning, LATERAL (
    SELECT word, passages FROM search_form
    WHERE word >= beginning AND word < beginning || %(last)s
    ORDER BY passages DESC, word LIMIT %(limit)s
  ) form
) found
ORDER BY passages DESC, word LIMIT %(limit)s
"""
VECTORS = "SELECT id, length, vector::text FROM search_passage WHERE id = ANY(%s)"

ANYONE_MAY_READ = """(
    SELECT w.live AND w.path LIKE %(root)s
      AND (w.expire_at IS NULL OR w.expire_at > now())
      AND w.path NOT LIKE ALL (ARRAY(
        SELECT above.path || '%%' FROM wagtailcore_pageviewrestriction r
        JOIN wagtailcore_page above ON above.id = r.page_id
      ))
    FROM wagtailcore_page w WHERE w.id = {page}
  )"""
# Sent before a statement in one message, and so in one transaction: a wrong estimate of how often
# words occur together must never make PostgreSQL scan every passage.
NO_SCAN = "SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true);"
CANDIDATES = """
WITH {stages}, found AS (
  SELECT *, row_number() OVER (PARTITION BY stage ORDER BY estimate DESC, id) AS place
  FROM ({union}) u
)
SELECT f.stage, f.id, f.document_id, d.kind, d.date, d.about, d.results, f.estimate,
  CASE WHEN f.place <= %(with_positions)s
    THEN (SELECT ARRAY[p.length::text, p.vector::text] FROM search_passage p WHERE p.id = f.id)
  END
FROM found f JOIN search_indexedpage d ON d.page_id = f.document_id
"""
STAGE = """stage{number} AS MATERIALIZED (
  SELECT {number} AS stage, p.id, p.document_id, {estimate} AS estimate
  FROM {passages} p
  WHERE {needed} AND p.vector @@ %(query{number})s::tsquery AND {readable}
  LIMIT %(limit{number})s
)"""
# With the index, every passage of a word is collected before the first is looked at. Without it,
# the newest are read until enough match, which is soon where most do.
NEWEST = """(
    SELECT id, document_id, vector FROM search_passage ORDER BY id DESC LIMIT %(newest{number})s
  )"""
TOO_FEW = "(SELECT count(DISTINCT b.document_id) FROM ({before}) b) < %(enough)s"
FINDS = """
SELECT EXISTS (
  SELECT FROM search_passage p
  WHERE p.vector @@ wanted.query::tsquery AND {readable}
)
FROM unnest(%(queries)s::text[]) WITH ORDINALITY wanted(query, number) ORDER BY number
"""
EXAMPLES = """
SELECT (
  SELECT p.title || E'\n' || p.text FROM search_passage p
  WHERE p.vector @@ wanted.query::tsquery AND {readable} LIMIT 1
)
FROM unnest(%(queries)s::text[]) WITH ORDINALITY wanted(query, number) ORDER BY number
"""
READABLE = """
SELECT d.page_id, d.title, d.topic FROM search_indexedpage d
WHERE d.page_id = ANY(%(pages)s) AND {readable}
"""
PASSAGE_READABLE = ANYONE_MAY_READ.format(page="p.document_id")
FINDS = NO_SCAN + FINDS.format(readable=PASSAGE_READABLE)
EXAMPLES = NO_SCAN + EXAMPLES.format(readable=PASSAGE_READABLE)
READABLE = READABLE.format(readable=ANYONE_MAY_READ.format(page="d.page_id"))
# Weights D, C, B and A: a part in the text, a part in a title, a word of the text, one of a title.
WORTH = "'{0.17, 0.5, 0.33, 1}'"


def candidates_statement(
    store_queries: Sequence[StoreQuery], enough: int, with_positions: int
) -> tuple[str, Parameters]:
    """Return the statement that runs each query until enough is found, with its parameters."""
    values: Parameters = {
        "root": store_queries[0].root + "%",
        "enough": enough,
        "with_positions": with_positions,
    }
    stages: list[str] = []
    before: list[str] = []
    for number, query in enumerate(store_queries):
        estimate, more = estimate_expression(query, number)
        values |= more | {f"query{number}": tsquery(query), f"limit{number}": query.limit}
        values[f"newest{number}"] = query.newest
        needed = TOO_FEW.format(before=" UNION ALL ".join(before)) if before else "true"
        stages.append(
            STAGE.format(
                number=number,
                estimate=estimate,
                passages=NEWEST.format(number=number) if query.newest else "search_passage",
                needed=needed,
                readable=PASSAGE_READABLE,
            )
        )
        before.append(f"TABLE stage{number}")
    statement = CANDIDATES.format(stages=", ".join(stages), union=" UNION ALL ".join(before))
    return NO_SCAN + statement, values


def estimate_expression(query: StoreQuery, number: int) -> tuple[str, Parameters]:
    """Return the expression for the first estimate of a passage's score, with its parameters."""
    groups = [join_alternatives(group) for group in query.groups]
    if query.every:  # every passage has all the words, so their rarity makes no difference
        weighed = [(" | ".join(groups), 1.0)] if groups else []
    else:
        weighed = list(zip(groups, query.weights, strict=True))
    sums = ["0::float8"]
    values: Parameters = {}
    for place, (group, weight) in enumerate(weighed):
        name = f"{number}_{place}"
        values |= {f"group{name}": group, f"weight{name}": weight}
        sums.append(f"%(weight{name})s * ts_rank({WORTH}, p.vector, %(group{name})s::tsquery)")
    return " + ".join(sums), values


def tsquery(query: StoreQuery) -> str:
    """Return the whole query as a tsquery; every word in it is quoted."""
    groups = [
        join_alternatives(title_labels(group) if query.titled else group) for group in query.groups
    ]
    wanted = [(" & " if query.every else " | ").join(groups)] if groups else []
    wanted += [" <-> ".join(map(join_alternatives, phrase)) for phrase in query.phrases]
    if query.needed:
        wanted.append(join_alternatives(query.needed))
    filters = [filter_label(*pair) for pair in query.filters]
    if query.beginning:
        wanted.append(quote_term(filter_label("title", query.beginning)) + ":*")
    without = [f"!{join_alternatives(group)}" for group in query.without]
    return " & ".join([*(f"({part})" for part in wanted), *map(quote_term, filters), *without])


def join_alternatives(group: Alternatives) -> str:
    return "(" + " | ".join(" <-> ".join(map(quote_term, terms)) for terms, _ in group) + ")"


def title_labels(group: Alternatives) -> Alternatives:
    """Return the same words in a title; a phrase has no term of its own there."""
    single = [(terms[0], weight) for terms, weight in group if len(terms) == 1]
    return [((filter_label("title", term),), weight) for term, weight in single] or group
