"""A typed or pasted agenda: titles without numbers, bullets and tabs."""

import pytest

from meetings.minutes.agenda import keeps_its_numbers, parse_agenda


def titles(text):
    return [entry.title for entry in parse_agenda(text)]


@pytest.mark.parametrize(
    "line",
    ["5 § Avustukset", "5 §\tAvustukset", "§ 5 Avustukset", "5§ Avustukset", "5. § Avustukset",
     "5 § 5 § Avustukset", "5 § – Avustukset", "Asia 5: Avustukset", "• Avustukset",
     "\uf0b7\tAvustukset", "o\tAvustukset", "–\tAvustukset", "- Avustukset", "5 a § Avustukset",
     "5\u00a0§\u00a0Avustukset", "5 §\u200b Avustukset", "5 §/2027 Avustukset"],
)  # fmt: skip
def test_the_mark_of_a_line_is_no_part_of_its_title(line):
    assert titles(line) == ["Avustukset"]


@pytest.mark.parametrize(
    "text",
    ["1. Avaus\n2. Talous", "1) Avaus\n2) Talous", "1.\tAvaus\n2.\tTalous", "1.1 Avaus\n1.2 Talous",
     "1 §\nAvaus\n2 §\nTalous", "1.\nAvaus\n2.\nTalous", "Asia 1 Avaus\nAsia 2 Talous"],
)  # fmt: skip
def test_a_list_that_counts_is_read_as_a_list(text):
    assert titles(text) == ["Avaus", "Talous"]


@pytest.mark.parametrize(
    "line",
    ["12 §:n muuttaminen", "12. toukokuuta pidettävä kokous", "2027 talousarvio", "3 uutta jäsentä",
     "Kohtaamispaikan tilat", "Asiakirjat", "Asia 5", "1. kokouksen muistio", "A-todistus"],
)  # fmt: skip
def test_a_title_that_begins_with_a_number_stays_whole(line):
    assert titles(line) == [line]


def test_written_numbers_are_kept_when_every_line_has_one_in_order():
    entries = parse_agenda("14 § Avaus\n14 a § Lisäasia\n15 § Loppu")
    assert [str(entry.number) for entry in entries] == ["14", "14 a", "15"]
    assert keeps_its_numbers(entries)
    assert not keeps_its_numbers(parse_agenda("14 § Avaus\nLoppu"))
    assert not keeps_its_numbers(parse_agenda("2 § Avaus\n1 § Loppu"))
