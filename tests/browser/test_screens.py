"""Our own screens of the admin: accessible, in Finnish, at every width."""

import re

import pytest

from tests.browser.hands import address_of, edit, go, read
from tests.browser.looks import check
from tests.home.file_parsing.office_files import CODE, run, word, word_part

pytestmark = pytest.mark.needs("chromium")

COMMENTED = word(
    f"<w:p>{run('Näkyvä teksti')}</w:p>",
    **word_part("comments", f"<w:comment><w:p>{run(CODE)}</w:p></w:comment>"),
)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMER = "Tuomas Valtonen"  # his mandate has ended


def screen(path):
    return lambda page: path


def first_link(path, part):
    """Return a locator of the first link in a list that leads to a certain kind of screen."""

    def find(page):
        page.goto(path)
        return page.locator(f"main a[href*='{part}']").first.get_attribute("href")

    return find


def of_meeting(name):
    def find(page):
        number = re.search(r"/pages/(\d+)/", address_of(page, "Esimerkkikokous 1/2024"))[1]
        return f"/hallinta/kokous/{number}/{name}/"

    return find


def import_sheet(page):
    return first_link("/hallinta/snippets/networks/term/", "/kokoonpano/")(page) + "taulukko/"


def leaving_of_first_person(page):
    address = first_link("/hallinta/snippets/networks/person/", "/person/edit/")(page)
    number = re.search(r"/edit/(\d+)/", address)[1]
    return f"/hallinta/henkilo-lahtee/{number}/"


def bulk(act, *titles):
    """Return a locator of the page that confirms an action on several pages."""

    def find(page):
        numbers = [re.search(r"/pages/(\d+)/", address_of(page, title))[1] for title in titles]
        chosen = "&".join(f"id={number}" for number in numbers)
        return f"/hallinta/bulk/wagtailcore/page/{act}/?{chosen}&next=/hallinta/"

    return find


GOALS = ("Vahva viestintä", "Historia")
SCREENS = {
    ("viestinta", "dashboard"): screen("/hallinta/"),
    ("viestinta", "bulk sending"): bulk("submit", *GOALS),
    ("viestinta", "bulk deletion"): bulk("delete", *GOALS),
    ("viestinta", "bulk move"): bulk("move", *GOALS),
    ("puheenjohtaja", "dashboard of the chair"): screen("/hallinta/"),
    ("puheenjohtaja", "retention"): screen("/hallinta/raportit/sailytysajat/"),
    ("puheenjohtaja", "bulk unpublishing"): bulk("unpublish", *GOALS),
    ("sihteeri", "dashboard of the secretariat"): screen("/hallinta/"),
    ("sihteeri", "guide"): screen("/hallinta/opas/"),
    ("yllapito", "dashboard of the administration"): screen("/hallinta/"),
    ("sihteeri", "bin"): screen("/hallinta/roskakori/"),
    ("sihteeri", "files of a meeting"): of_meeting("tiedostot"),
    ("sihteeri", "whole paper"): of_meeting("yhtena"),
    ("sihteeri", "attendance"): of_meeting("osallistujat"),
    ("sihteeri", "call"): of_meeting("kutsu"),
    ("sihteeri", "agenda"): of_meeting("esityslista"),
    ("sihteeri", "one item of the agenda"): of_meeting("esityslista/2"),
    ("sihteeri", "after a meeting"): of_meeting("kokouksen-jalkeen"),
    ("sihteeri", "new meeting"): screen("/hallinta/kokouslista/uusi/"),
    ("sihteeri", "year"): first_link("/hallinta/kokouslista/uusi/", "/vuosi/"),
    ("sihteeri", "sheet"): import_sheet,
    ("sihteeri", "contact checks"): screen("/hallinta/yhteystietojen-tarkistus/"),
    ("sihteeri", "somebody leaves"): leaving_of_first_person,
    ("sihteeri", "new term"): screen("/hallinta/uusi-toimikausi/"),
    ("sihteeri", "open actions"): screen("/hallinta/raportit/avoimet-tehtavat/"),
    ("sihteeri", "one of the open actions"): first_link(
        "/hallinta/raportit/avoimet-tehtavat/", "/tehty/"
    ),
    ("sihteeri", "missing files"): screen("/hallinta/raportit/puuttuvat-tiedostot/"),
    ("sihteeri", "approval record"): screen("/hallinta/raportit/hyvaksynnat/"),
    ("sihteeri", "texts of files"): screen("/hallinta/raportit/asiakirjojen-teksti/"),
    ("sihteeri", "file"): first_link("/hallinta/documents/", "/documents/edit/"),
    ("sihteeri", "absences"): screen("/hallinta/poissaolot/"),
    ("sihteeri", "proposals"): screen("/hallinta/ehdotukset/"),
    ("sihteeri", "sessions"): screen("/hallinta/tili/istunnot/"),
    ("sihteeri", "second factor"): screen("/hallinta/tili/kaksivaiheinen/"),
    ("sihteeri", "authenticator app"): screen("/hallinta/tili/sovellus/"),
    ("sihteeri", "new passkey"): screen("/hallinta/tili/avaimet/uusi/"),
    ("sihteeri", "own details"): screen("/hallinta/tili/tiedot/"),
    ("sihteeri", "password"): screen("/hallinta/tili/salasana/"),
    ("yllapito", "approval settings"): screen("/hallinta/hyvaksyminen/"),
    ("yllapito", "pending changes"): screen("/hallinta/vahvistukset/"),
    ("yllapito", "changes of accounts"): screen("/hallinta/raportit/tilit/"),
    ("yllapito", "invitations"): screen("/hallinta/kayttajat/kutsut/"),
    ("yllapito", "invitation"): screen("/hallinta/kayttajat/kutsu/"),
}


def open_screen(page, path, username):
    """Open a screen, and confirm the user again where it requires that."""
    page.goto(path)
    if page.get_by_role("heading", name="Vahvista, että olet sinä").count():
        page.get_by_label("Salasana").fill(f"{username}-demo")
        page.get_by_role("button", name="Vahvista").click()
        page.wait_for_url(lambda url: "/vahvista/" not in url)
    return read(page)


@pytest.mark.parametrize(("username", "name"), SCREENS)
def test_a_screen_is_for_everybody(log_in, username, name):
    page = log_in(username)
    open_screen(page, SCREENS[username, name](page), username)
    check(page, name=name)


def test_who_asks_again_who_one_is(log_in):
    page = log_in("sihteeri")
    page.goto("/hallinta/tili/sovellus/")
    assert "Vahvista, että olet sinä" in read(page)
    check(page)


def test_the_removal_of_a_name_and_its_postponing(log_in):
    page = log_in("sihteeri")
    page.goto("/hallinta/snippets/networks/person/")
    page.get_by_role("row", name=re.compile(FORMER)).locator(".w-dropdown__toggle").click()
    page.get_by_role("link", name="Missä kaikkialla").first.click()
    page.get_by_role("heading", name="Missä kaikkialla").wait_for()
    check(page, name="places")
    places = page.url
    page.get_by_role("link", name="Poista nimi…").click()
    page.get_by_role("heading", name="Poista nimi kaikkialta").wait_for()
    read(page)
    check(page, name="removal")
    page.get_by_role("button", name="Poista nimi kaikkialta").click()
    page.get_by_text("Merkitse, että ymmärrät").wait_for()
    check(page, name="removal refused")
    go(page, f"{places}siirra/")
    page.get_by_role("button", name="Siirrä", exact=True).click()
    page.get_by_text("Tämä kenttä on pakollinen.").first.wait_for()
    check(page, name="postponing refused")


def test_a_deleted_draft_waits_in_the_bin(log_in):
    page = log_in("viestinta")
    go(page, "/hallinta/news/")
    page.get_by_role("link", name="Lisää tiedote").first.click()
    page.get_by_role("button", name="Lisää lohko").first.wait_for()  # the form is drawn
    page.get_by_role("textbox", name="Otsikko").first.fill("Roskakoriin menevä luonnos")
    page.get_by_role("textbox", name="Johdanto").fill("Tätä ei julkaista.")
    page.get_by_role("button", name="Tallenna", exact=True).click()
    page.wait_for_url("**/edit/")
    number = edit(page, "Roskakoriin menevä luonnos")
    go(page, f"/hallinta/pages/{number}/delete/")
    check(page, name="deletion")
    with page.expect_navigation():
        page.get_by_role("button", name="Kyllä, poista").click()
    go(page, "/hallinta/roskakori/")
    row = page.get_by_role("row", name=re.compile("Roskakoriin menevä luonnos"))
    check(page, name="full bin")
    with page.expect_navigation():
        row.get_by_role("button", name="Palauta").click()
    read(page)
    assert edit(page, "Roskakoriin menevä luonnos")


def test_a_change_waits_for_a_second_person(log_in):
    page = log_in("yllapito")
    open_screen(page, "/hallinta/hyvaksyminen/", "yllapito")
    page.get_by_label("Nimetty sijainen").select_option(label="Ei nimetty")
    vice_chair = page.get_by_label("Varapuheenjohtaja")
    other = vice_chair.locator("option", has_not_text="Pertti Puhenuija").last
    vice_chair.select_option(value=other.get_attribute("value"))
    page.get_by_role("button", name="Tallenna asetukset").click()
    page.get_by_text("Muutos odottaa toisen vahvistusta").wait_for()
    read(page)
    go(page, "/hallinta/vahvistukset/")
    page.locator("main table a").first.click()
    page.get_by_role("heading", name="Mitä muuttuu").wait_for()
    read(page)
    check(page, name="own change")
    path = page.url
    other = log_in("puheenjohtaja")
    go(other, "/hallinta/")
    check(other, name="dashboard with a change")
    open_screen(other, path, "puheenjohtaja")
    check(other, name="change to confirm")
    with page.expect_navigation():
        page.get_by_role("button", name="Peru pyyntö").click()
    check(page, name="cancelled change")


def test_what_is_found_in_a_file_and_its_cleaned_copy(log_in):
    page = log_in("viestinta")
    page.goto("/hallinta/documents/multiple/add/")
    file = {"name": "Kommentoitu.docx", "mimeType": DOCX, "buffer": COMMENTED}
    page.locator("input[type=file]").first.set_input_files(file)
    page.get_by_text("Asiakirja on lisätty.").wait_for()
    read(page)
    page.goto("/hallinta/documents/")
    page.get_by_role("link", name="Kommentoitu").first.click()
    page.get_by_role("heading", name="Mitä tiedostossa on").wait_for()
    clean = page.get_by_role("button", name="Tee puhdistettu kopio")
    for _ in range(240):
        if clean.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    read(page)
    check(page, name="findings")
    clean.click()
    page.get_by_text("Puhdistettu kopio on nyt tiedoston tilalla.").wait_for()
    check(page, name="cleaned")
