"""The menu of the admin: short for every role, nothing twice, settings behind one entry."""

import json
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from home.roles import ROLES

MOST = 8
SETTINGS = {
    "communications": {"Poissaolot", "Hyväksymisen asetukset", "Haun sanasto", "Haun nostot"},
    "secretariat": {"Poissaolot", "Hyväksymisen asetukset", "Haun sanasto", "Haun nostot"},
    "chair": {"Poissaolot", "Hyväksymisen asetukset", "Odottaa vahvistusta", "Kutsut"},
}


def menu_of(client) -> dict[str, list]:
    """Return the entries of the main menu, each with the entries and addresses below it."""
    html = client.get(reverse("wagtailadmin_home")).text
    props = BeautifulSoup(html, "html.parser").find(id="wagtail-sidebar-props").string
    return dict(entries(json.loads(props)))


def entries(packed):
    """Yield the entries of Wagtail's packed menu, whose parts are dicts of a type and arguments."""
    for module in packed["modules"]:
        if module["_type"].endswith("MainMenuModule"):
            for item in module["_args"][0]:
                yield label_of(item), [*below(item)]


def below(item):
    for child in item["_args"][1] if item["_type"].endswith("SubMenuItem") else ():
        yield label_of(child), child["_args"][0]["url"]


def label_of(item) -> str:
    return item["_args"][0]["label"]


@pytest.mark.parametrize("role", [*(role.key for role in ROLES), ""])
def test_the_menu_is_short_and_names_everything_once(as_user, role):
    menu = menu_of(as_user(role))
    assert 4 < len(menu) <= MOST
    assert {"Kokoukset", "Tiedotteet", "Raportit", "Asetukset"} <= menu.keys()
    children = [child for each in menu.values() for child in each]
    names = Counter([*menu, *(label for label, _ in children)])
    assert max(names.values()) == 1
    assert max(Counter(address for _, address in children).values()) == 1


@pytest.mark.parametrize("role", SETTINGS)
def test_settings_hold_only_what_the_role_may_open(as_user, role):
    client = as_user(role)
    settings = dict(menu_of(client)["Asetukset"])
    assert settings.keys() == SETTINGS[role]
    assert all(client.get(address).status_code == 200 for address in settings.values())


def test_the_administration_finds_accounts_and_sites_among_the_settings(as_user):
    settings = dict(menu_of(as_user("administration"))["Asetukset"])
    assert {"Käyttäjät", "Kutsut", "Poissaolot"} <= settings.keys()


def test_nominations_are_among_the_representatives(secretary):
    names = [label for label, _ in menu_of(secretary)["Edustajat"]]
    assert names[-2:] == ["Nimeämiset", "Ehdotukset"]
