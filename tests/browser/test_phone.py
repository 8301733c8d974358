"""News from a phone: written with a picture, submitted, and approved by the mailed link."""

from io import BytesIO

import pytest
from PIL import Image

from tests.browser.hands import new_mail, read
from tests.browser.test_approving import CHAIR, LINK, PHONE, WRITER

pytestmark = pytest.mark.needs("chromium")

TITLE = "Puhelimella kirjoitettu tiedote"
MOST_TAPS_TO_SEND, MOST_TAPS_TO_APPROVE = 12, 3
# Touch targets that are cut off by the edge of the screen or of their own box.
OFF_SCREEN = """(element) => {
    const { left, right } = element.getBoundingClientRect();
    return left < 0 || right > innerWidth;
}"""


class Finger:
    """Taps only what is on the screen, and counts."""

    def __init__(self, page):
        self.page, self.taps = page, 0

    def tap(self, found):
        found.scroll_into_view_if_needed()
        assert not found.evaluate(OFF_SCREEN), found
        found.tap()
        self.taps += 1

    def button(self, name):
        self.tap(self.page.get_by_role("button", name=name).last)

    def link(self, name):
        self.tap(self.page.get_by_role("link", name=name).first)

    def write(self, label, text):
        self.tap(self.page.get_by_role("textbox", name=label).first)
        self.page.keyboard.type(text)


def jpeg() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (1200, 800), "maroon").save(stream, "JPEG")
    return stream.getvalue()


def add_picture(finger):
    page = finger.page
    finger.button("Lisää lohko")
    finger.tap(page.get_by_role("option", name="Kuva", exact=True))
    finger.button("Valitse kuva")
    finger.tap(page.get_by_role("tab", name="Tuo tiedosto"))
    file = {"name": "kuva.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
    page.locator(".modal input[type=file]").set_input_files(file)
    page.locator(".modal").get_by_role("textbox", name="Kuvaus").fill("Punainen pinta")
    finger.tap(page.locator(".modal").get_by_role("button", name="Tuo tiedosto"))
    page.locator(".modal").wait_for(state="detached")


def write_news(finger):
    page = finger.page
    page.goto("/hallinta/")
    finger.button("Avaa tai sulje sivupalkki")
    finger.link("Tiedotteet")
    page.wait_for_url("**/hallinta/news/")
    finger.link("Lisää tiedote")
    page.wait_for_url("**/add/**")
    page.get_by_role("button", name="Lisää lohko").first.wait_for()  # the form is drawn
    read(page)
    finger.write("Otsikko", TITLE)
    finger.write("Johdanto", "Tiedote syntyi bussissa.")
    add_picture(finger)


def send(finger):
    """Submit by the button beside the save button."""
    finger.button("Lähetä tarkistettavaksi")
    finger.page.locator(".messages .success").first.wait_for()
    read(finger.page)


# Wagtail's tabs look for their panels before the image chooser has drawn them.
EARLY_TABS = "Cannot find matching a matching panel"


def test_a_news_item_goes_from_one_phone_to_another_and_to_readers(
    log_in, window, mails, expected_complaints
):
    expected_complaints.append(EARLY_TABS)
    finger = Finger(log_in("viestinta", **PHONE))
    write_news(finger)
    with new_mail(mails, CHAIR, TITLE, "/hyvaksy/"):
        send(finger)
    assert finger.taps <= MOST_TAPS_TO_SEND

    chair = Finger(window(**PHONE))
    chair.page.goto(LINK.search(mails(CHAIR)[-1])[0])
    chair.taps += 1  # the link in the mail
    assert TITLE in read(chair.page)
    assert chair.page.get_by_role("img", name="Punainen pinta").is_visible()
    chair.tap(chair.page.get_by_role("radio", name="Hyväksyn"))
    with new_mail(mails, WRITER, "Hyväksytty ja julkaistu", TITLE):
        chair.button("Vahvista")
        chair.page.get_by_role("heading", name="Kiitos, hyväksyit tekstin").wait_for()
    assert chair.taps <= MOST_TAPS_TO_APPROVE
    chair.link("Avaa julkaistu sivu")
    chair.page.get_by_role("heading", name=TITLE).wait_for()
    assert chair.page.get_by_role("img", name="Punainen pinta").is_visible()


def test_the_kinds_of_block_stay_within_their_list(log_in):
    page = log_in("viestinta", **PHONE)
    page.goto("/hallinta/news/")
    page.get_by_role("link", name="Lisää tiedote").first.tap()
    page.get_by_role("button", name="Lisää lohko").last.tap()
    page.get_by_role("option").first.wait_for()
    frame = page.locator(".w-combobox-container").bounding_box()
    assert frame["x"] + frame["width"] <= PHONE["width"]
    for option in page.get_by_role("option").all():
        box = option.bounding_box()
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]
