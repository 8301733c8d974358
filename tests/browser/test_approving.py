"""The chair's path from the mail to the published page, on a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.hands import edit, new_mail, read, send, write

pytestmark = pytest.mark.needs("chromium")

GOALS = "/tavoitteet/"
CHAIR, WRITER = "puheenjohtaja@example.org", "viestinta@example.org"
MOST_BYTES, MOST_TAPS = 100_000, 3
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
LINK = re.compile(r"/hyvaksy/\S+/")


@pytest.fixture
def sent(window, log_in, mails):
    """Submit a changed goal to the chair; return the link and the goal's key and words."""

    def send_goal(text):
        page = log_in("viestinta")
        title = goal_title(window)
        number = edit(page, title)
        write(page, number, text)
        with new_mail(mails, CHAIR, title, "/hyvaksy/"):
            send(page)
        page.context.close()
        return LINK.search(mails(CHAIR)[-1])[0], title

    return send_goal


def goal_title(window):
    page = window()
    page.goto(GOALS)
    title = page.locator("main li a").nth(2).inner_text()
    page.context.close()
    return title


def weigh(page):
    """Collect the sizes in bytes of every response of the page."""
    sizes = []
    page.on("response", lambda answer: sizes.append(len(answer.body()) if answer.ok else 0))
    return sizes


def test_from_the_mail_to_the_public_page(window, sent, mails):
    link, title = sent("Järjestöt ovat yhdenvertaisia kumppaneita.")
    phone = window(**PHONE)
    sizes, taps = weigh(phone), 0

    phone.goto(link)  # tapping the link in the mail
    taps += 1
    assert phone.get_by_role("heading", level=1).inner_text() == title
    assert "Järjestöt ovat yhdenvertaisia kumppaneita." in read(phone)
    assert phone.locator("ins, .change__rewritten").count()
    results = Axe().run(phone)
    assert results.violations_count == 0, results.generate_report()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert sum(sizes) <= MOST_BYTES

    phone.get_by_role("radio", name="Hyväksyn").tap()
    taps += 1
    with new_mail(mails, WRITER, "Hyväksytty ja julkaistu", title):
        phone.get_by_role("button", name="Vahvista").tap()
        taps += 1
        phone.get_by_role("heading", name="Kiitos, hyväksyit tekstin").wait_for()
    assert taps <= MOST_TAPS
    assert not phone.context.cookies()
    assert Axe().run(phone).violations_count == 0

    phone.get_by_role("link", name="Avaa julkaistu sivu").tap()
    phone.wait_for_url(f"**{GOALS}**")
    assert "Järjestöt ovat yhdenvertaisia kumppaneita." in phone.locator("main").inner_text()

    phone.goto(link)
    assert "Linkki on jo käytetty" in read(phone)
    assert Axe().run(phone).violations_count == 0


def test_asking_for_a_correction_keeps_what_was_written(window, sent, mails):
    link, title = sent("Tämä teksti kaipaa korjausta.")
    phone = window(**PHONE)
    phone.goto(link)
    phone.get_by_role("radio", name="Pyydän korjausta").tap()
    phone.get_by_role("button", name="Vahvista").tap()
    phone.get_by_role("alert").wait_for()
    assert "Kirjoita, mitä pitäisi korjata." in read(phone)
    phone.get_by_role("alert").get_by_role("link").tap()
    phone.keyboard.type("Lisää esimerkki.")
    assert phone.get_by_role("radio", name="Pyydän korjausta").is_checked()
    with new_mail(mails, WRITER, f"Korjattavaksi: {title}", "Lisää esimerkki."):
        phone.get_by_role("button", name="Vahvista").tap()
        phone.get_by_role("heading", name="Kiitos, pyysit korjausta").wait_for()


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("options", [{"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_an_unknown_link_says_what_to_do(window, width, options):
    page = window(width=width, **options)
    page.goto("/hyvaksy/arvaus/")
    assert "Linkki ei toimi" in read(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert Axe().run(page).violations_count == 0
