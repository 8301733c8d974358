"""Actions of an editor in the admin, and the text that an editor reads there."""

import re
import time
from contextlib import contextmanager

import pytest

# Words that reveal English and are no Finnish words. Before a date "to" is Thursday, and after a
# genitive ("uuden", "tallennetun") or "vielä" "version" is Finnish.
VERSION = r"(?<!\w[aeouyäö]n )(?<!vielä )version"
ENGLISH = re.compile(
    r"\b(the|and|with|your|you|this|that|for|from|not|has|been|was|are|of|to(?! \d{1,2}\.)|by|"
    r"page|pages|save|saved|edit|editing|publish|published|unpublish|draft|add|delete|remove|"
    r"search|view|status|history|review|compare|submit|submitted|approve|approved|cancel|change|"
    r"changes|comment|comments|upload|choose|title|settings|help|close|open|more|show|hide|log|"
    rf"sign|user|date|live|current|revision|{VERSION}|workflow|task|tasks|preview|check|checks|"
    r"required|dashboard)\b",
    re.IGNORECASE,
)
# The submit button; its label may name the approver.
SEND = re.compile(r"^Lähetä (?!kommentti)")


def read(page):
    """Return all text on the screen, which has to be Finnish."""
    words = page.evaluate(
        """() => [document.body.innerText, ...[...document.querySelectorAll(
            '[title], [aria-label], [placeholder], img[alt]')].flatMap(
                e => ['title', 'aria-label', 'placeholder', 'alt'].map(a => e.getAttribute(a)))
        ].filter(Boolean).join('\\n')"""
    )
    lines = [line for line in words.splitlines() if ENGLISH.search(line)]
    assert not lines, f"{page.url}: {lines}"
    return words


@contextmanager
def new_mail(mails, address, *words, seconds=120):
    """Wait after the block for a new mail that contains all the words.

    Mails wait in the outbox and are sent a little later.
    """
    before = len(mails(address))
    yield
    for _ in range(seconds * 10):
        found = [mail for mail in mails(address)[before:] if all(word in mail for word in words)]
        if found:
            assert len(found) == 1, f"{len(found)} mails to {address} with {words}"
            return
        time.sleep(0.1)
    pytest.fail(f"No new mail to {address} with {words} came")


def go(page, path):
    page.goto(path)
    return read(page)


def save(page):
    page.get_by_role("button", name="Tallenna", exact=True).click()
    page.locator(".messages .success").first.wait_for()
    read(page)


def wait_until(page, question, seconds=60):
    """Poll a JavaScript function until it returns true.

    Playwright's own `wait_for_function` needs `unsafe-eval`, which the site's policy forbids.
    """
    for _ in range(seconds * 10):
        if page.evaluate(question):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{page.url}: never true: {question}")


def type_day(field, text):
    """Type a day and leave the field, as people do."""
    field.fill(text)
    field.blur()


def send(page):
    """Send the page to the chair by the button of the save bar."""
    with page.expect_navigation():
        page.get_by_role("button", name=SEND).click()
    return read(page)


def edit(page, title):
    """Find a page by the admin's own search and open its editor, as an editor would."""
    go(page, f"/hallinta/pages/search/?q={title}")
    page.get_by_role("link", name=title, exact=True).first.click()
    page.wait_for_url(re.compile(r"/hallinta/pages/\d+/(edit/)?$"))
    return re.search(r"/pages/(\d+)/", page.url)[1]


def address_of(page, title):
    """Return the address of the editor of the first page that the admin's search finds."""
    page.goto(f"/hallinta/pages/search/?q={title}")
    link = page.get_by_role("link", name=title, exact=True).first
    return re.sub(r"(/pages/\d+/).*", r"\1edit/", link.get_attribute("href"))


def write(page, number, text):
    go(page, f"/hallinta/pages/{number}/edit/")
    page.get_by_role("textbox", name="Teksti").fill(text)
    save(page)
