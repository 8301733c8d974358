"""The editor in a real browser: nothing typed is lost, and the save bar is always there."""

import re

import pytest

from tests.browser.hands import go, read
from tests.trials import seeded_random, trials

pytestmark = pytest.mark.needs("chromium")

GOAL = "Vahva viestintä"
COPIES = "() => Object.keys(localStorage).filter((key) => key.startsWith('editing:')).length"
QUICK = "() => editing.beat()"


def address_of(page, title):
    page.goto(f"/hallinta/pages/search/?q={title}")
    link = page.get_by_role("link", name=title, exact=True).first
    return re.sub(r"(/pages/\d+/).*", r"\1edit/", link.get_attribute("href"))


def type_at_end(page, text):
    field = page.get_by_role("textbox", name="Teksti")
    field.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)
    page.wait_for_timeout(1200)  # the device keeps a copy each second


def ended(page):
    """The session is gone, as when the server has forgotten it or the browser its cookie."""
    page.context.clear_cookies()
    page.evaluate(QUICK)
    page.get_by_text("Istuntosi on päättynyt").first.wait_for()


def log_in_beside(page, username):
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Kirjaudu sisään").click()
    tab = opened.value
    tab.get_by_label("Käyttäjätunnus").fill(username)
    tab.get_by_label("Salasana").fill(f"{username}-demo")
    tab.get_by_role("button", name="Kirjaudu sisään").click()
    tab.wait_for_url("**/kirjauduttu/")
    tab.close()


class TestAnEndedSession:
    def test_is_told_and_the_text_saved_after_a_log_in_beside(self, log_in):
        page = log_in("viestinta")
        go(page, address_of(page, GOAL))
        type_at_end(page, " Ennen katkoa.")
        ended(page)
        type_at_end(page, " Katkon jälkeen.")
        log_in_beside(page, "viestinta")
        page.evaluate(QUICK)
        page.get_by_text("Olet taas kirjautunut").wait_for()
        page.wait_for_function(f"({COPIES})() === 0")
        page.reload()
        text = page.get_by_role("textbox", name="Teksti").inner_text()
        assert "Ennen katkoa. Katkon jälkeen." in text


@pytest.mark.parametrize("number", range(trials(2, 20)))
def test_what_was_typed_comes_back_after_a_cut(log_in, number):
    """A cut at any moment of typing: the words of the last second at most are gone."""
    random = seeded_random(f"cut {number}")
    page = log_in("viestinta")
    path = address_of(page, GOAL)
    go(page, path)
    words = [f"sana{number}x{n}" for n in range(random.randint(3, 12))]
    type_at_end(page, " " + " ".join(words))
    page.context.clear_cookies()
    page.goto("about:blank")
    page.goto(path)
    page.get_by_label("Käyttäjätunnus").fill("viestinta")
    page.get_by_label("Salasana").fill("viestinta-demo")
    page.get_by_role("button", name="Kirjaudu sisään").click()
    page.wait_for_url(f"**{path}")
    page.get_by_role("button", name="Palauta", exact=True).click()
    page.get_by_text("Luonnos tallennettu.").first.wait_for()
    assert words[-1] in page.get_by_role("textbox", name="Teksti").inner_text()


def test_nobody_elses_text_is_offered_and_a_log_out_forgets_it(log_in):
    page = log_in("viestinta")
    path = address_of(page, GOAL)
    go(page, path)
    type_at_end(page, " Omaa tekstiä.")
    assert page.evaluate(COPIES) == 1
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/hallinta/")
    page.get_by_text("Sinulla on tallentamatonta tekstiä").wait_for()
    page.evaluate("() => document.querySelector('form[action$=\"/logout/\"]').requestSubmit()")
    page.wait_for_load_state()
    assert page.evaluate(COPIES) == 0


WIDTHS = [(390, 700), (768, 900), (1280, 800), (640, 400)]  # the last is 1280 at 200 %


@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_the_save_bar_is_on_the_screen(log_in, width, height):
    page = log_in("sihteeri", width=width, height=height)
    for path in (address_of(page, GOAL), "/hallinta/kokouslista/uusi/"):
        page.goto(path)
        bar = page.locator("footer.footer, .save-bar").last
        bar.wait_for()
        box = bar.bounding_box()
        assert box["y"] >= 0, path
        assert box["y"] + box["height"] <= height + 1, path
        assert box["x"] >= 0, path
        assert box["x"] + box["width"] <= width + 1, path


def test_a_waiting_text_takes_no_words(log_in):
    page = log_in("viestinta")
    path = address_of(page, GOAL)
    go(page, path)
    type_at_end(page, " Lähetettävä.")
    page.get_by_role("button", name="Muut toiminnot", exact=True).last.click()
    page.get_by_role("button", name=re.compile("Lähetä .*hyväksyttäväksi")).click()
    page.wait_for_load_state()
    go(page, path)
    page.locator("fieldset.editing-locked").wait_for()
    page.wait_for_timeout(500)
    form = page.locator("form[data-edit-form]")
    assert form.locator("[contenteditable=true]").count() == 0
    assert form.locator(":is(input:not([type=hidden]), textarea, select):enabled").count() == 0
    page.get_by_role("button", name="Keskeytä hyväksyntä").click()
    page.get_by_text("Hyväksyntä on keskeytetty.").wait_for()
    read(page)
    assert form.locator("[contenteditable=true]").count() > 0
