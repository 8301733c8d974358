"""The same meetings as different secretaries write them: how a matter begins, how it is decided."""

from dataclasses import replace

from .meetings import AUTUMN, LISTED, SPRING, Meeting
from .paper import Matter, Paper
from .word import bullet, p, run, table, word

# Before the matters


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


# A matter's text and decision

PROPOSAL = "Päätösehdotus: Asia käsitellään esitetyn mukaisesti."


def told(lines) -> list[str]:
    return [bullet(line[2:]) if line.startswith("• ") else p(line) for line in lines if line]


def labelled(matter: Matter, label="Päätös:") -> list[str]:
    """The label on a line of its own, the decision under it."""
    decision = [p(label, bold=True), *told(matter.decision)] if matter.decision else []
    return told(matter.text.split("\n")) + decision


def on_one_line(matter: Matter) -> list[str]:
    """The label in bold and the decision after it in the same paragraph."""
    if not matter.decision:
        return told(matter.text.split("\n"))
    first, *rest = matter.decision
    start = p(runs=run("Päätös: ", bold=True) + run(first))
    return [*told(matter.text.split("\n")), start, *told(rest)]


def proposed(matter: Matter) -> list[str]:
    """What was proposed stands before what was decided, in nearly the same words."""
    if not matter.decision:
        return unlabelled(matter)
    decision = [p("Päätös:", bold=True), *told(matter.decision)]
    return [*told(matter.text.split("\n")), p(PROPOSAL), *decision]


def with_its_proposal(matter: Matter) -> Matter:
    return replace(matter, text=f"{matter.text}\n{PROPOSAL}") if matter.decision else matter


def unlabelled(matter: Matter) -> list[str]:
    return told(matter.text.split("\n")) + told(matter.decision)


# A whole paper


def paper(name, meeting, head, body, opening=top, counting=("%1.",), end=(), **parts) -> Paper:
    """`head(matter)` writes its heading, `body(matter)` the rest."""
    matters = [x for matter in meeting.matters for x in (*head(matter), *body(matter))]
    source = word(*opening(meeting), *matters, *end, counting=counting, **parts)
    return Paper(name, source, meeting.matters, meeting.facts, meeting.present)


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
        replace(SPRING, matters=[*map(with_its_proposal, SPRING.matters)]),
        lambda m: [p(f"{m.number}§ {m.title}", bold=True)],
        lambda m: proposed(SPRING.matters[m.number - 1]),
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
        "matter 1, matter 2",
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
        "soft breaks: a matter is one paragraph",
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
        "a table of matters: number, matter, decision",
        word(
            *top_in_a_table(SPRING),
            table(
                ("§", "Asia", "Päätös"),
                *(
                    (str(m.number), f"{m.title}\n{m.text}", "\n".join(m.decision))
                    for m in SPRING.matters
                ),
            ),
        ),
        SPRING.matters,
        SPRING.facts,
        SPRING.present,
    ),
    Paper(
        "a table of matters: title and number in one cell, the rest in another",
        word(
            *top(AUTUMN),
            table(
                *(
                    (f"{m.number}. {m.title}", "\n".join((m.text, *m.decision)))
                    for m in AUTUMN.matters
                ),
            ),
        ),
        AUTUMN.matters,
        AUTUMN.facts,
        AUTUMN.present,
    ),
]
