"""All text from outside is normalised; invisible characters go without a message."""

import unicodedata

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from home.incoming.text import clean_line, clean_text, comparison_key, is_sheet_error

SPACES = "\u00a0\u1680\u2000\u2002\u2003\u2007\u2009\u200a\u202f\u205f\u3000\u3164\u2800"
INVISIBLE = "\u00ad\u200b\u200c\u200e\u200f\u2060\u2063\ufeff\u180e\x00\x01\x07\x1f\x7f\x80\x9f"
DIRECTION = "\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
LINE_ENDS = ["\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("mark", SPACES, ids=ascii)
def test_an_odd_space_is_a_space(mark):
    assert clean_text(f"Haminan{mark}kaupunki") == "Haminan kaupunki"


@pytest.mark.parametrize("mark", [*INVISIBLE, *DIRECTION, "\ud800", "\ufffe", "\ue000"], ids=ascii)
def test_what_nobody_sees_is_removed(mark):
    assert clean_text(f"järjestö{mark}verkosto") == "järjestöverkosto"


@pytest.mark.parametrize("mark", LINE_ENDS, ids=ascii)
def test_every_line_end_is_one(mark):
    assert clean_text(f"yksi{mark}kaksi") == "yksi\nkaksi"
    assert clean_line(f"yksi{mark}kaksi") == "yksi kaksi"


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("Mäkelä", "Mäkelä"),
        ("Mä\u00adkelä", "Mäkelä"),
        ("a\u00ad\u0308iti", "äiti"),
        ("Sofﬁa ja ofﬂine", "Soffia ja offline"),
        ("hyte\u2011ryhmä", "hyte-ryhmä"),
        ("\uf0b7 asia", "• asia"),
        ("👩\u200d🚒 ja ❤\ufe0f\u200d🔥", "👩\u200d🚒 ja ❤\ufe0f\u200d🔥"),
        ("sarake\tsarake", "sarake\tsarake"),
        ("2021–2024 ”näin” – 5 €", "2021–2024 ”näin” – 5 €"),
    ],
)
def test_letters_are_composed_and_meaning_stays(written, clean):
    assert clean_text(written) == clean


@given(st.text(st.characters(codec=None)))
def test_clean_text_is_clean_and_storable(text):
    clean = clean_text(text)
    assert clean_text(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)
    clean.encode()  # as the database does
    kinds = {unicodedata.category(c) for c in clean if c not in "\n\t\u200d"}
    assert not kinds & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@given(st.text())
def test_a_line_and_a_key_are_stable(text):
    assert clean_line(clean_line(text)) == clean_line(text)
    assert comparison_key(comparison_key(text)) == comparison_key(text)


@pytest.mark.parametrize(
    "twin",
    ["ikääntyneiden  järjestö-verkosto", "Ikääntyneiden\u00a0järjestö‑verkosto",
     "IKÄÄNTYNEIDEN järjestö–verkosto\n", "Ikäänty\u00adneiden järjestö\u2212verkosto"],
)  # fmt: skip
def test_names_that_look_the_same_have_one_key(twin):
    assert comparison_key(twin) == comparison_key("Ikääntyneiden järjestö-verkosto")


@pytest.mark.parametrize(
    "cell",
    ["#NAME?", "#NIMI?", "#REF!", "#VIITTAUS!", "#N/A", "#DIV/0!", "#ARVO!", " #Value! ", "####"],
)
def test_an_error_of_a_sheet_is_known(cell):
    assert is_sheet_error(cell)


@pytest.mark.parametrize("cell", ["", "#1", "Mäkelä", "#kansalaiset", "N/A"])
def test_words_are_no_error_of_a_sheet(cell):
    assert not is_sheet_error(cell)


class EveryKind(forms.Form):
    line = forms.CharField()
    lines = forms.CharField(widget=forms.Textarea)
    email = forms.EmailField()
    address = forms.URLField(assume_scheme="https")
    password = forms.CharField(widget=forms.PasswordInput, strip=False)
    file = forms.FileField()


def test_every_form_takes_clean_text():
    dirty = "Ma\u0308kela\u0308\u202e\u00a0Oy\x0b2"
    name = "po\u0308yta\u0308kirja\u202e\n.txt"
    form = EveryKind(
        {
            "line": dirty,
            "lines": dirty,
            "email": "sihteeri\u200b@example.org\u00a0",
            "address": "https://example.org/\u200bpolku",
            "password": "sala\u00a0sana\u200b",
        },
        {"file": SimpleUploadedFile(name, b"x")},
    )
    assert form.is_valid(), form.errors
    data = form.cleaned_data
    assert data["line"] == "Mäkelä Oy 2"
    assert data["lines"] == "Mäkelä Oy\n2"
    assert data["email"] == "sihteeri@example.org"
    assert data["address"] == "https://example.org/polku"
    assert data["password"] == "sala\u00a0sana\u200b", "a password is what was typed"
    assert data["file"].name == "pöytäkirja .txt"


def test_a_null_character_is_cleaned_and_not_refused():
    assert forms.CharField().clean("a\x00b") == "ab"


def test_only_invisible_characters_are_nothing():
    with pytest.raises(forms.ValidationError) as error:
        forms.CharField().clean("\u200b\u00a0\ufeff")
    assert error.value.code == "required"
