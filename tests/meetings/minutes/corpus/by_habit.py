"""The same meetings in different conventions for headings and decisions."""

from dataclasses import replace

from .meetings import AUTUMN, LISTED, SPRING, Meeting
from .paper import ExpectedItem, Paper
from .word import bullet, p, run, table, word

# Before the agenda items


def top(meeting: Meeting) -> list[str]:
    lines = [f"Aika: {meeting.day} {meeting.hours}", f"Paikka: {meeting.place}", "Läsnä:"]
    return [p(meeting.title, "Title"), *map(p, lines), *map(p, meeting.present)]


def top_in_a_table(meeting: Meeting) -> list[str]:
    rows = [("Aika", f"{meeting.day} {meeting.hours}"), ("Paikka", meeting.place)]
    present = [("Läsnä", meeting.present[0]), *(("", one) for one in meeting.present[1:])]
    return [p(meeting.title, bold=True), p(), table(*rows, *present), p()]


def top_on_lines(meeting: Meeting) -> list[str]:
    who = "Läsnä olivat " + "; ".join(meeting.present)
    return [
        p("PÖYTÄKIRJA", bold=True),
        p(f"Aika\t{meeting.day} {meeting.hours}\nPaikka\t{meeting.place}"),
        p(who),
    ]


# The text and the decision of an item

PROPOSAL = "Päätösehdotus: Asia käsitellään esitetyn mukaisesti."


def as_paragraphs(lines) -> list[str]:
    return [bullet(line[2:]) if line.startswith("• ") else p(line) for line in lines if line]


def labelled(item: ExpectedItem, label="Päätös:") -> list[str]:
    """Return the label on a line of its own, and the decision below it."""
    decision = [p(label, bold=True), *as_paragraphs(item.decision)] if item.decision else []
    return as_paragraphs(item.text.split("\n")) + decision


def on_one_line(item: ExpectedItem) -> list[str]:
    """Return the label in bold, followed by the decision in the same paragraph."""
    if not item.decision:
        return as_paragraphs(item.text.split("\n"))
    first, *rest = item.decision
    start = p(runs=run("Päätös: ", bold=True) + run(first))
    return [*as_paragraphs(item.text.split("\n")), start, *as_paragraphs(rest)]


def proposed(item: ExpectedItem) -> list[str]:
    """Return the proposal before the decision, in nearly the same words."""
    if not item.decision:
        return unlabelled(item)
    decision = [p("Päätös:", bold=True), *as_paragraphs(item.decision)]
    return [*as_paragraphs(item.text.split("\n")), p(PROPOSAL), *decision]


def with_its_proposal(item: ExpectedItem) -> ExpectedItem:
    return replace(item, text=f"{item.text}\n{PROPOSAL}") if item.decision else item


def unlabelled(item: ExpectedItem) -> list[str]:
    return as_paragraphs(item.text.split("\n")) + as_paragraphs(item.decision)


# A whole document


def paper(name, meeting, head, body, opening=top, counting=("%1.",), end=(), **parts) -> Paper:
    """Return the minutes of a meeting: `head(item)` writes a heading, `body(item)` the rest."""
    items = [x for item in meeting.items for x in (*head(item), *body(item))]
    source = word(*opening(meeting), *items, *end, counting=counting, **parts)
    return Paper(name, source, meeting.items, meeting.facts, meeting.present)


def signed(*names: str) -> list[str]:
    return [p("Pöytäkirjan vakuudeksi"), p(), *(p(f"________________\n{name}") for name in names)]


BY_HABIT = [
    paper(
        "headings with the sign after the number",
        SPRING,
        lambda m: [p(f"{m.number} § {m.title}", "Heading1")],
        labelled,
        end=signed("Aino Esimerkki", "Lempi Keksitty"),
    ),
    paper(
        "the sign before the number, in bold",
        AUTUMN,
        lambda m: [p(f"§ {m.number} {m.title}", bold=True)],
        on_one_line,
        top_in_a_table,
    ),
    paper(
        "no space before the sign, proposals",
        replace(SPRING, items=[*map(with_its_proposal, SPRING.items)]),
        lambda m: [p(f"{m.number}§ {m.title}", bold=True)],
        lambda m: proposed(SPRING.items[m.number - 1]),
    ),
    paper(
        "the number on a line of its own",
        AUTUMN,
        lambda m: [p(f"{m.number} §", bold=True), p(m.title, bold=True)],
        labelled,
        top_on_lines,
    ),
    paper(
        "number and title in one cell each, above the text",
        LISTED,
        lambda m: [table((f"{m.number} §", m.title))],
        labelled,
    ),
    paper(
        "headings that Word counts",
        SPRING,
        lambda m: [p(m.title, "Counted")],
        labelled,
    ),
    paper(
        "the office's own style that Word counts with a section sign",
        AUTUMN,
        lambda m: [p(m.title, "Asiaotsikko")],
        unlabelled,
        counting=("%1 §",),
    ),
    paper(
        "a list that Word counts, without headings",
        SPRING,
        lambda m: [p(m.title, counted=(1, 0), bold=True)],
        unlabelled,
        counting=("%1)",),
    ),
    paper(
        "a counted list in plain letters",
        AUTUMN,
        lambda m: [p(m.title, counted=(1, 0))],
        unlabelled,
        top_on_lines,
    ),
    paper(
        "typed numbers and dots",
        SPRING,
        lambda m: [p(f"{m.number}. {m.title}")],
        unlabelled,
        top_on_lines,
    ),
    paper(
        "typed numbers, tabs and bold",
        LISTED,
        lambda m: [p(f"{m.number}.\t{m.title}", bold=True)],
        on_one_line,
    ),
    paper(
        "item 1, item 2",
        AUTUMN,
        lambda m: [p(f"Asia {m.number}: {m.title}", bold=True)],
        labelled,
    ),
    paper(
        "Word in Finnish, headings without numbers",
        SPRING,
        lambda m: [p(m.title, "Otsikko1")],
        labelled,
    ),
    paper(
        "bold lines without numbers",
        AUTUMN,
        lambda m: [p(m.title, bold=True)],
        labelled,
        top_on_lines,
    ),
    paper(
        "capital letters without numbers",
        SPRING,
        lambda m: [p(), p(m.title.upper())],
        lambda m: labelled(m, "PÄÄTÖS"),
        top_on_lines,
    ),
    paper(
        "soft breaks: an item is one paragraph",
        SPRING,
        lambda m: [
            p(
                runs=run(f"{m.number} § {m.title}\n", bold=True)
                + run("\n".join(filter(None, (m.text, *m.decision))))
            )
        ],
        lambda m: [],
    ),
    paper(
        "a list of points under a decision",
        LISTED,
        lambda m: [p(f"{m.number} § {m.title}", "Heading2")],
        unlabelled,
    ),
    paper(
        "the decision in the same paragraph as what was said",
        SPRING,
        lambda m: [p(f"{m.number}. {m.title}", "Heading1")],
        lambda m: [p(" ".join(filter(None, (m.text, *m.decision))))],
    ),
]

TABLES = [
    Paper(
        "a table of items: number, item, decision",
        word(
            *top_in_a_table(SPRING),
            table(
                ("§", "Asia", "Päätös"),
                *(
                    (str(m.number), f"{m.title}\n{m.text}", "\n".join(m.decision))
                    for m in SPRING.items
                ),
            ),
        ),
        SPRING.items,
        SPRING.facts,
        SPRING.present,
    ),
    Paper(
        "a table of items: title and number in one cell, the rest in another",
        word(
            *top(AUTUMN),
            table(
                *(
                    (f"{m.number}. {m.title}", "\n".join((m.text, *m.decision)))
                    for m in AUTUMN.items
                ),
            ),
        ),
        AUTUMN.items,
        AUTUMN.facts,
        AUTUMN.present,
    ),
]
