"""Attendance in the browser: a deputy is offered when the member is not there."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.needs("chromium")

SCRIPT = Path("static/js/deputies.js").read_text(encoding="utf-8")
ROW = """<tr><td>{offer}{choices}</td></tr>"""
CHOICE = '<label><input type="radio" name="{name}" value="{value}"{checked}>{name} {value}</label>'
OFFER = '<p data-deputy-offer="vara" data-act="Merkitse Vara paikalle">Varajäsen: Vara</p>'


def make_row(name, chosen, offer=""):
    choices = "".join(
        CHOICE.format(name=name, value=value, checked=" checked" if value == chosen else "")
        for value in ("", "here", "remote")
    )
    return ROW.format(offer=offer, choices=choices)


@pytest.fixture
def page(browser):
    page = browser.new_page()
    rows = make_row("jasen", "here", OFFER) + make_row("vara", "")
    page.set_content(f"<table>{rows}</table><script>{SCRIPT}</script>")
    yield page
    page.close()


def test_the_deputy_is_offered_only_while_the_member_is_away(page):
    offer = page.get_by_role("button", name="Merkitse Vara paikalle")
    expect(offer).to_be_hidden()
    page.locator("input[name=jasen][value='']").check()
    offer.click()
    expect(page.locator("input[name=vara][value=here]")).to_be_checked()
    expect(offer).to_be_hidden()
    page.locator("input[name=vara][value='']").check()
    expect(offer).to_be_visible()
    page.locator("input[name=jasen][value=remote]").check()
    expect(offer).to_be_hidden()
