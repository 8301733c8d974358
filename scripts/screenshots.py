"""`make screenshots`: take the pictures of README.md and docs/editors.md.

Starts a demo site, follows the editors' guide in a real browser, and takes pictures on the way. All
pictures are replaced; the demo site is thrown away.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import typst
from PIL import Image
from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
COLOURS = 128  # enough for a page without photographs, and keeps files small
SETTLING = 2  # seconds for the admin's scripts to render
PATIENCE = 60_000  # milliseconds, for a busy machine
MEETING_DAY = "10.2.2027"
NEW_TEXT = "Viestimme selkeästi järjestöille, yhteistyökumppaneille ja verkostoille."


def main():
    IMAGES.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE)
    with demo_site() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        picture_site(browser, address)
        picture_log_in(browser, address)
        picture_editing(browser, address)
        picture_meeting(browser, address)
        picture_approval(browser, address)
        picture_term(browser, address)
        browser.close()


def find_browser() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or sys.exit("Chromium is needed. On Debian and Ubuntu: apt install chromium")


# The site


@contextmanager
def demo_site():
    """Yield the address of a fresh demo site, which is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="pictures-", ignore_cleanup_errors=True) as data:
        port = free_port()
        command = [sys.executable, ROOT / "scripts" / "run.py"]
        site = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"PORT": str(port), "DATA_DIR": data, "DEBUG": ""}
        )
        try:
            yield wait_for_site(f"http://127.0.0.1:{port}", site)
        finally:
            site.terminate()
            site.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_site(address, site, seconds=180):
    for _ in range(seconds):
        time.sleep(1)
        try:
            with urllib.request.urlopen(address):  # noqa: S310 - our own address
                return address
        except OSError:
            if site.poll() is not None:
                break
    sys.exit("The demo site did not start.")


# Pictures


@contextmanager
def visit(browser, address, *, role="", size=DESK, **options):
    """Yield a browser page of the site, logged in to the admin if a role is given."""
    context = browser.new_context(
        base_url=address, viewport=size, locale="fi-FI", reduced_motion="reduce", **options
    )
    page = context.new_page()
    if role:
        page.goto("/hallinta/login/")
        page.get_by_label("Käyttäjätunnus").fill(role)
        page.get_by_label("Salasana").fill(f"{role}-demo")
        page.get_by_role("button", name="Kirjaudu sisään").click()
        page.wait_for_url("**/hallinta/")
    yield page
    context.close()


def take_screenshot(page, name):
    """Save what the window shows, with few colours."""
    time.sleep(SETTLING)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(IMAGES / f"{name}.png", optimize=True)


# Scenes


def picture_site(browser, address):
    """Take pictures of the public pages."""
    pages = {
        "representatives": "/edustajat/",
        "meeting": "/kokoukset/esimerkkikokous-2024-03-13/",
        "search": "/haku/?q=kumppanuustalo",
        "front": "/",
    }
    with visit(browser, address) as page:
        for name, path in pages.items():
            page.goto(path)
            take_screenshot(page, name)
    with visit(browser, address, color_scheme="dark") as page:
        page.goto("/")
        take_screenshot(page, "front-dark")
    with visit(browser, address, size=PHONE) as page:
        page.goto("/")
        take_screenshot(page, "front-phone")


def picture_log_in(browser, address):
    with visit(browser, address) as page:
        page.goto("/hallinta/login/")
        take_screenshot(page, "login")


def picture_editing(browser, address):
    """Take pictures while communications change a goal and send it to the chair."""
    with visit(browser, address, role="viestinta") as page:
        page.goto("/hallinta/meetings/")
        take_screenshot(page, "meetings")
        page.goto("/tavoitteet/vahva-viestinta/")
        page.get_by_role("link", name="Muokkaa tätä sivua").click()
        page.locator("#id_text").fill(NEW_TEXT)
        page.locator("footer").get_by_role("button", name="Tallenna", exact=True).click()
        expect(page.get_by_text("Luonnos tallennettu").first).to_be_visible()
        page.reload()
        take_screenshot(page, "editor")
        picture_history(page)
        page.goto("/hallinta/")
        take_screenshot(page, "dashboard")
        page.get_by_role("link", name="Jatka: Vahva viestintä").click()
        press_send(page)


def picture_history(page):
    """Take pictures of the page's history and of its latest change."""
    page.goto(page.url.replace("/edit/", "/history/"))
    take_screenshot(page, "history")
    page.get_by_role("button", name="Toiminnot").first.click()
    page.get_by_role("link", name="Vertaa edelliseen versioon").click()
    take_screenshot(page, "compare")


def press_send(page):
    """Send the open page to the chair."""
    time.sleep(SETTLING)
    page.get_by_role("button", name="Lähetä Pertille").click()
    expect(page.get_by_text("Lähetetty puheenjohtajan hyväksyttäväksi").first).to_be_visible()


def picture_meeting(browser, address):
    """Take pictures while the secretary creates a meeting with its invitation."""
    with visit(browser, address, role="sihteeri") as page:
        page.get_by_role("link", name="Kutsu kokous").click()
        page.locator("#id_date").focus()
        time.sleep(SETTLING)
        page.locator("#id_date").fill(MEETING_DAY)
        page.locator("#id_date").blur()  # closes the calendar
        page.locator("#id_place").fill("Kumppanuustalo Esimerkki")
        page.get_by_label("Tiedostot").set_input_files(
            {"name": "kutsu.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
        )
        page.evaluate("scrollTo(0, 0)")
        take_screenshot(page, "new-meeting")
        page.get_by_role("button", name="Tallenna", exact=True).click()
        page.wait_for_url("**/edit/", timeout=PATIENCE)
        press_send(page)


def a_pdf() -> bytes:
    return typst.compile(b"= Kutsu\nEsimerkki")


def picture_approval(browser, address):
    """Take pictures while the chair opens what waits and reads it as readers will."""
    with visit(browser, address, role="puheenjohtaja") as page:
        take_screenshot(page, "chair")
        waiting = page.get_by_role("listitem").filter(has_text="Vahva viestintä")
        waiting.get_by_role("link", name="Lue ja hyväksy").click()
        page.set_viewport_size(PHONE)
        take_screenshot(page, "approval")


def picture_term(browser, address):
    """Take a picture of the secretary's view of the council's members."""
    with visit(browser, address, role="sihteeri") as page:
        page.goto("/hallinta/snippets/networks/term/")
        page.get_by_role("link", name="Muokkaa kokoonpanoa").first.click()
        take_screenshot(page, "term")


if __name__ == "__main__":
    main()
