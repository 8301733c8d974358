"""Makes the pictures of README.md and docs/editors.md: `make screenshots`.

Starts a demo site of its own, does in a real browser what the guide tells, and takes pictures on
the way. The pictures are replaced as a whole; the demo site is thrown away.
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
COLOURS = 128  # enough for a page without photographs, and a small file
SETTLING = 2  # seconds in which the admin's scripts draw their parts
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
    """The address of a fresh demo site, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="pictures-", ignore_cleanup_errors=True) as data:
        port = free_port()
        command = [sys.executable, ROOT / "scripts" / "run.py"]
        site = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"PORT": str(port), "DATA_DIR": data, "DEBUG": ""}
        )
        try:
            yield wait_for(f"http://127.0.0.1:{port}", site)
        finally:
            site.terminate()
            site.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address, site, seconds=180):
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
    """A page of the site for a reader, or of the admin for someone who has logged in."""
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


def take(page, name):
    """Writes what the window shows, in few colours."""
    time.sleep(SETTLING)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(IMAGES / f"{name}.png", optimize=True)


def more_actions(page):
    page.locator("footer").get_by_role("button", name="Muut toiminnot").click()


# What is pictured


def picture_site(browser, address):
    """The public pages."""
    pages = {
        "representatives": "/edustajat/",
        "meeting": "/kokoukset/esimerkkikokous-2024-03-13/",
        "search": "/haku/?q=kumppanuustalo",
        "front": "/",
    }
    with visit(browser, address) as page:
        for name, path in pages.items():
            page.goto(path)
            take(page, name)
    with visit(browser, address, color_scheme="dark") as page:
        page.goto("/")
        take(page, "front-dark")
    with visit(browser, address, size=PHONE) as page:
        page.goto("/")
        take(page, "front-phone")


def picture_log_in(browser, address):
    with visit(browser, address) as page:
        page.goto("/hallinta/login/")
        take(page, "login")


def picture_editing(browser, address):
    """Communications change a goal and send it to the chair."""
    with visit(browser, address, role="viestinta") as page:
        page.goto("/hallinta/meetings/")
        take(page, "meetings")
        page.goto("/tavoitteet/vahva-viestinta/")
        page.get_by_role("link", name="Muokkaa tätä sivua").click()
        page.locator("#id_text").fill(NEW_TEXT)
        page.locator("footer").get_by_role("button", name="Tallenna luonnos").click()
        expect(page.get_by_text("on tallennettu")).to_be_visible()
        page.reload()
        take(page, "editor")
        picture_history(page)
        page.goto("/hallinta/")
        take(page, "dashboard")
        page.get_by_role("link", name="Vahva viestintä").first.click()
        send(page, "submit")


def picture_history(page):
    """The history of the page that is being edited, and what the last change was."""
    page.goto(page.url.replace("/edit/", "/history/"))
    take(page, "history")
    page.get_by_role("button", name="Toiminnot").first.click()
    page.get_by_role("link", name="Vertaa edelliseen versioon").click()
    take(page, "compare")


def send(page, name=""):
    """Sends what is open to the chair; the picture shows where the button is."""
    time.sleep(SETTLING)
    more_actions(page)
    if name:
        take(page, name)
    page.get_by_role("button", name="Lähetä puheenjohtajalle hyväksyttäväksi").click()
    expect(page.get_by_text("Lähetetty puheenjohtajan hyväksyttäväksi").first).to_be_visible()


def picture_meeting(browser, address):
    """The secretary enters a meeting with its invitation."""
    with visit(browser, address, role="sihteeri") as page:
        page.get_by_role("link", name="Uusi kokous").click()
        page.locator("#id_date").focus()
        time.sleep(SETTLING)
        page.locator("#id_date").fill(MEETING_DAY)
        page.locator("#id_date").blur()  # closes the calendar
        page.locator("#id_place").fill("Kumppanuustalo Esimerkki")
        page.get_by_label("Tiedostot").set_input_files(
            {"name": "kutsu.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
        )
        page.evaluate("scrollTo(0, 0)")
        take(page, "new-meeting")
        page.get_by_role("button", name="Tallenna luonnos").click()
        page.wait_for_url("**/edit/", timeout=PATIENCE)
        send(page)


def a_pdf() -> bytes:
    return typst.compile(b"= Kutsu\nEsimerkki")


def picture_approval(browser, address):
    """The chair sees what waits, opens it and reads it as readers will."""
    with visit(browser, address, role="puheenjohtaja") as page:
        take(page, "chair")
        waiting = page.get_by_role("row").filter(has_text="Vahva viestintä")
        waiting.get_by_role("link", name="Lue ja hyväksy").click()
        page.set_viewport_size(PHONE)
        take(page, "approval")


def picture_term(browser, address):
    """The secretary looks at who sits in the council."""
    with visit(browser, address, role="sihteeri") as page:
        page.goto("/hallinta/snippets/networks/term/")
        page.get_by_role("link", name="Muokkaa kokoonpanoa").first.click()
        take(page, "term")


if __name__ == "__main__":
    main()
