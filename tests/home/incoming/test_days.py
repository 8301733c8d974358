"""A day or a time is read as its writer meant it, or refused; never as another one."""

import datetime
import itertools

import pytest
from django import forms
from hypothesis import given, settings
from hypothesis import strategies as st

from home.incoming.days import MONTHS, WEEKDAYS, NotADay, Years, format_day_with_weekday, parse_day
from home.incoming.fields import OldDateField
from home.incoming.hours import NotATime, parse_moment, parse_time

D, T, M = datetime.date, datetime.time, datetime.datetime
TODAY = D(2026, 11, 29)
YEARS = Years.around(TODAY, 1900, 20)
NARROW, NO_BREAK = "\u202f", "\u00a0"


def day_of(text: str):
    return parse_day(text, TODAY, YEARS)


def ways_with_year(day: datetime.date) -> set[str]:
    """Return the ways in which people write this day, with the year."""
    d, m, y = day.day, day.month, day.year
    name, weekday = MONTHS[m - 1], WEEKDAYS[day.weekday()]
    numbers = {f"{d}{mark}{m}{mark}{y}{end}" for mark in (".", "/", ",", ". ") for end in ("", ".")}
    numbers |= {f"{d:02}.{m:02}.{y}", f"{d:02}/{m:02}/{y}", f"{d}-{m}-{y}", f"{d} {m} {y}"}
    numbers |= {f"{d}/{m}/{y}", f"{d},{m},{y}", f"{day:%d%m%Y}", f"{day:%Y%m%d}"}
    numbers |= {f"{d}.{m} {y}", f"{d}. {m} {y}", f"{d}.{m}.{NO_BREAK}{y}", f"{d}.{m}.{NARROW}{y}"}
    numbers |= {f"{y}-{m:02}-{d:02}", f"{y}-{m}-{d}", f"{y}/{m}/{d}", f"{y}.{m}.{d}"}
    names = {
        form.format(d=d, y=y, name=name, stem=name.removesuffix("kuu"))
        for form in (
            "{d}. {name}ta {y}", "{d} {name}ta {y}", "{d}. {name} {y}", "{d}.{name}ta {y}",
            "{name}n {d}. {y}", "{name}n {d}. päivä {y}", "{name}n {d}. päivänä {y}",
            "{name}n {d}. päivä, {y}", "{d}. {stem}k. {y}", "{d}. {stem} {y}",
            "{d}. päivä {name}ta {y}",
        )
    }  # fmt: skip
    plain = numbers | names
    before = {
        f"{word}{gap}{d}.{m}.{y}"
        for word in (
            weekday,
            weekday[:2],
            f"{weekday}na",
            weekday.capitalize(),
            weekday[:2].upper(),
        )
        for gap in (" ", ". ", ", ", "  ", NO_BREAK)
    }
    after = {
        f"{d}.{m}.{y} {weekday[:2]}",
        f"{d}.{m}.{y} ({weekday})",
        f"{d}. {name}ta {y}, {weekday}",
    }
    padded = {
        f"  {d}.{m}.{y}\n",
        f"\ufeff{d}.{m}.{y}",
        f"{d}\u200b.{m}.{y}",
        f"\t{y}-{m:02}-{d:02} ",
    }
    return plain | before | after | padded


def test_there_are_two_hundred_ways():
    texts = ways_with_year(D(2027, 5, 12)) | ways_with_year(D(2027, 12, 3))
    assert len(texts) >= 120
    assert len(texts) + len(NO_DAYS) + len(TIMES) + len(NO_TIMES) + len(MOMENTS) >= 200


@settings(max_examples=30, deadline=None)
@given(st.dates(D(1900, 1, 1), D(2046, 12, 31)))
def test_a_whole_day_is_read_as_that_day_however_it_is_written(day):
    wrong = {text: day_of(text) for text in ways_with_year(day) if day_of(text) != day}
    assert not wrong


@given(st.dates(D(1947, 1, 1), D(2046, 12, 31)))
def test_two_digits_are_the_nearest_century_that_the_field_takes(day):
    short = f"{day.day}.{day.month}.{day.year % 100:02}"
    assert day_of(short) == day


@given(st.dates(TODAY, TODAY + datetime.timedelta(364)))
def test_a_day_without_a_year_is_the_nearest_coming_one(day):
    name = MONTHS[day.month - 1]
    weekday = WEEKDAYS[day.weekday()][:2]
    ways = [f"{day.day}.{day.month}.", f"{day.day}.{day.month}", f"{day.day}. {name}ta"]
    ways += [f"{name}n {day.day}.", f"{weekday} {day.day}.{day.month}."]
    assert {day_of(text) for text in ways} == {day}


def test_the_leap_day_comes_in_its_year():
    assert day_of("29.2.") == D(2028, 2, 29)


def test_today_is_coming():
    assert day_of("29.11.") == TODAY


@given(st.dates(D(1900, 1, 1), D(2046, 12, 31)), st.sampled_from(WEEKDAYS))
def test_a_weekday_that_contradicts_the_day_is_refused(day, weekday):
    text = f"{weekday} {day.day}.{day.month}.{day.year}"
    if WEEKDAYS[day.weekday()] == weekday:
        assert day_of(text) == day
    else:
        with pytest.raises(NotADay, match=f"on {WEEKDAYS[day.weekday()]}, ei {weekday}"):
            day_of(text)


NO_DAYS = {
    "31.6.2027": "kesäkuussa on 30 päivää",
    "31.6.": "kesäkuussa on 30 päivää",
    "29.2.2027": "helmikuussa 2027 on 28 päivää",
    "30.2.2028": "helmikuussa 2028 on 29 päivää",
    "2027-06-31": "kesäkuussa on 30 päivää",
    "31. huhtikuuta 2027": "huhtikuussa on 30 päivää",
    "32.1.2027": "tammikuussa on 31 päivää",
    "0.5.2027": "toukokuussa on 31 päivää",
    "5.13.2027": "Kuukautta 13 ei ole",
    "5/13/2027": "Kuukautta 13 ei ole",
    "12.0.2027": "Kuukautta 0 ei ole",
    "12.5.0027": "Vuosi 27 ei voi",
    "12.5.1899": "väliltä 1900–2046",
    "12.5.2047": "väliltä 1900–2046",
    "12.5.20227": "ei ole päivä",
    "12.5.202": "ei ole päivä",
    "toukokuu": "Kirjoita myös päivä",
    "toukokuu 2027": "Kirjoita myös päivä",
    "5.2027": "Kirjoita myös päivä",
    "tänään": "Tänään on sunnuntai 29.11.2026",
    "Huomenna": "Huomenna on maanantai 30.11.2026",
    "eilen": "Eilen on lauantai 28.11.2026",
    "12.–13.5.2027": "yksi päivä",
    "12.5.2027 - 13.5.2027": "yksi päivä",
    "12.5.2027 ja 13.5.2027": "yksi päivä",
    "12.5.2027 klo 13": "ilman kellonaikaa",
    "12.5.2027 13.00": "ilman kellonaikaa",
    "ensi viikolla": "ei ole päivä",
    "perjantaina": "ei ole päivä",
    "12": "ei ole päivä",
    "ke": "ei ole päivä",
    "-12.5.2027": "ei ole päivä",
    "12.5.2027x": "ei ole päivä",
    "12.V.2027": "ei ole päivä",
    "?": "ei ole päivä",
}


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_no_day_is_refused_with_the_reason(text):
    with pytest.raises(NotADay) as error:
        day_of(text)
    assert NO_DAYS[text] in str(error.value)


@given(st.dates(D(1900, 1, 1), D(2046, 12, 31)))
def test_eight_digits_are_one_day(day):
    assert day_of(f"{day:%d%m%Y}") == day_of(f"{day:%Y%m%d}") == day


@given(st.text(max_size=20) | st.from_regex(r"[0-9./ -]{4,12}", fullmatch=True))
def test_anything_is_read_or_refused_in_words(text):
    try:
        day = day_of(text)
    except NotADay as error:
        assert str(error)
    else:
        assert YEARS.first <= day.year <= YEARS.last + 8
        assert str(day.day) in "".join(str(int(c)) for c in text if c.isdecimal())


TIMES = {
    "13": T(13), "13.00": T(13), "13:00": T(13), "klo 13": T(13), "kello 13": T(13), "klo13": T(13),
    "kl. 13.00": T(13), "klo. 13": T(13), "KLO 18.30": T(18, 30), "kello 18.30": T(18, 30),
    "18,30": T(18, 30), "18 . 30": T(18, 30), "1830": T(18, 30), "0930": T(9, 30), "9": T(9),
    "09": T(9), "9.05": T(9, 5), "9 h": T(9), "klo 9.": T(9), "13:00:00": T(13), "0.30": T(0, 30),
    "24.00": T(0), "24": T(0), "klo 24.00": T(0), "00.00": T(0), "13.00\u00a0": T(13),
    "klo\u00a018.30": T(18, 30),
}  # fmt: skip
NO_TIMES = {
    "25": "Kellonaikaa 25 ei ole", "24.15": "Kellonaikaa 24.15 ei ole", "13.60": "ei ole",
    "13.5": "kahdella numerolla", "9,3": "kahdella numerolla", "13.00–15.00": "yksi kellonaika",
    "13-15": "yksi kellonaika", "klo 13 - 15": "yksi kellonaika",
    "puoli kaksi": "ei ole kellonaika",
    "9 am": "ei ole kellonaika", "130": "ei ole kellonaika", "13.00.30": "ei ole kellonaika",
    "-1": "yksi kellonaika", "12.5.2027": "ei ole kellonaika", "klo": "ei ole kellonaika",
}  # fmt: skip


@pytest.mark.parametrize("text", TIMES)
def test_a_time_is_read(text):
    assert parse_time(text) == TIMES[text]


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_is_no_time_is_refused_with_the_reason(text):
    with pytest.raises(NotATime) as error:
        parse_time(text)
    assert NO_TIMES[text] in str(error.value)


@given(st.times())
def test_every_time_is_read_however_it_is_written(time):
    hour, minute = time.hour, time.minute
    starts, marks = ("", "klo ", "kello ", "Klo "), (".", ":", ",")
    written = {f"{s}{hour}{mark}{minute:02}" for s, mark in itertools.product(starts, marks)}
    written |= {f"{hour:02}.{minute:02}", f"{hour:02}{minute:02}"}
    assert {parse_time(text) for text in written} == {T(hour, minute)}


@given(st.text(max_size=12))
def test_anything_is_a_time_or_refused_in_words(text):
    try:
        assert parse_time(text)
    except NotATime as error:
        assert str(error)


MOMENTS = {
    "12.5.2027 13.00": M(2027, 5, 12, 13), "12.5.2027 klo 13": M(2027, 5, 12, 13),
    "ke 12.5.2027 klo 13.30": M(2027, 5, 12, 13, 30), "12.5.2027, 9:05": M(2027, 5, 12, 9, 5),
    "2027-05-12 13:00": M(2027, 5, 12, 13), "2027-05-12T13:00": M(2027, 5, 12, 13),
    "2027-05-12 13:00:00": M(2027, 5, 12, 13), "12.5. klo 13": M(2027, 5, 12, 13),
    "12. toukokuuta 2027 kello 18.30": M(2027, 5, 12, 18, 30), "12. 5. 2027 13": M(2027, 5, 12, 13),
    "31.12.2026 24.00": M(2027, 1, 1), "31.12.2026 klo 24": M(2027, 1, 1),
    "12.5. 13.00": M(2027, 5, 12, 13),
}  # fmt: skip


@pytest.mark.parametrize("text", MOMENTS)
def test_a_day_and_a_time_are_read(text):
    assert parse_moment(text, TODAY, YEARS) == MOMENTS[text]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12.5.2027", "Kirjoita myös kellonaika"),
        ("12. 5. 2027", "Kirjoita myös kellonaika"),
        ("12.5. 2027", "Kirjoita myös kellonaika"),
        ("12.5. 13", "vuosi neljällä numerolla"),
        ("31.6.2027 klo 9", "kesäkuussa on 30 päivää"),
        ("ti 12.5.2027 klo 9", "on keskiviikko"),
        ("12.5.2027 25.00", "Kellonaikaa 25.00 ei ole"),
        ("klo 9", "Kirjoita myös päivä"),
    ],
)
def test_what_is_no_moment_is_refused_with_the_reason(text, said):
    with pytest.raises((NotADay, NotATime)) as error:
        parse_moment(text, TODAY, YEARS)
    assert said in str(error.value)


def test_a_day_is_shown_with_its_weekday():
    assert format_day_with_weekday(D(2027, 5, 12)) == "keskiviikko 12.5.2027"


class Fields(forms.Form):
    day = forms.DateField()
    time = forms.TimeField()
    moment = forms.DateTimeField()


def test_every_form_reads_days_and_times():
    form = Fields({"day": "ke 12.5.2027", "time": "klo 13", "moment": "12.5.2027 klo 13.30"})
    assert form.is_valid(), form.errors
    moment = form.cleaned_data["moment"]
    assert moment.isoformat() == "2027-05-12T13:30:00+03:00"
    assert form.cleaned_data["day"] == D(2027, 5, 12)
    assert form.cleaned_data["time"] == T(13)


def test_every_form_says_why_not():
    form = Fields({"day": "31.6.2027", "time": "25", "moment": "12.5.2027"})
    assert not form.is_valid()
    assert "kesäkuussa on 30 päivää" in form.errors["day"][0]
    assert "Kellonaikaa 25 ei ole" in form.errors["time"][0]
    assert "Kirjoita myös kellonaika" in form.errors["moment"][0]
    assert form["day"].value() == "31.6.2027", "what was typed stands in the form"


def test_a_program_may_name_the_zone():
    (moment,) = {forms.DateTimeField().clean(text) for text in ("2027-05-12T10:00:00Z",)}
    assert moment.isoformat() == "2027-05-12T10:00:00+00:00"


def test_an_old_association_began_before_1900():
    field = OldDateField().formfield()
    assert field.clean("1.2.1865") == D(1865, 2, 1)
    with pytest.raises(forms.ValidationError, match="väliltä 1900"):
        forms.DateField().clean("1.2.1865")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "text", "answer"),
    [
        ("date", "ke 12.5.2027", {"text": "keskiviikko 12.5.2027", "day": "2027-05-12"}),
        ("time", "9", {"text": "klo 9.00"}),
        (
            "datetime",
            "12.5.2027 klo 24",
            {"text": "torstai 13.5.2027 klo 0.00", "day": "2027-05-13"},
        ),
        ("date", "", {"text": ""}),
    ],
)
def test_the_writer_sees_how_a_day_is_read(admin_client, kind, text, answer):
    response = admin_client.get("/hallinta/paivat/", {"kind": kind, "text": text})
    assert response.json() == answer


@pytest.mark.django_db
def test_the_writer_sees_why_a_day_is_refused(admin_client):
    response = admin_client.get("/hallinta/paivat/", {"kind": "date", "text": "31.6."})
    assert "kesäkuussa on 30 päivää" in response.json()["fault"]
