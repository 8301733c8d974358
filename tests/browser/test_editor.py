"""The editor in a real browser: nothing typed is lost, and the save bar is always visible."""

import re
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.hands import SEND, address_of, go, read, send, wait_until
from tests.trials import seeded_random, trials

pytestmark = pytest.mark.needs("chromium")

GOAL = "Vahva viestintä"
COPIES = "() => Object.keys(localStorage).filter((key) => key.startsWith('editing:')).length"
LOG_OUT = "() => { document.querySelector('form[action$=\"/logout/\"]').requestSubmit(); }"
QUICK = "() => editing.beat()"


# Complaints of the browser after the session ended: the server refuses the editor's editing-session
# pings, and Wagtail reports the same refusal once more.
REFUSED = r"status of 40[13] \(\S+\) \[\S+{}\]$"
PRESENCE = r"/hallinta/editing-sessions/\S+/ping/"
SESSION_ENDED = [REFUSED.format(PRESENCE), rf"Error fetching {PRESENCE}"]


def type_at_end(page, text):
    field = page.get_by_role("textbox", name="Teksti")
    field.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)
    page.wait_for_timeout(1200)  # the device keeps a copy each second


def ended(page):
    """Delete the session, as when the server has dropped it or the browser its cookie."""
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
    def test_is_told_and_the_text_saved_after_a_log_in_beside(self, log_in, expected_complaints):
        expected_complaints += SESSION_ENDED
        page = log_in("viestinta")
        go(page, address_of(page, GOAL))
        type_at_end(page, " Ennen katkoa.")
        ended(page)
        type_at_end(page, " Katkon jälkeen.")
        log_in_beside(page, "viestinta")
        page.evaluate(QUICK)
        page.get_by_text("Olet taas kirjautunut").wait_for()
        wait_until(page, f"() => ({COPIES})() === 0")
        page.reload()
        text = page.get_by_role("textbox", name="Teksti").input_value()
        assert "Ennen katkoa. Katkon jälkeen." in text


def first_of(lists, part="/edit/"):
    """Return a locator of the first row's address in a list of the admin."""

    def find(page):
        page.goto(lists)
        return page.locator(f"main a[href*='{part}'], #main a[href*='{part}']").first.get_attribute(
            "href"
        )

    return find


FORMS = {
    "page": (lambda page: address_of(page, GOAL), "textarea[name=text]"),
    "statement": (first_of("/hallinta/statements/"), "#id_recipients"),
    "meeting": (first_of("/hallinta/meetings/"), "#id_place"),
    "rich text": (
        first_of("/hallinta/meetings/"),
        "[data-contentpath=summary] [contenteditable=true]",
    ),
    "person": (first_of("/hallinta/snippets/networks/person/"), "#id_last_name"),
    "roster": (
        first_of("/hallinta/snippets/networks/term/", "/kokoonpano/"),
        "input[name^=successor-]",
    ),
    "new meeting": (lambda page: "/hallinta/kokouslista/uusi/", "[name=place]"),
}


def cut_by_cookie(page):
    page.context.clear_cookies()


def cut_by_server(page):
    page.route("**/*", lambda route: route.fulfill(status=403, body="Ei oikeutta"))


def cut_by_log_out(page):
    page.evaluate(
        """() => fetch("/hallinta/logout/", {method: "POST", headers: {
            "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value}})"""
    )


CUTS = [cut_by_cookie, cut_by_server, cut_by_log_out]


def come_back(page, path):
    """Open the form again after a cut, with a login where required."""
    page.unroute_all()
    page.goto("about:blank")
    page.goto(path)
    name = page.get_by_label("Käyttäjätunnus")
    if name.count():
        name.fill("sihteeri")
        page.get_by_label("Salasana").fill("sihteeri-demo")
        page.get_by_role("button", name="Kirjaudu sisään").click()
        page.wait_for_url(f"**{path}")


# Seconds after which a typed word is certainly kept on the device.
SAFE_AFTER = 2


@pytest.mark.endurance
@pytest.mark.parametrize("number", range(trials(7, 100)))
def test_what_was_typed_comes_back_after_a_cut(log_in, number, expected_complaints):
    """A cut at any moment of typing in any form, in each of the ways in which a session ends."""
    expected_complaints += SESSION_ENDED
    random = seeded_random(f"cut {number}")
    find, selector = FORMS[list(FORMS)[number % len(FORMS)]]
    page = log_in("sihteeri")
    page.on("dialog", lambda dialog: dialog.accept())
    go(page, find(page))
    path = urlsplit(page.url).path
    field = page.locator(selector).first
    field.click()
    page.keyboard.press("Control+a")  # a field that an earlier cut has filled accepts no more
    begun, typed = time.monotonic(), []
    while len(typed) < 2 or time.monotonic() - begun < SAFE_AFTER + 1:
        typed.append((f"s{number}x{len(typed)}", time.monotonic()))
        page.keyboard.type(f" {typed[-1][0]}")
        page.wait_for_timeout(random.randint(50, 700))
    words = [word for word, when in typed if time.monotonic() - when > SAFE_AFTER]
    assert words
    CUTS[number % len(CUTS)](page)
    come_back(page, path)
    page.get_by_role("button", name="Palauta", exact=True).click()
    restored, text = expect(page.locator(selector).first), re.compile(".*".join(words), re.DOTALL)
    if "contenteditable" in selector:
        restored.to_contain_text(text)
    else:
        restored.to_have_value(text)


def hold_posts(route):
    """Let the server not see what is sent, and its sender wait."""
    if route.request.method != "POST":
        route.continue_()


def test_nobody_elses_text_is_offered_and_a_log_out_forgets_it(log_in):
    page = log_in("viestinta")
    path = address_of(page, GOAL)
    page.route(f"**{path}", hold_posts)  # the autosave would make the copy superfluous
    go(page, path)
    type_at_end(page, " Omaa tekstiä.")
    wait_until(page, f"() => ({COPIES})() === 1")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/hallinta/")
    page.get_by_text("Sinulla on tallentamatonta tekstiä").wait_for()
    with page.expect_navigation():
        page.evaluate(LOG_OUT)
    assert page.evaluate(COPIES) == 0


def save_by_button(page):
    page.get_by_role("button", name="Tallenna", exact=True).click()


def save_by_itself(page):
    page.wait_for_timeout(7000)  # the autosave has been tried by then
    page.get_by_role("button", name="Katso muutokset").click()


def save_by_sending(page):
    page.get_by_role("button", name=SEND).click()


def save_by_keyboard(page):
    page.keyboard.press("Control+s")


def save_a_copy_after_a_reload(page):
    page.wait_for_timeout(1200)
    page.reload()
    page.get_by_role("button", name="Palauta", exact=True).click()


WAYS = [
    save_by_button,
    save_by_itself,
    save_by_sending,
    save_by_keyboard,
    save_a_copy_after_a_reload,
]
PATTERNS = [(way, other) for other in (True, False) for way in WAYS]


@pytest.mark.endurance
@pytest.mark.parametrize("number", range(trials(3, 10)))
def test_no_save_is_silent_about_another(log_in, number):
    """Two people, or two tabs of one person, edit the same page, in ten patterns."""
    way, by_another = PATTERNS[number * trials(4, 1)]
    mine = log_in("viestinta")
    mine.on("dialog", lambda dialog: dialog.accept())
    path = address_of(mine, GOAL)
    theirs = log_in("sihteeri") if by_another else mine.context.new_page()
    theirs.goto(path)
    go(mine, path)
    type_at_end(theirs, f" Hänen{number}.")
    theirs.get_by_role("button", name="Tallenna", exact=True).click()
    theirs.get_by_text("Luonnos tallennettu.").first.wait_for()
    type_at_end(mine, f" Minun{number}.")  # afterwards: its autosave must not be the first to save
    way(mine)
    mine.get_by_role("heading", name="Samaan aikaan muutettu").wait_for()
    theirs.reload()
    assert f"Hänen{number}." in theirs.get_by_role("textbox", name="Teksti").input_value()
    for choice in mine.locator("input[value=mine]").all():
        choice.check()
    mine.get_by_role("button", name="Tallenna valinnat luonnokseen").click()
    mine.get_by_text("Luonnos tallennettu.").first.wait_for()
    assert f"Minun{number}." in mine.get_by_role("textbox", name="Teksti").input_value()


def test_what_is_typed_before_the_editor_listens_is_saved(log_in):
    """Wagtail takes a snapshot of the form two seconds after its start, and saves what differs."""
    page = log_in("viestinta")
    address = address_of(page, GOAL)
    page.goto(address, wait_until="domcontentloaded")
    field = page.get_by_role("textbox", name="Teksti")
    field.press("End")
    with page.expect_response(lambda a: a.request.method == "POST" and a.url.endswith("/edit/")):
        page.keyboard.type("Heti alussa.")
    page.reload()
    assert "Heti alussa." in field.input_value()


def test_a_tool_saves_what_was_typed_first(log_in):
    page = log_in("sihteeri")
    path = FORMS["meeting"][0](page)
    go(page, path)
    page.locator("#id_place").fill("Aivan uusi paikka")
    page.get_by_role("link", name="Merkitse osallistujat").click()
    page.wait_for_url("**/osallistujat/")
    page.goto(path)
    assert page.locator("#id_place").input_value() == "Aivan uusi paikka"


def test_a_waiting_text_takes_no_words(log_in):
    page = log_in("viestinta")
    path = address_of(page, GOAL)
    go(page, path)
    type_at_end(page, " Lähetettävä.")
    send(page)
    go(page, path)
    page.locator("fieldset.editing-locked").wait_for()
    page.wait_for_timeout(500)
    form = page.locator("form[data-edit-form]")
    expect(form.locator("[contenteditable=true]")).to_have_count(0)
    expect(form.locator(":is(input:not([type=hidden]), textarea, select):enabled")).to_have_count(0)
    page.get_by_role("button", name="Peru lähetys").click()
    page.get_by_text("Lähetys on peruttu.").wait_for()
    read(page)
    form.locator("textarea:enabled").first.wait_for()


ON_SCREEN = """(button) => {
    const { left, right, top, bottom } = button.getBoundingClientRect();
    const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return left >= 0 && right <= innerWidth && bottom <= innerHeight && button.contains(seen);
}"""
MOST_TABS = 10


def test_the_two_buttons_stay_on_the_screen_and_the_form_is_near(log_in):
    page = log_in("sihteeri")
    path = FORMS["meeting"][0](page)
    for width, height in [(1280, 800), (768, 1024), (390, 844), (640, 400), (320, 480)]:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(path)
        bar = page.locator(".save-acts")
        bar.wait_for()
        for button in (
            bar.get_by_role("button", name="Tallenna"),
            bar.locator("[name=action-submit]"),
        ):
            assert button.evaluate(ON_SCREEN), (width, height, button.text_content())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(MOST_TABS - 1):
        page.keyboard.press("Tab")
        if page.evaluate(
            "document.activeElement.matches('form[data-edit-form] :is(input, textarea)')"
        ):
            return
    pytest.fail("No field of the form has the focus")
