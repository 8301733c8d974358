"""The editor's status line never claims that a text is being saved when it is not."""

import pytest
from playwright.sync_api import expect

from tests.browser.hands import address_of, go, wait_until
from tests.browser.test_room import SIZES

pytestmark = pytest.mark.needs("chromium")

GOAL = "Vahva viestintä"
SAVING = ".w-autosave-indicator__state--saving"
PAUSED = ".footer__save-warning"
OURS = ".editing-status"
# Everything the indicator shows from now on, kept for the test to read.
WATCH = """() => {
    const seen = window.seen = new Set();
    setInterval(() => {
        for (const state of document.querySelectorAll('.w-autosave-indicator__state')) {
            if (state.checkVisibility()) seen.add(state.innerText.trim());
        }
    }, 20);
    document.addEventListener('w-autosave:save', () => seen.add('tried'));
    document.addEventListener('w-autosave:success', () => seen.add('stored'));
}"""
IS_PAUSED = "() => document.querySelector('.footer__save-warning').innerText.includes('tauolla')"
WHOLE = """(box) => {
    const { left, right, bottom } = box.getBoundingClientRect();
    return left >= 0 && right <= innerWidth && bottom <= innerHeight
        && box.scrollWidth <= box.clientWidth && box.scrollHeight <= box.clientHeight;
}"""


def title(page):
    return page.get_by_role("textbox", name="Otsikko", exact=False).first


def text(page):
    return page.get_by_role("textbox", name="Teksti")


def type_until(page, question):
    """Type on until the answer is true: Wagtail ignores what is typed in the first seconds."""
    for _ in range(60):
        text(page).press("End")
        page.keyboard.type(".")
        text(page).blur()
        if page.evaluate(question):
            return
        page.wait_for_timeout(1000)
    pytest.fail(f"{page.url}: never true: {question}")


def without_title(page):
    """Empty the title and type on until the autosave reports that it pauses."""
    go(page, address_of(page, GOAL))
    title(page).fill("")
    type_until(page, IS_PAUSED)


@pytest.fixture
def faulty(log_in):
    """Yield an editor that was returned with an error: the title is missing."""
    page = log_in("viestinta")
    go(page, address_of(page, GOAL))
    title(page).fill("")
    page.get_by_role("button", name="Tallenna", exact=True).click()
    page.locator(".messages .error").first.wait_for()
    page.evaluate(WATCH)
    return page


def test_beside_a_fault_nothing_is_said_to_be_saved(faulty):
    type_until(faulty, "() => window.seen.has('tried')")
    faulty.wait_for_timeout(1000)
    seen = set(faulty.evaluate("() => [...window.seen]"))
    assert not seen & {"Tallennetaan…", "Tallennettu", "stored"}


def test_once_the_fault_is_mended_it_says_what_is_done(faulty):
    title(faulty).fill(GOAL)
    type_until(faulty, "() => window.seen.has('stored')")
    wait_until(faulty, "() => window.seen.has('Tallennettu')")
    type_until(faulty, "() => window.seen.has('Tallennetaan…')")


def test_a_pause_is_told_in_whole_words(log_in):
    page = log_in("viestinta")
    without_title(page)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        wait_until(page, f"() => ({WHOLE})(document.querySelector('{PAUSED}'))")
        expect(page.locator(SAVING)).to_be_hidden()


def test_our_own_sentence_stands_alone(log_in):
    page = log_in("viestinta")
    without_title(page)
    page.evaluate("() => editing.say('Istuntosi on päättynyt.')")
    assert page.locator(OURS).inner_text() == "Istuntosi on päättynyt."
    assert not page.locator(PAUSED).is_visible()
    assert not page.locator(".w-autosave-indicator").is_visible()
    page.evaluate("() => editing.say('')")
    assert not page.locator(OURS).is_visible()
    assert page.locator(PAUSED).is_visible()


def hold_answers(page, seconds):
    """Let the server store an autosave of a new page, but delay its answer."""

    def hold(route):
        if "application/json" not in route.request.headers["accept"]:
            route.continue_()
            return
        answer = route.fetch()
        page.wait_for_timeout(1000 * seconds)
        route.fulfill(response=answer)

    page.route("**/add/home/**", hold)


def autosave(page):
    """Type on until the autosave has begun: Wagtail ignores the first words typed."""
    for _ in range(30):
        page.get_by_role("textbox", name="Johdanto").press_sequentially("Sana ")
        if page.evaluate("() => window.seen.has('tried')"):
            return
        page.wait_for_timeout(1000)
    pytest.fail("The autosave never began")


def test_a_save_waits_for_the_autosave_of_a_new_page(log_in):
    """Otherwise the page would be created twice, and the second refused for its address."""
    page = log_in("viestinta")
    page.goto("/hallinta/news/")
    page.get_by_role("link", name="Lisää tiedote").first.click()
    page.get_by_role("button", name="Lisää lohko").first.wait_for()
    page.evaluate(WATCH)
    hold_answers(page, 3)
    title(page).fill("Yksi ainoa luonnos")
    autosave(page)
    page.get_by_role("button", name="Tallenna", exact=True).click()
    page.get_by_text("Luonnos tallennettu.").first.wait_for()
    page.goto("/hallinta/pages/search/?q=Yksi ainoa luonnos")
    assert page.get_by_role("link", name="Yksi ainoa luonnos", exact=True).count() == 1
