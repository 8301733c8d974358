"""Public pages for readers: any width, light or dark, with a keyboard, without scripts."""

from collections import defaultdict

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.looks import STILL
from tests.sweep import REPRESENTATIVES
from tests.trials import trials

pytestmark = pytest.mark.needs("chromium")

# Every rule of axe, including target size, which is off by default.
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
NOT_THERE = "/ei/ole/taalla"
SEARCHES = ["/haku/", "/haku/?q=kokous", "/haku/?q=olematonta"]


@pytest.fixture(scope="module")
def one_of_each(addresses):
    """Return the first and the last page of each section, the search and the 404."""
    sections = defaultdict(list)
    for path in addresses:
        sections[path.strip("/").partition("/")[0], path.count("/")].append(path)
    chosen = {path for paths in sections.values() for path in paths[:1] + paths[-1:]}
    assert len(chosen) > 20
    return [*sorted(chosen), *SEARCHES, *REPRESENTATIVES, NOT_THERE]


def visit(page, path):
    response = page.goto(path)
    assert response.status == (404 if path == NOT_THERE else 200), path


WIDTHS = (320, 1280)


def schemes_for(number, width):
    """Return both schemes under ENDURANCE=1, otherwise one: the other at the other width."""
    place = (number + WIDTHS.index(width)) % 2
    return ("light", "dark")[trials(place, 0) : trials(place + 1, 2)]


@pytest.mark.endurance
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(window, one_of_each, width):
    page, axe, faults = window(width=width), Axe(), []
    for number, path in enumerate(one_of_each):
        visit(page, path)
        for scheme in schemes_for(number, width):
            page.emulate_media(color_scheme=scheme)
            page.evaluate(STILL)
            results = axe.run(page, options=RULES)
            assert results.response["passes"] or results.response["inapplicable"]
            if results.violations_count:
                faults.append(f"{path} {scheme}: {results.generate_report()}")
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults.append(f"{path} {scheme}: wider than {width} px")
    assert not faults, "\n".join(faults)


def test_the_contact_form_shows_its_faults_to_everyone(window, addresses):
    """The input is kept, each error is tied to its field, and axe agrees."""
    page = window(width=320, java_script_enabled=False)
    page.goto("/yhteydenotto/")
    page.get_by_label("Viestisi").fill("Hei! Milloin kokoonnutte?")
    page.get_by_role("button", name="Lähetä viesti").click()
    page.get_by_role("alert").wait_for()
    assert page.get_by_label("Viestisi").input_value() == "Hei! Milloin kokoonnutte?"
    assert page.get_by_label("Nimesi").get_attribute("aria-invalid") == "true"
    assert page.context.cookies() == []


def test_search_and_menu_work_without_scripts(window):
    page = window(width=320, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("searchbox", name="Mitä etsit?").fill("verkosto")
    page.get_by_role("button", name="Hae").click()
    page.wait_for_url("**/haku/?q=verkosto")
    page.locator(".search-results__list a").nth(3).wait_for()
    with page.expect_navigation():
        page.locator(".search-results__list a").first.click()
    assert page.locator("h1").is_visible()
    page.get_by_role("button", name="Valikko").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Kokoukset", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Kokoukset"


def focused(page):
    """Return the focused element in words, and whether it is visible."""
    return page.evaluate(
        """() => {
            const e = document.activeElement;
            const s = getComputedStyle(e), r = e.getBoundingClientRect();
            const ring = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
            const name = e.id === 'sisalto' ? 'sisalto' : (e.innerText || e.name || '').trim();
            return [name, (ring || s.boxShadow !== 'none') && r.width > 0 && r.bottom > 0];
        }"""
    )


def test_the_keyboard_passes_the_menu_and_then_goes_everywhere(window):
    page = window()
    page.goto("/kokoukset/")
    page.keyboard.press("Tab")
    assert focused(page) == ["Siirry sisältöön", True]
    page.keyboard.press("Enter")
    assert focused(page)[0] == "sisalto"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")

    page.goto("/kokoukset/")
    order = []
    for _ in range(20):
        page.keyboard.press("Tab")
        order.append(focused(page))
    names = [name for name, _ in order]
    assert {"q", "Hae", "Tavoitteet", "Kokoukset", "Ajankohtaista"} <= set(names)
    assert [name for name, visible in order if not visible] == []


def test_the_menu_of_a_phone_opens_and_closes_from_the_keyboard(window):
    page = window(width=320)
    page.goto("/kokoukset/")
    button = page.get_by_role("button", name="Valikko", exact=True)
    menu = page.get_by_role("link", name="Tavoitteet", exact=True)
    assert not menu.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    menu.wait_for()
    page.keyboard.press("Escape")
    menu.wait_for(state="hidden")


def test_forced_colours_leave_words_marks_and_focus_to_be_seen(window, one_of_each):
    page = window(forced_colors="active")
    for path in one_of_each[:6]:
        visit(page, path)
        assert page.locator("h1").is_visible()
    page.keyboard.press("Tab")
    assert focused(page)[1]


def test_a_printed_page_is_its_text(window, addresses):
    """On paper there is no menu, and nothing is cut off at the edge."""
    page = window(width=700)
    page.emulate_media(media="print")
    for path in ("/", "/edustajat/", next(path for path in addresses if "esimerkki" in path)):
        page.goto(path)
        assert page.locator("h1").is_visible()
        assert not page.get_by_role("navigation", name="Päävalikko").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_the_browser_itself_refuses_code_that_stands_in_a_page(browser, site):
    """The policy is not only sent but works: an inline script does not run."""
    page = browser.new_page()
    page.goto(site)
    page.evaluate(
        """() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';
                   document.body.append(s); }"""
    )
    assert page.evaluate("window.ran === undefined")
    page.close()
