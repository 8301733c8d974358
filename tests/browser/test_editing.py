"""The path from a draft to the public page for editors and the chair, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.hands import edit, go, read, save, send, write
from tests.papers import pdf

pytestmark = pytest.mark.needs("chromium")

MINUTES = pdf("Pöytäkirja: kokous pidettiin.")
GOAL = "/tavoitteet/vahva-viestinta/"


def public(window, path):
    """Return the page as a reader without an account sees it."""
    page = window()
    page.goto(path)
    text = page.locator("main").inner_text()
    page.context.close()
    return text


def of_version(page, number, place):
    """Return the actions on a version, by its place in the history: 0 is the newest."""
    go(page, f"/hallinta/pages/{number}/history/")
    page.locator("main table .w-dropdown__toggle").nth(place).click()


def test_a_goal_is_changed_compared_restored_sent_and_approved(window, log_in):
    before = public(window, GOAL)
    editor = log_in("viestinta")
    number = edit(editor, "Vahva viestintä")
    write(editor, number, "Viestimme uudella tavalla.")
    write(editor, number, "Viestimme aivan toisin.")
    assert public(window, GOAL) == before

    of_version(editor, number, 1)
    editor.get_by_role("link", name="Vertaa nykyiseen versioon").click()
    editor.wait_for_url("**/compare/**")
    read(editor)
    changes = editor.locator("main table")
    assert "uudella tavalla" in changes.locator(".deletion").inner_text()
    assert "aivan toisin" in changes.locator(".addition").inner_text()

    of_version(editor, number, 1)
    editor.get_by_role("link", name="Tarkastele ja palauta").click()
    assert (
        editor.get_by_role("textbox", name="Teksti").input_value() == "Viestimme uudella tavalla."
    )
    read(editor)
    editor.get_by_role("button", name="Korvaa nykyinen luonnos").click()
    editor.get_by_text("Aiempi versio on palautettu luonnokseksi.").first.wait_for()
    history = go(editor, f"/hallinta/pages/{number}/history/")
    assert history.count("Viivi Viestijä") >= 3
    assert public(window, GOAL) == before

    go(editor, f"/hallinta/pages/{number}/edit/")
    send(editor)
    assert "Vahva viestintä" in waiting(editor, "Odottaa muita")
    assert public(window, GOAL) == before

    approve(log_in("puheenjohtaja"), number, "Vahva viestintä")
    assert "Viestimme uudella tavalla." in public(window, GOAL)
    history = go(editor, f"/hallinta/pages/{number}/history/")
    assert "Pertti Puhenuija" in history
    assert "Hyväksytty" in history


def waiting(page, heading):
    """Return the rows under a heading of the dashboard."""
    go(page, "/hallinta/")
    return (
        page.locator("section").filter(has=page.get_by_role("heading", name=heading)).inner_text()
    )


def approve(chair, number, title):
    """The chair finds a waiting text on the dashboard, reads it and approves it."""
    assert title in waiting(chair, "Odottaa sinua")
    chair.get_by_role("listitem").filter(has_text=title).get_by_role(
        "link", name="Lue ja hyväksy"
    ).click()
    chair.wait_for_url("**/hallinta/hyvaksy/*/")
    read(chair)
    chair.get_by_role("radio", name="Hyväksyn").check()
    chair.get_by_role("button", name="Vahvista", exact=True).click()
    chair.get_by_text("on nyt julkinen").wait_for()
    read(chair)


def test_a_meeting_is_no_more_than_a_date_and_a_file(window, log_in):
    secretary = log_in("sihteeri")
    go(secretary, "/hallinta/kokouslista/uusi/")
    read(secretary)
    secretary.get_by_label("Päivä").first.fill("14.9.2023")
    minutes = {"name": "Pöytäkirja.pdf", "mimeType": "application/pdf", "buffer": MINUTES}
    secretary.locator("form").get_by_label("Tiedostot").set_input_files(minutes)
    save(secretary)
    send(secretary)

    chair = log_in("puheenjohtaja", width=390, height=700)
    number = edit(chair, "Kokous 14.9.2023")
    approve(chair, number, "Kokous 14.9.2023")
    text = public(window, "/kokoukset/2023-09-14/")
    assert "Kokous 14.9.2023" in text
    assert "Pöytäkirja" in text
    reader = window()
    reader.goto("/kokoukset/2023-09-14/")
    address = reader.get_by_role("link", name="Pöytäkirja", exact=True).get_attribute("href")
    assert reader.request.get(address).body() == MINUTES


SCREENS = [
    "/hallinta/",
    "/hallinta/meetings/",
    "/hallinta/statements/",
    "/hallinta/news/",
    "/hallinta/pages/",
    "/hallinta/documents/",
    "/hallinta/images/",
    "/hallinta/raportit/puuttuvat-tiedostot/",
    "/hallinta/account/",
]


@pytest.mark.parametrize("username", ["viestinta", "sihteeri", "puheenjohtaja"])
def test_every_screen_of_every_role_is_finnish(log_in, username):
    page = log_in(username)
    go(page, "/hallinta/")
    menu = page.locator("nav a[href^='/hallinta/']").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    assert len(menu) > 4
    for path in sorted({*menu, *SCREENS} - {"/hallinta/logout/"}):
        response = page.goto(path)
        if response.status == 200:
            read(page)


def test_the_dashboard_is_accessible(log_in):
    page = log_in("viestinta")
    go(page, "/hallinta/")
    results = Axe().run(page, context=".dashboard")
    assert results.violations_count == 0, results.generate_report()
