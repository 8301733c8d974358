"""Personal data is found in texts and files; what only resembles it is not."""

import datetime
import re
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from home.text.personal_data import PersonalDataKind, find_personal_data

CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def kinds(text):
    return [(span.kind.value, span.text) for span in find_personal_data(text)]


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Soita 050 123 4567 illalla", "phone", "050 123 4567"),
        ("p. 040-1234567", "phone", "040-1234567"),
        ("puh. (05) 123 456.", "phone", "(05) 123 456"),
        ("+358 (0)40 123 4567, sihteeri", "phone", "+358 (0)40 123 4567"),
        ("00358 40 123 4567", "phone", "00358 40 123 4567"),
        ("+46 8 123 456 78", "phone", "+46 8 123 456 78"),
        ("0400\u00a0123\u00a0456", "phone", "0400\u00a0123\u00a0456"),
        ("aino.esimerkki@example.org, puheenjohtaja", "email", "aino.esimerkki@example.org"),
        ("(aino.esimerkki(at)example.org)", "email", "aino.esimerkki(at)example.org"),
        ("aino.mäkelä@example.org.", "email", "aino.mäkelä@example.org"),
        ("hetu 010594Y9032", "identity_code", "010594Y9032"),
        ("131052–308T", "identity_code", "131052–308T"),
        ("131052a308t", "identity_code", "131052a308t"),
        ("Tili FI21 1234 5600 0007 85 BIC ABCDFIHH", "iban", "FI21 1234 5600 0007 85"),
        ("FI2112345600000785", "iban", "FI2112345600000785"),
        ("SE45 5000 0000 0583 9825 7466", "iban", "SE45 5000 0000 0583 9825 7466"),
        ("Mallikatu 12 A 5, 45100 Kouvola.", "address", "Mallikatu 12 A 5, 45100 Kouvola"),
        ("osoite: Itsenäisyydenkatu 5 as. 3", "address", "Itsenäisyydenkatu 5 as. 3"),
        ("Eteläinen Rantatie 4-6 b", "address", "Eteläinen Rantatie 4-6 b"),
        ("Storgatan 5 B", "address", "Storgatan 5 B"),
        ("Virtamäki 2, 45100 Kouvola", "address", "Virtamäki 2, 45100 Kouvola"),
        ("Esimerkkirinne 3 B", "address", "Esimerkkirinne 3 B"),
        ("Aino Esimerkki\n45100 Kouvola\nSuomi", "address", "45100 Kouvola"),
    ],
)
def test_what_is_found(text, kind, found):
    assert kinds(text) == [(kind, found)]


@pytest.mark.parametrize(
    "text",
    [
        "Kokous 17.2.2022 klo 09.00–15.00 ja 1.3.2022–31.12.2023",
        "toimikausi 2022–2023, 2022-2023 ja 2023/2024",
        "01.02.2023, 2024-03-13, 05.05.2023",
        "§ 12, 12 §, 123 §, 0123 §",
        "Y-tunnus 0116297-6, FI01162976",
        "1 200 000 euroa, 12 000 €, 050 000 kpl, 0,05 %, 1.200.000",
        "dnro 0123/2022, HE 241/2020 vp, STEA 2022",
        "ISBN 978-951-12345-6-7, ISSN 0123-4567",
        "00100 Helsinki ja 45100 Kouvola ovat postinumeroita",
        "131052-308U, 310252-308Y, 010594Y903",
        "FI21 1234 5600 0007 86",
        "Osoitteet ovat muotoa etunimi.sukunimi@example.org",
        "Valtatie 6, kantatie 15, Kehätie 3 ja Seututie 387",
        "Kirkkotie 12.5.2023, Työtie 2023, Opintie 5 §, Kymenkatu 2 %",
        "Rantamäki 3 §, Virtamäki 2, Toritilaisuus 5 henkilöä",
        "Polku 5 ja tie 3",
        "numerot 112 ja 116 117",
        "@jarjestot, a@b, Klo 12@Kouvola",
        "https://example.org/0401234567/",
    ],
)
def test_what_is_no_personal_data(text):
    assert kinds(text) == []


def test_the_councils_own_address_is_no_find():
    known = frozenset({"sihteeristo@example.org"})
    found = find_personal_data("Sihteeristo@example.org ja aino@example.org", known)
    assert [span.text for span in found] == ["aino@example.org"]


@st.composite
def identity_codes(draw):
    """Generate valid identity codes; those from 900 on belong to nobody."""
    day = draw(st.dates(datetime.date(1850, 1, 1), datetime.date(2099, 12, 31)))
    sign = draw(st.sampled_from({18: "+", 19: "-YXWVU", 20: "ABCDEF"}[day.year // 100]))
    number = draw(st.integers(900, 999))
    return f"{day:%d%m%y}{sign}{number}{CHECK[int(f'{day:%d%m%y}{number}') % 31]}"


@given(identity_codes(), st.sampled_from(CHECK))
def test_only_the_right_check_character_makes_a_code(code, other):
    assert kinds(f"hetu: {code}.") == [("identity_code", code)]
    assume(other != code[-1])
    assert PersonalDataKind.IDENTITY_CODE not in {
        span.kind for span in find_personal_data(code[:-1] + other)
    }


@given(st.integers(0, 10**14 - 1), st.booleans())
def test_only_the_right_check_digits_make_an_account(number, grouped):
    check = 98 - int(f"{number:014}151800") % 97
    code = f"FI{check:02}{number:014}"
    written = " ".join(re.findall(".{1,4}", code)) if grouped else code
    assert kinds(f"Tilille {written} saaja") == [("iban", written)]
    wrong = written.replace(f"FI{check:02}", f"FI{(check + 1) % 97 + 2:02}", 1)
    assume(wrong != written)
    assert PersonalDataKind.IBAN not in {span.kind for span in find_personal_data(wrong)}


@given(st.text(max_size=300))
@example("0" * 5000)
@example("A" * 20_000)
@example("a." * 10_000 + "@" + "b." * 10_000)
@example("FI21 " + "1234 " * 4000)
@example("Aa " * 8000 + "katu 5")
@example("+0 ( " * 5000)
@example("\x00\ud800١٢٣٤٥٦-٧٨٩T")
def test_any_text_gives_spans_that_slice_it(text):
    found = find_personal_data(text)
    assert all(text[span.start : span.end] == span.text for span in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


@given(st.text(alphabet="0123456789 -.()+/§,:€%ABF katuie@", max_size=80))
def test_texts_of_numbers_give_spans_that_slice_them(text):
    assert all(text[span.start : span.end] == span.text for span in find_personal_data(text))
