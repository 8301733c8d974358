"""SQL of the store. Every statement that finds a page also checks that a reader may see it."""

from collections.abc import Sequence

from .types import Alternatives, Ask
from .vectors import label, quoted

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
SELECT word FROM search_form
WHERE word >= %s AND word < %s
ORDER BY passages DESC, word LIMIT %s
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
WITH {ways}, found AS (
  SELECT *, row_number() OVER (PARTITION BY way ORDER BY estimate DESC, id) AS place
  FROM ({union}) u
)
SELECT f.way, f.id, f.document_id, d.kind, d.date, d.about, d.results, f.estimate,
  CASE WHEN f.place <= %(told)s
    THEN (SELECT ARRAY[p.length::text, p.vector::text] FROM search_passage p WHERE p.id = f.id)
  END
FROM found f JOIN search_indexedpage d ON d.page_id = f.document_id
"""
WAY = """way{number} AS MATERIALIZED (
  SELECT {number} AS way, p.id, p.document_id, {estimate} AS estimate
  FROM {passages} p
  WHERE {needed} AND p.vector @@ %(query{number})s::tsquery AND {readable}
  LIMIT %(most{number})s
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
  WHERE p.vector @@ ask.query::tsquery AND {readable}
)
FROM unnest(%(queries)s::text[]) WITH ORDINALITY ask(query, number) ORDER BY number
"""
READABLE = """
SELECT d.page_id, d.title, d.topic FROM search_indexedpage d
WHERE d.page_id = ANY(%(pages)s) AND {readable}
"""
PASSAGE_READABLE = ANYONE_MAY_READ.format(page="p.document_id")
FINDS = NO_SCAN + FINDS.format(readable=PASSAGE_READABLE)
READABLE = READABLE.format(readable=ANYONE_MAY_READ.format(page="d.page_id"))
# Weights D, C, B and A: a part in the text, a part in a title, a word of the text, one of a title.
WORTH = "'{0.17, 0.5, 0.33, 1}'"


def candidates(asks: Sequence[Ask], enough: int, told: int) -> tuple[str, Parameters]:
    """Return the statement that runs each query until enough is found, with its parameters."""
    values: Parameters = {"root": asks[0].root + "%", "enough": enough, "told": told}
    ways: list[str] = []
    before: list[str] = []
    for number, ask in enumerate(asks):
        estimate, more = estimated(ask, number)
        values |= more | {f"query{number}": tsquery(ask), f"most{number}": ask.most}
        values[f"newest{number}"] = ask.newest
        needed = TOO_FEW.format(before=" UNION ALL ".join(before)) if before else "true"
        ways.append(
            WAY.format(
                number=number,
                estimate=estimate,
                passages=NEWEST.format(number=number) if ask.newest else "search_passage",
                needed=needed,
                readable=PASSAGE_READABLE,
            )
        )
        before.append(f"TABLE way{number}")
    statement = CANDIDATES.format(ways=", ".join(ways), union=" UNION ALL ".join(before))
    return NO_SCAN + statement, values


def estimated(ask: Ask, number: int) -> tuple[str, Parameters]:
    """Return the expression for the first estimate of a passage's score, with its parameters."""
    groups = [any_of(group) for group in ask.groups]
    if ask.every:  # every passage has all the words, so their rarity makes no difference
        weighed = [(" | ".join(groups), 1.0)] if groups else []
    else:
        weighed = list(zip(groups, ask.weights, strict=True))
    sums = ["0::float8"]
    values: Parameters = {}
    for place, (group, weight) in enumerate(weighed):
        name = f"{number}_{place}"
        values |= {f"group{name}": group, f"weight{name}": weight}
        sums.append(f"%(weight{name})s * ts_rank({WORTH}, p.vector, %(group{name})s::tsquery)")
    return " + ".join(sums), values


def tsquery(ask: Ask) -> str:
    """Return the whole query as a tsquery; every word in it is quoted."""
    groups = [any_of(titled(group) if ask.titled else group) for group in ask.groups]
    wanted = [(" & " if ask.every else " | ").join(groups)] if groups else []
    wanted += [" <-> ".join(map(any_of, phrase)) for phrase in ask.phrases]
    narrowed = [label(*pair) for pair in ask.narrowed]
    if ask.beginning:
        wanted.append(quoted(label("title", ask.beginning)) + ":*")
    without = [f"!{any_of(group)}" for group in ask.without]
    return " & ".join([*(f"({part})" for part in wanted), *map(quoted, narrowed), *without])


def any_of(group: Alternatives) -> str:
    return "(" + " | ".join(" <-> ".join(map(quoted, terms)) for terms, _ in group) + ")"


def titled(group: Alternatives) -> Alternatives:
    """Return the same words in a title; a phrase has no term of its own there."""
    single = [(terms[0], weight) for terms, weight in group if len(terms) == 1]
    return [((label("title", term),), weight) for term, weight in single] or group
