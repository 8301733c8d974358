"""The agenda as a list in a browser: keys, dragging, saving while one types, and its size."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hands import read, type_day
from tests.browser.looks import LOOKS, check

pytestmark = pytest.mark.needs("chromium")

DAYS = iter(("14.4.2027", "15.4.2027"))  # a second meeting on a day would be asked about
LINES = "\n".join(f"{number} § Asia numero {number}" for number in range(1, 16))


@pytest.fixture
def agenda(log_in):
    """The list of a new meeting with fifteen pasted items."""
    page = log_in("sihteeri")
    page.goto("/hallinta/kokouslista/uusi/")
    type_day(page.get_by_label("Päivä").first, next(DAYS))
    page.get_by_label("Vakioasiat").fill("")
    for action in page.locator("[name=actions]").all():
        action.uncheck()
    page.get_by_role("button", name="Tallenna", exact=True).click()
    page.get_by_role("link", name="Esityslista", exact=True).click()
    page.wait_for_url(re.compile("/esityslista/$"))
    page.get_by_label("Asiat, yksi riville").fill(LINES)
    page.get_by_role("button", name="Lisää rivit luetteloon").click()
    page.get_by_role("button", name="Tallenna", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("15 asiaa")
    expect(page.locator(".editing-notice")).to_have_count(0)  # all that was typed is stored
    return page


def titles(page):
    return page.locator("[name$='-title']").evaluate_all("all => all.map(f => f.value)")[:15]


def test_a_list_is_moved_by_keys_and_by_dragging_and_saves_itself(agenda):
    page = agenda
    status = page.locator("[data-agenda-status]")
    assert page.locator("[data-agenda-row]").last.bounding_box()["y"] < 1000
    first = page.get_by_label("Otsikko").first
    first.press("Alt+ArrowDown")
    expect(status).to_have_text("Tallennettu luonnokseen")
    assert titles(page)[:2] == ["Asia numero 2", "Asia numero 1"]
    assert page.evaluate("document.activeElement.value") == "Asia numero 1"
    grip = page.locator("[data-agenda-grip]").first.bounding_box()
    below = page.locator("[data-agenda-row]").nth(3).bounding_box()
    page.mouse.move(grip["x"] + 5, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(grip["x"] + 5, below["y"] + below["height"] - 4, steps=12)
    page.mouse.up()
    row = page.locator("[data-agenda-row]").nth(1)
    row.get_by_text("Päätös ja tiedot").click()
    row.get_by_label("Päätös", exact=True).fill("Hyväksyttiin ehdotus.")
    row.get_by_label("Tulos").select_option("approved")
    expect(status).to_have_text("Tallentamatta")
    expect(status).to_have_text("Tallennettu luonnokseen")
    row.get_by_label("Poista asia").check()
    expect(page.get_by_text("Poistettu: 2 § Asia numero 3")).to_be_visible()
    expect(status).to_have_text("Tallennettu luonnokseen")
    page.get_by_role("button", name="Palauta").click()
    expect(row.get_by_label("Pykälä")).to_have_value("2")
    page.get_by_role("button", name="Lisää asia").click()
    page.keyboard.type("Kokouksen päättäminen")
    expect(status).to_have_text("Tallentamatta")
    expect(status).to_have_text("Tallennettu luonnokseen")
    page.reload()
    moved = titles(page)
    assert moved[:4] == ["Asia numero 1", "Asia numero 3", "Asia numero 4", "Asia numero 2"]
    row = page.locator("[data-agenda-row]").nth(1)
    expect(row.get_by_text("hyväksyttiin", exact=True).first).to_be_attached()
    last = page.locator("[data-agenda-row]").last
    expect(last.get_by_label("Pykälä")).to_have_value("16")
    expect(last.get_by_label("Otsikko")).to_have_value("Kokouksen päättäminen")
    read(page)


def test_an_open_item_is_accessible_at_every_width(agenda):
    row = agenda.locator("[data-agenda-row]").first
    row.get_by_text("Päätös ja tiedot").click()
    check(agenda, looks=LOOKS)
    read(agenda)
