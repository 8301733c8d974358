"""The button that sends names its recipient as Finnish declines it."""

import pytest

from home.first_names import decline_to_allative

NAMES = {
    "Pertti": "Pertille",
    "Vappu": "Vapulle",
    "Pekka": "Pekalle",
    "Jaakko": "Jaakolle",
    "Liisa": "Liisalle",
    "Mika": "Mikalle",
    "Arto": "Artolle",
    "Satu": "Sadulle",
    "Anette": "Anettelle",
    "Ville": "Villelle",
    "Tuomas": "Tuomakselle",
    "Elias": "Eliakselle",
    "Johannes": "Johannekselle",
    "Klaus": "Klausille",
    "Lars": "Larsille",
    "Mikael": "Mikaelille",
    "Marjut": "Marjutille",
    "Anna-Liisa": "Anna-Liisalle",
    "Veli-Matti": "Veli-Matille",
    "Pertti Olavi": "Pertille",
    "  Åke ": "Åkelle",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name(name):
    assert decline_to_allative(name) == NAMES[name]


@pytest.mark.parametrize("name", ["", "  ", "PP", "p", "123", "@anni", "A. Virtanen"])
def test_what_is_no_name_is_not_declined(name):
    assert decline_to_allative(name) == ""
