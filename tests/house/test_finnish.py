"""No English in the admin, and a valid Finnish catalogue of our own."""

import json
import re
from functools import cache
from pathlib import Path

import polib
import pytest
import wagtail
from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from scripts import missing_finnish as finnish

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?[a-z][^>]*>")

# Finnish would have to inflect the name of a content type, which no program does right, so the
# sentence may leave it out.
MAY_BE_LEFT_OUT = {
    "%(model_name)s",
    "%(snippet_type_name)s",
    "%(username_field)s",
}

# Words of the packages' own Finnish that our editors do not know, see docs/glossary.md.
NOT_OUR_WORDS = re.compile(
    r"pätk|dokument|työnkul|moderoi|kojelau|isäntäsiv|lapsisiv|lyhytnim|polkutunnu|maa-asetus"
    r"|revisio|tietue|instans",
    re.IGNORECASE,
)

# Wagtail 7 and 8 list different strings; the catalogue serves both.
OTHER_VERSION = re.compile(rf"Listed only by Wagtail (?!{wagtail.VERSION[0]}\.)")


@cache
def strings():
    """Return every string of the packages with its Finnish, once."""
    return list(finnish.visible_messages())


@cache
def own():
    """Return every entry of our own catalogues."""
    return [entry for domain in finnish.DOMAINS for entry in finnish.own_messages(domain).values()]


def placeholders(*texts):
    return {found for text in texts for found in PLACEHOLDER.findall(text)}


def described(app, domain, entry):
    return f"{app} {domain}: {entry.msgid!r}"


def test_the_packages_of_the_site_are_swept():
    swept = set(finnish.locale_folders().values())
    assert len(strings()) > 2000
    for app in apps.get_app_configs():
        folder = Path(app.path, "locale")
        assert folder in swept or not folder.exists(), f"{app.name} is not looked at"


def test_no_string_is_left_in_english():
    assert [described(*string) for string in finnish.missing_messages()] == []


def test_placeholders_survive_translation():
    """A lost or invented placeholder hides a name or breaks the page."""
    faults = [
        described(app, domain, original)
        for app, domain, original, translated in strings()
        if translated and not placeholders_agree(original, translated)
    ]
    assert faults == []


def placeholders_agree(original, translated):
    """The last form has all placeholders; the singular may say "one" instead of a number."""
    whole = placeholders(original.msgid_plural or original.msgid)
    known = whole | placeholders(original.msgid)
    texts = finnish.translated_texts(translated)
    return placeholders(*texts) <= known and whole - placeholders(texts[-1]) <= MAY_BE_LEFT_OUT


def test_tags_survive_translation():
    """A lost tag is a lost link or unclosed HTML."""
    for entry in own():
        for original, text in zip(
            [entry.msgid, entry.msgid_plural], finnish.translated_texts(entry), strict=False
        ):
            assert sorted(TAG.findall(text)) == sorted(TAG.findall(original)), entry.msgid


def test_surrounding_space_survives_translation():
    for entry in own():
        for text in finnish.translated_texts(entry):
            assert text[0].isspace() == entry.msgid[0].isspace(), entry.msgid
            assert text[-1].isspace() == entry.msgid[-1].isspace(), entry.msgid


def test_words_are_those_of_the_glossary():
    faults = [
        (described(app, domain, original), text)
        for app, domain, original, translated in strings()
        for text in (finnish.translated_texts(translated) if translated else [])
        if NOT_OUR_WORDS.search(PLACEHOLDER.sub("", text))
    ]
    assert faults == []


@pytest.mark.parametrize("domain", finnish.DOMAINS)
def test_nothing_in_our_catalogue_is_stale(domain):
    listed = {
        finnish.message_key(original) for _, where, original, _ in strings() if where == domain
    }
    stale = [
        entry.msgid
        for name, entry in finnish.own_messages(domain).items()
        if name not in listed and not OTHER_VERSION.match(entry.comment)
    ]
    assert stale == []


@pytest.mark.parametrize("domain", finnish.DOMAINS)
def test_compiled_catalogue_is_up_to_date(domain):
    """To update it: python scripts/compile_finnish.py."""
    catalogue = polib.pofile(str(finnish.OURS / f"{domain}.po"))
    assert (finnish.OURS / f"{domain}.mo").read_bytes() == catalogue.to_binary()


def test_our_words_win_over_the_packages():
    with override("fi"):
        assert gettext("documents") == "asiakirjat"
        assert gettext("Submit for moderation") == "Lähetä hyväksyttäväksi"
        assert ngettext("Unpublish 1 page", "Unpublish %(counter)s pages", 2).startswith("Peru ")


def test_scripts_of_the_admin_get_our_words(admin_client):
    script = admin_client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    catalogue = json.loads(re.search(r"newcatalog = (\{.*?\});$", script, re.M | re.S)[1])
    assert catalogue["Dashboard"] == "Työpöytä"
    assert catalogue["Changes have been autosaved."].startswith("Muutokset on tallennettu")


def test_login_page_speaks_finnish(client, db):
    page = client.get(reverse("wagtailadmin_login")).content.decode()
    assert '<html lang="fi"' in page
    assert "Kirjaudu sisään" in page
    assert "Sign in" not in page
