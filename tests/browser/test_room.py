"""Space on the screen: the save bar is always visible, and no column or field is cut off."""

import re

import pytest

from tests.browser.hands import address_of, read

pytestmark = pytest.mark.needs("chromium")

SIZES = [(390, 700), (640, 400), (768, 900), (1280, 800)]  # 640 × 400 is 1280 × 800 at 200 %
GOAL = "Vahva viestintä"
EXAMPLE = "Esimerkkikokous 1/2024"
# Boxes that overflow their frame, and frames that scroll sideways.
CUT_OFF = """() => [...document.querySelectorAll('.table-frame')].flatMap((frame) => {
    const edge = frame.getBoundingClientRect();
    const out = [...frame.querySelectorAll('input:not([type=hidden]), select, button, a')]
        .map((field) => [field, field.getBoundingClientRect()])
        .filter(([, box]) => box.width > 1)
        .filter(([, box]) => box.right > edge.right + 1 || box.left < edge.left - 1)
        .map(([field]) => field.name || field.innerText);
    return frame.scrollWidth > frame.clientWidth ? [...out, 'scrolls'] : out;
})"""
FIELDS = ":is(main, #main) form :is(input:not([type=hidden]), textarea):visible"
CLIPPED = "(field) => field.scrollWidth > field.clientWidth"


def meeting_tool(name):
    def find(page):
        number = re.search(r"/pages/(\d+)/", address_of(page, EXAMPLE))[1]
        return f"/hallinta/kokous/{number}/{name}/"

    return find


def roster(page):
    page.goto("/hallinta/snippets/networks/term/")
    return page.get_by_role("link", name="Muokkaa kokoonpanoa").first.get_attribute("href")


def year(page):
    page.goto("/hallinta/kokouslista/uusi/")
    return page.get_by_role("link", name="Vuoden kokoukset").get_attribute("href")


TABLES = {
    "roster": roster,
    "files": meeting_tool("tiedostot"),
    "attendance": meeting_tool("osallistujat"),
    "year": year,
}
WITH_DAYS = {"roster", "files", "year"}
FORMS = TABLES | {
    "page": lambda page: address_of(page, GOAL),
    "new meeting": lambda page: "/hallinta/kokouslista/uusi/",
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_fits_into_the_window(log_in, name):
    page = log_in("sihteeri")
    path = FORMS[name](page)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(path)
        read(page)
        check_save_bar(page, width, height)
        if name in TABLES:
            check_columns(page, width)
        if name in WITH_DAYS:
            check_day(page)


def check_save_bar(page, width, height):
    """Check that the buttons of the save bar are on the screen and cover no field with the focus.

    Where the screen is low, the sentences under the buttons are below its edge.
    """
    bar = page.locator("footer.footer, .save-bar").last
    bar.wait_for()
    for button in (bar, *bar.locator(":is(button, a.button):visible").all()):
        box = button.bounding_box()
        assert box["y"] >= 0
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width + 1
        if button is not bar:
            assert box["y"] + box["height"] <= height + 1
    assert button is not bar
    last = page.locator(FIELDS).last
    last.focus()
    wait_until_clear(page, last, bar)


def wait_until_clear(page, field, bar):
    """Wait until the focused field has scrolled to where the bar does not cover it."""
    for _ in range(600):
        box = field.bounding_box()
        if box["y"] >= 0 and box["y"] + box["height"] <= bar.bounding_box()["y"]:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"The save bar covers the field with the focus: {box}")


def check_columns(page, width):
    assert page.locator(".table-frame :is(input, select)").count() > 2
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def check_day(page):
    """Check that a whole day fits into its field."""
    day = page.locator("input[name^=ends-], input[name$=-date]").first
    day.fill("31.12.2026")
    assert not day.evaluate(CLIPPED)
    day.fill("")
