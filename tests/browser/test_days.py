"""Day fields: typed text stays, the calendar covers nothing and works with the keyboard."""

import pytest

pytestmark = pytest.mark.needs("chromium")


@pytest.fixture
def secretary(log_in):
    page = log_in("sihteeri")
    page.goto("/hallinta/kokouslista/uusi/")
    return page


def day_field(page):
    return page.get_by_role("textbox", name="Päivä", exact=False).first


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("ke 12.5.2027", "keskiviikko 12.5.2027"),
        ("2027-05-12", "keskiviikko 12.5.2027"),
        ("31.6.2027", "kesäkuussa on 30 päivää"),
        ("toukokuu", "Kirjoita myös päivä"),
    ],
)
def test_what_is_typed_stays_and_how_it_is_read_stands_beside(secretary, typed, told):
    field = day_field(secretary)
    field.fill(typed)
    field.blur()
    secretary.locator(".moment__told", has_text=told).wait_for()
    assert field.input_value() == typed


def test_the_calendar_is_used_by_keys_and_covers_nothing(secretary):
    field = day_field(secretary)
    field.fill("12.5.2027")
    assert secretary.locator(".moment-calendar").count() == 0, "it opens when asked to"
    field.press("Tab")
    secretary.keyboard.press("Enter")
    calendar = secretary.locator(".moment-calendar")
    calendar.wait_for()
    following = secretary.get_by_role("textbox", name="Alkaa").bounding_box()
    frame = calendar.bounding_box()
    assert frame["y"] + frame["height"] <= following["y"]
    for key in ("ArrowRight", "ArrowDown", "PageDown"):
        secretary.keyboard.press(key)
    secretary.keyboard.press("Enter")
    assert field.input_value() == "20.6.2027"
    assert calendar.count() == 0
    assert field.evaluate("field => field === document.activeElement")


def test_esc_closes_the_calendar_and_changes_nothing(secretary):
    field = day_field(secretary)
    field.fill("12.5.2027")
    secretary.locator(".moment__open").first.click()
    secretary.locator(".moment-calendar").wait_for()
    secretary.keyboard.press("Escape")
    assert secretary.locator(".moment-calendar").count() == 0
    assert field.input_value() == "12.5.2027"
