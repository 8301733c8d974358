"""Representation: the screens of the staff, and a nomination from the call to the result."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from networks.sheet.columns import COLUMNS
from tests.browser import looks
from tests.browser.hands import SEND, type_day, wait_until
from tests.trials import trials

pytestmark = pytest.mark.needs("chromium")

LOOKS = [(320, "light"), (1280, "dark"), (320, "dark"), (1280, "light")][: trials(2, 4)]
CALL = "/edustajat/edustajat-mallilautakuntaan/"
NAMES = [column.name for column in COLUMNS]


def check(page, context="main"):
    looks.check(page, context, looks=LOOKS)


def go(page, path):
    page.goto(path)
    check(page)


def day(shift):
    return f"{timezone.localdate() + timedelta(shift):%d.%m.%Y}"


def open_roster(page):
    page.goto("/hallinta/snippets/networks/term/")
    page.get_by_role("link", name="Muokkaa kokoonpanoa").first.click()
    page.get_by_role("heading", name="Kokoonpano").wait_for()


@pytest.mark.endurance
def test_the_roster_and_its_spreadsheet(log_in):
    """Also with faults: none of it is stored."""
    page = log_in("sihteeri")
    open_roster(page)
    check(page)
    page.get_by_label("Päättyy:").first.fill("31.2.2024")
    page.get_by_label("Seuraaja:").first.fill("Veera Esimerkki")
    page.get_by_role("button", name="Tallenna", exact=True).click()
    page.get_by_role("link", name=re.compile(r"Päivää 31\.2\. ei ole")).click()
    wait_until(page, "() => document.activeElement.value === '31.2.2024'")
    check(page)

    with page.expect_navigation():
        page.get_by_role("link", name="Tuo taulukosta").click()
    check(page)
    row = dict.fromkeys(NAMES, "") | {"Paikka": "Uusi", "Etunimi": "Aino", "Sukunimi": "Esimerkki"}
    row |= {"Rooli": "jäsen", "Ryhmä": "Kunnat", "Alkaa": "1.1.2024"}
    bring(page, row | {"Ryhmä": "Kaupungit"})
    assert page.get_by_role("row", name=re.compile("2 Ryhmä")).is_visible()
    check(page)
    bring(page, row)
    page.get_by_role("heading", name="Uudet (1)").wait_for()
    check(page)


def bring(page, row):
    sheet = "\r\n".join(";".join(cells) for cells in (row.keys(), row.values()))
    file = {"name": "edustajat.csv", "mimeType": "text/csv", "buffer": sheet.encode()}
    page.get_by_label("Taulukko").set_input_files(file)
    with page.expect_navigation():
        page.get_by_role("button", name="Näytä muutokset").click()


@pytest.mark.endurance
def test_how_long_names_stay_and_where_they_are(log_in):
    page = log_in("puheenjohtaja")
    go(page, "/hallinta/raportit/sailytysajat/")
    page = log_in("sihteeri")
    page.goto("/hallinta/snippets/networks/person/")
    page.locator("main tbody .w-dropdown__toggle").first.click()
    page.get_by_role("link", name="Missä kaikkialla").first.click()
    page.get_by_role("heading", name="Missä kaikkialla").wait_for()
    check(page)


@pytest.mark.endurance
def test_somebody_is_named_from_the_call_to_the_result(log_in, window):
    staff = log_in("sihteeri")
    open_call(staff)
    approve(log_in("puheenjohtaja"), "Edustajat mallilautakuntaan")

    reader = window(width=390)
    for name in ("Saimi", "Otso"):
        propose(reader, name)

    go(staff, "/hallinta/ehdotukset/")
    go(staff, "/hallinta/nominations/")
    staff.locator("main").get_by_role("link", name="2", exact=True).click()
    staff.get_by_role("button", name="Tee luonnos nimetyistä").click()
    staff.get_by_text("Valitse ainakin yksi nimettävä.").wait_for()
    check(staff)
    staff.get_by_label("Saimi Ehdokas: nimetään").select_option("member")
    type_day(staff.get_by_role("textbox", name="Päätöksen päivä"), day(0))
    type_day(staff.get_by_role("textbox", name="Edustus alkaa"), day(1))
    staff.get_by_role("button", name="Tee luonnos nimetyistä").click()
    staff.wait_for_url("**/edit/")
    send(staff)
    approve(log_in("puheenjohtaja"), "Edustajat mallilautakuntaan")

    reader.goto("/edustajat/")
    reader.get_by_role("link", name="Edustajat muissa toimielimissä").click()
    text = reader.locator("main").inner_text()
    assert "Saimi Ehdokas" in text
    assert "Otso" not in text
    reader.goto(CALL)
    assert "Saimi Ehdokas" in reader.locator("main").inner_text()
    check(reader)


def open_call(page):
    page.goto("/hallinta/")
    page.get_by_role("button", name="Edustajat").click()
    page.get_by_role("link", name="Nimeämiset").click()
    page.get_by_role("link", name="Lisää nimeäminen").click()
    for field, text in {
        "title": "Edustajat mallilautakuntaan",
        "asked_by": "Mallimaan hyvinvointialue",
        "body_name": "Mallilautakunta",
        "criteria": "Kokemusta verkostotyöstä.",
    }.items():
        page.locator(f"#id_{field}").fill(text)
    type_day(page.locator("#id_opens_on"), day(-9))
    type_day(page.locator("#id_closes_on"), day(0))
    send(page)


def send(page):
    page.get_by_role("button", name=SEND).click()
    page.wait_for_url(re.compile(r"/hallinta/pages/\d+/$"))


def approve(page, title):
    page.goto("/hallinta/")
    line = page.get_by_role("listitem").filter(has_text=title)
    line.get_by_role("link", name="Lue ja hyväksy").click()
    page.get_by_role("radio", name="Hyväksyn").check()
    page.get_by_role("button", name="Vahvista", exact=True).click()
    page.get_by_text("on nyt julkinen").wait_for()


def propose(page, name):
    """Propose first without the candidate's consent, which is refused."""
    page.goto(CALL)
    for field, text in {
        "first_name": name,
        "last_name": "Ehdokas",
        "email": "ehdokas@example.org",
        "reasons": "Tuntee asian hyvin.",
        "proposer_name": "Veikko Ehdottaja",
        "proposer_email": "veikko@example.org",
    }.items():
        page.locator(f"[name={field}]").fill(text)
    page.get_by_role("button", name="Lähetä ehdotus").click()
    page.get_by_role("alert").get_by_text("joka on antanut suostumuksensa").wait_for()
    if name == "Saimi":
        check(page)
    page.locator("[name=agreed]").check()
    page.wait_for_timeout(3_500)
    page.get_by_role("button", name="Lähetä ehdotus").click()
    page.get_by_text("Kiitos, ehdotuksesi on vastaanotettu.").wait_for()
