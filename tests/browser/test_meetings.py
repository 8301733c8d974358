"""The secretary's work with meetings, counted in actions, and its screens."""

import base64
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.hands import SEND, read, type_day
from tests.meetings.minutes.corpus.word import p, word
from tests.papers import pdf, zipped

pytestmark = pytest.mark.needs("chromium")

PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
TITLES = ("Kokouksen avaus", "Avustusten periaatteet", "Yhteistyöpäivä", "Tilat", "Ilmoitusasiat")
SIX_PAGES = word(
    p("Pöytäkirja 7.11.2023", "Title"),
    p("Aika: 7.11.2023 klo 13.00–15.00"),
    *(
        line
        for number, title in enumerate(TITLES, start=1)
        for line in (
            p(f"{number} § {title}", "Heading1"),
            *[p("Verkostot kertoivat, miten yhdistykset voivat. " * 12)] * 5,
            p("Päätös: Hyväksyttiin ehdotus." if number > 1 else "Kokous avattiin."),
            PAGE_BREAK,
        )
    ),
)


class Secretary:
    """Counts what the secretary does: every click, every text typed, every choice of files."""

    def __init__(self, page):
        self.page, self.actions = page, 0

    def click(self, role, name):
        self.actions += 1
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name).last.click()

    def type(self, label, text):
        self.actions += 1
        self.page.get_by_label(label).first.fill(text)

    def choose(self, label, name, content):
        self.actions += 1
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        self.page.locator("form").get_by_label(label).set_input_files(file)

    def send(self):
        self.click("button", SEND)
        self.page.get_by_text("Lähetetty puheenjohtajan hyväksyttäväksi").wait_for()
        read(self.page)


@pytest.fixture
def secretary(log_in):
    page = log_in("sihteeri")
    page.goto("/hallinta/")
    return Secretary(page)


NEW_MEETING = "/hallinta/kokouslista/uusi/"


def new_meeting(secretary, day):
    secretary.page.goto(NEW_MEETING)
    secretary.actions += 2  # the menu and the button
    type_day(secretary.page.get_by_label("Päivä").first, day)


def test_an_old_meeting_with_one_paper(secretary):
    new_meeting(secretary, "5.10.2023")
    secretary.choose("Tiedostot", "ptk_05102023.pdf", pdf("Pöytäkirja 5.10.2023"))
    secretary.click("button", re.compile("^Tallenna$"))
    secretary.send()
    assert secretary.actions <= 6


def test_a_new_meeting_needs_no_more_than_its_day(secretary):
    new_meeting(secretary, "12.5.2027")
    secretary.click("button", re.compile("^Tallenna$"))
    place = secretary.page.locator("input[name='place']").input_value()
    assert "Esimerkki" not in place, "nothing of the invented meeting is proposed"
    secretary.send()
    assert secretary.actions <= 5


def test_minutes_of_six_pages(secretary):
    new_meeting(secretary, "7.11.2023")
    secretary.click("button", re.compile("^Tallenna$"))
    secretary.page.goto("/hallinta/")

    secretary.actions = 0
    secretary.click("link", re.compile("^Kokoukset$"))
    secretary.click("link", re.compile("^Kokous 7.11.2023$"))
    secretary.click("link", "Tuo pöytäkirja Wordista")
    secretary.choose("Word-tiedosto", "muistio.docx", SIX_PAGES)
    secretary.click("button", "Lue ja näytä ehdotus")
    found = [field.input_value() for field in secretary.page.get_by_label("Otsikko").all()]
    assert tuple(found) == TITLES
    secretary.click("button", "Tuo rastitetut luonnokseen")
    secretary.send()
    assert secretary.actions <= 8


DROP = """(place, files) => {
    const data = new DataTransfer();
    for (const [name, content] of files) {
        const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], name));
    }
    place.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
}"""
DROPPED = {
    "Kutsu.pdf": pdf("Kutsu kokoukseen"),
    "Liite 1.docx": word(p("Talousarvio")),
    "Pöytäkirja.pdf": pdf("Pöytäkirja"),
    "rikki.pdf": pdf("rikki")[:400],
    "ohjelma.pdf": b"MZ" + bytes(3000),
    "makrot.docx": zipped(**{"word/document.xml": "<d/>", "word/vbaProject.bin": "x"}),
    "pommi.docx": zipped(**{"word/document.xml": b" " * 70_000_000}),
    "tyhjä.pdf": b"",
}


def test_eight_files_are_dropped_at_once(secretary):
    page = secretary.page
    new_meeting(secretary, "6.12.2023")
    files = [(name, base64.b64encode(content).decode()) for name, content in DROPPED.items()]
    page.locator("[data-file-drop]").evaluate(DROP, files)
    expect(page.locator("[data-file-drop-list] li")).to_have_text(list(DROPPED))
    secretary.click("button", re.compile("^Tallenna$"))
    told = page.locator(".messages").inner_text()
    assert [name for name in DROPPED if f"{name}: " in told] == list(DROPPED)[3:]
    names = page.locator("input[name$='-title']").evaluate_all("all => all.map(f => f.value)")
    assert names == ["Kutsu", "Pöytäkirja", "Liite 1"]
    read(page)


LOOKS = ((1280, "light"), (320, "dark"))


def look(page):
    """Return the screen, in Finnish, in its own width and without a fault that axe finds."""
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        results = Axe().run(page)
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
    page.set_viewport_size({"width": 1280, "height": 800})
    read(page)


def test_the_screens_of_meetings_are_accessible(secretary):
    page = secretary.page
    page.goto(NEW_MEETING)
    look(page)
    secretary.click("link", "Vuoden kokoukset yhdellä kertaa")
    look(page)
    page.go_back()
    type_day(page.get_by_label("Päivä").first, "3.1.2024")
    secretary.choose("Tiedostot", "ptk.pdf", pdf("Pöytäkirja"))
    secretary.click("button", re.compile("^Tallenna$"))
    number = re.search(r"/pages/(\d+)/", page.url)[1]
    for screen in ("tiedostot", "osallistujat"):
        page.goto(f"/hallinta/kokous/{number}/{screen}/")
        look(page)
    page.goto(f"/hallinta/kokoukset/{number}/tuo-poytakirja/")
    look(page)
    secretary.choose("Word-tiedosto", "muistio.docx", SIX_PAGES)
    secretary.click("button", "Lue ja näytä ehdotus")
    look(page)
