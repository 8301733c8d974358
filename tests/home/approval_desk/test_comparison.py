"""Text comparison that shows every change and repeats little of the common text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from home.approval_desk.comparison.passages import group_passages
from home.approval_desk.comparison.rich_text_lines import split_rich_text
from home.approval_desk.comparison.text_diff import (
    PieceKind,
    abridge,
    compare_lists,
    compare_texts,
    find_longest_rise,
    has_changes,
)

WORDS = st.lists(st.sampled_from(["kokous", "ja", "päätti", "2023", ",", ".", " ", "\n", "ää"]))
TEXTS = st.one_of(st.text(max_size=80), WORDS.map("".join))


def told(old, new):
    """Return the comparison in signs: -removed- +added+ around the common text."""
    sign = {PieceKind.SAME: "", PieceKind.ADDED: "+", PieceKind.REMOVED: "-"}
    return "".join(f"{sign[p.kind]}{p.text}{sign[p.kind]}" for p in compare_texts(old, new))


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_pieces(old, new):
    pieces = compare_texts(old, new)
    assert "".join(p.text for p in pieces if p.kind != PieceKind.ADDED) == old
    assert "".join(p.text for p in pieces if p.kind != PieceKind.REMOVED) == new
    assert has_changes(pieces) == (old != new)
    assert all(piece.text for piece in pieces)
    kinds = [piece.kind for piece in pieces]
    assert all(a != b for a, b in pairwise(kinds))


def test_whole_words_change():
    said = told("Kokous on Kouvolassa.", "Kokous on Kotkassa.")
    assert said == "Kokous on -Kouvolassa-+Kotkassa+."
    assert told("Maanantaina", "Maanantaina klo 13") == "Maanantaina+ klo 13+"


def test_a_mark_alone_may_change():
    assert told("Tule mukaan.", "Tule mukaan!") == "Tule mukaan-.-+!+"


def test_a_tiny_word_between_changes_changes_with_them():
    assert told("kuntia ja kyliä", "yhdistyksiä ja verkostoja") == (
        "-kuntia ja kyliä-+yhdistyksiä ja verkostoja+"
    )


def test_an_added_paragraph_leaves_the_others_alone():
    assert told("Ensin.\nLopuksi.", "Ensin.\nVälissä.\nLopuksi.") == "Ensin.\n+Välissä.\n+Lopuksi."


OLD = (
    "Neuvottelukunta kokoaa alueen järjestöt yhteen ja tuo niiden osaamisen päätöksentekoon. "
    "Se kokoontuu neljä kertaa vuodessa."
)
NEW = (
    "Olemme järjestöjen ja hyvinvointialueen yhteinen pöytä, jossa jokainen yhdistys saa äänensä "
    "kuuluviin, ja me teemme aloitteita."
)
STAYS = "Kokoukset ovat avoimia kaikille, ja niiden pöytäkirjat julkaistaan täällä."


def read(old, new):
    """Return each passage as a reader sees it: (before, now), or its pieces in signs."""
    sign = {PieceKind.SAME: "", PieceKind.ADDED: "+", PieceKind.REMOVED: "-"}
    return [
        (each.before, each.now)
        if each.before
        else "".join(f"{sign[p.kind]}{p.text}{sign[p.kind]}" for p in each.pieces)
        for each in group_passages(compare_texts(old, new))
    ]


def test_a_rewritten_paragraph_is_shown_before_and_now():
    assert read(OLD, NEW) == [(OLD, NEW)]
    assert read(f"{OLD}\n{STAYS}", f"{NEW}\n{STAYS}") == [(OLD, NEW), STAYS]
    assert read(f"{STAYS}\n{OLD}", f"{STAYS}\n{NEW}") == [f"{STAYS}\n", (OLD, NEW)]


def test_the_paragraph_beside_it_is_still_compared_by_words():
    changed = STAYS.replace("avoimia", "suljettuja")
    first, second = read(f"{OLD}\n{STAYS}", f"{NEW}\n{changed}")
    assert first == (OLD, NEW)
    assert second == "Kokoukset ovat -avoimia-+suljettuja+ kaikille, ja niiden pöytäkirjat " + (
        "julkaistaan täällä."
    )


def test_a_paragraph_that_only_grew_is_not_rewritten():
    assert read(STAYS, f"{STAYS} {OLD}") == [f"{STAYS}+ {OLD}+"]


def test_short_words_are_changed_in_their_place():
    assert read("Maanantaina", "Tiistaina") == ["-Maanantaina-+Tiistaina+"]


@given(TEXTS, TEXTS)
def test_passages_leave_nothing_out(old, new):
    pieces = compare_texts(old * 9, new * 9)
    told = "".join(
        f"{each.before}{each.now}" + "".join(piece.text for piece in each.pieces)
        for each in group_passages(pieces)
    )
    letters = [letter for letter in "".join(p.text for p in pieces) if letter.isalnum()]
    assert [letter for letter in told if letter.isalnum()] == letters


def test_long_texts_are_compared_too():
    words = [f"sana{number}" for number in range(12_000)]
    old = " ".join(words)
    words[6_000] = "toinen"
    assert has_changes(compare_texts(old, " ".join(words)))


@given(TEXTS, TEXTS)
def test_an_abridged_comparison_keeps_every_change(old, new):
    pieces = compare_texts(old * 3, new * 3)
    short = abridge(pieces, around=10)
    changed = [piece for piece in pieces if piece.kind != PieceKind.SAME]
    assert [piece for piece in short if piece.kind != PieceKind.SAME] == changed
    assert all(len(piece.text) <= 60 for piece in short if piece.kind == PieceKind.SAME)


def test_what_stands_around_a_change_stays():
    text = "alku " * 100 + "{} " + "loppu " * 100
    first, *change, last = abridge(compare_texts(text.format("yksi"), text.format("kaksi")), 20)
    assert (first.text, last.text) == ("… alku alku alku ", " loppu loppu loppu …")
    assert [piece.text for piece in change] == ["yksi", "kaksi"]


LISTS = st.lists(st.integers(0, 8), max_size=9)


@given(LISTS, LISTS)
def test_every_item_of_both_lists_is_told_once(old, new):
    steps = compare_lists(old, new)
    assert [step.new for step in steps if step.new is not None] == list(range(len(new)))
    assert sorted(step.old for step in steps if step.old is not None) == list(range(len(old)))
    for step in steps:
        if step.kind == PieceKind.SAME:
            assert old[step.old] == new[step.new]
    still = [s.old for s in steps if s.kind == PieceKind.SAME and not s.moved]
    assert still == sorted(still)


@given(LISTS)
def test_a_list_is_the_same_as_itself(items):
    assert {(s.kind, s.moved) for s in compare_lists(items, items)} <= {(PieceKind.SAME, False)}


@given(st.permutations(range(6)))
def test_as_few_as_possible_have_moved(new):
    moved = [step for step in compare_lists(range(6), new) if step.moved]
    assert len(moved) == 6 - len(find_longest_rise(new))


def test_one_item_that_was_lifted_first_is_the_only_one_that_moved():
    steps = compare_lists("abcd", "dabc")
    assert [(s.new, s.moved) for s in steps] == [(0, True), (1, False), (2, False), (3, False)]


def test_a_removed_item_stands_where_it_was():
    steps = compare_lists("abc", "acd")
    assert [(s.kind.value, s.old, s.new) for s in steps] == [
        ("same", 0, 0),
        ("removed", 1, None),
        ("same", 2, 1),
        ("added", None, 2),
    ]


def test_rich_text_becomes_lines():
    html = (
        "<h2>Asia</h2><p>Yksi <b>tärkeä</b><br/>rivi</p><ul><li>a</li><li>b</li></ul>"
        '<ol><li>c</li><li>d</li></ol><p><a href="https://esimerkki.example/">linkki</a></p>'
    )
    assert split_rich_text(html).splitlines() == [
        "Väliotsikko: Asia",
        "Yksi tärkeä",
        "rivi",
        "• a",
        "• b",
        "1. c",
        "2. d",
        "linkki [https://esimerkki.example/]",
    ]


@given(st.text(max_size=200))
def test_any_text_has_lines(html):
    assert "\n\n" not in split_rich_text(f"<p>{html}")
