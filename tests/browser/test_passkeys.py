"""A passkey logs in as the second factor and confirms the user before a dangerous act."""

import re

import pytest

pytestmark = pytest.mark.needs("chromium")
DETAILS = "/hallinta/tili/tiedot/"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
# Submit the profile form as one opened long ago, with the token of this page.
SEND = """(values) => {
  const form = document.querySelector("form");
  const sent = document.createElement("form");
  sent.method = "post";
  sent.action = values.address;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  for (const [name, value] of Object.entries({ ...values.data, csrfmiddlewaretoken: token })) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    sent.append(field);
  }
  document.body.append(sent);
  sent.submit();
}"""


@pytest.fixture
def person(window, site, expected_complaints):
    """Yield a person of the demo with an authenticator for passkeys, which need a host name."""
    page = window()
    page.site = site.replace("127.0.0.1", "localhost")
    expected_complaints.append(rf": {re.escape(page.site)}/")  # the same site by its host name
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.device = session
    return page


def log_in(page, name="varahenkilo"):
    page.goto(f"{page.site}/hallinta/login/")
    page.get_by_label("Käyttäjätunnus").fill(name)
    page.get_by_label("Salasana").fill(f"{name}-demo")
    page.get_by_role("button", name="Kirjaudu sisään").click()


def add_key(page, name="varahenkilo"):
    page.goto(f"{page.site}/hallinta/tili/avaimet/uusi/")
    page.get_by_label("Salasana").fill(f"{name}-demo")
    page.get_by_role("button", name="Vahvista").click()
    page.get_by_label("Avaimen nimi").fill("Oma puhelin")
    page.get_by_role("button", name="Lisää").click()
    page.get_by_text("Avain on lisätty.").wait_for()


def log_in_by_key(page):
    page.context.clear_cookies()
    log_in(page)
    page.get_by_role("button", name="Käytä avainta").click()
    page.wait_for_url("**/hallinta/")


def send_details(page, first_name):
    """Submit the profile form without a recent confirmation."""
    page.goto(page.site + DETAILS)
    page.get_by_role("heading", name="Vahvista, että olet sinä").wait_for()
    data = {"first_name": first_name, "last_name": "Varahenkilö", "email": "vara@example.org"}
    page.evaluate(SEND, {"address": DETAILS, "data": data})
    page.get_by_text("Kirjoittamasi on tallessa").wait_for()


def test_a_passkey_shows_who_it_is(person):
    log_in(person)
    person.wait_for_url("**/hallinta/")
    add_key(person)

    log_in_by_key(person)
    person.goto(person.site + DETAILS)  # a page that requires confirmation before it opens
    person.get_by_role("link", name="Käytä avainta").click()
    person.get_by_role("button", name="Käytä avainta").click()
    person.wait_for_url(f"**{DETAILS}")
    assert person.get_by_label("Etunimi").is_visible()

    log_in_by_key(person)
    send_details(person, "Avaimella")  # a form that requires confirmation before it acts
    person.get_by_role("button", name="Vahvista avaimella ja jatka").click()
    person.get_by_text("Nimesi on nyt Avaimella").wait_for()

    log_in_by_key(person)
    send_details(person, "Salasanalla")
    person.get_by_label("Salasana").fill("varahenkilo-demo")
    person.get_by_role("button", name="Vahvista ja jatka").click()
    person.get_by_text("Nimesi on nyt Salasanalla").wait_for()

    log_in_by_key(person)
    person.device.send("WebAuthn.disable")  # the device is lost
    send_details(person, "Muu")
    person.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error()); }")
    person.get_by_role("button", name="Vahvista avaimella ja jatka").click()
    person.get_by_text("Avainta ei saatu luettua.").wait_for()
    assert person.get_by_label("Salasana").is_visible()
