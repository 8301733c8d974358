"""Sentences for readers go through gettext, and the translators' catalogues contain them."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.utils.translation import gettext, override

from scripts import messages

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
# The admin's too: approvers and staff read them. A template that replaces one of Wagtail's may keep
# Wagtail's English in its tags, because Wagtail's own catalogue translates it.
READ = sorted([*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")])
TRANSLATED = re.compile(
    r"{% comment %}.*?{% endcomment %}|{% blocktranslate\b.*?{% endblocktranslate %}"
    r"|<style\b.*?</style>|<!DOCTYPE[^>]*>",
    re.DOTALL,
)
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}")
HTML = re.compile(r'</?[a-zA-Z](?:[^<>"]|"[^"]*")*>')
SHOWN = re.compile(r'(?<![\w-])(?:aria-label|alt|title|placeholder|label|data-head)="([^"]*)"')
ARGUMENT = re.compile(r"""_\((?:"[^"]*"|'[^']*')\)|"[^"]*"|'[^']*'""")
SENTENCE = re.compile(r"[A-ZÅÄÖ][a-zåäö]{2,}|[a-zåäö]{2,} [a-zåäö]{2,}|[åäö]")
WORD = re.compile(r"[A-Za-zÅÄÖåäö]{2,}")
# Arguments of tags that are no words: names of templates, addresses, formats, queries, classes.
TECHNICAL = re.compile(
    r"{% (?:include \S+|(?:extends|load|url|static|image|srcset_image|if|elif|now|translate)\b.*)"
    r"|\w*classname=\"[^\"]*\""
)
# Words that are the same in every language.
NAMES = {"PDF", "SHA", "http", "https"}


def untranslated(source):
    """Return the untranslated literal words of a template."""
    source = TRANSLATED.sub("", source)
    found = []
    for tag in TAG.findall(source):
        if not tag.startswith("{#"):
            arguments = ARGUMENT.findall(TECHNICAL.sub("", tag))
            found += [text for text in arguments if text[0] != "_" and SENTENCE.search(text)]
    plain = TAG.sub("\0", source)
    found += [text for text in SHOWN.findall(plain) if WORD.search(text)]
    texts = re.split(r"[\0\n]", HTML.sub("\0", plain))
    found += [text.strip() for text in texts if set(WORD.findall(text)) - NAMES]
    return found


@pytest.mark.parametrize("path", READ, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_templates_hold_no_sentence_without_gettext(path):
    assert untranslated(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Kaikki kokoukset</p>",
        "<p>{{ number }} kpl</p>",
        '<nav aria-label="Murupolku"></nav>',
        '{% component "empty" text="Ei vielä mitään." %}',
        '{% firstof title "Järjestöjen neuvottelukunta" %}',
        '{% translate "Kyllä" %} ei',
        '{% include "a.html" with title="Kaikki kokoukset" only %}',
        '{{ place|default:"ei löytynyt" }}',
        '<td data-head="Paikka"></td>',
        "{% firstof value.caption 'Taulukko' %}",
    ],
)
def test_a_sentence_without_gettext_is_noticed(source):
    assert untranslated(source)


@pytest.mark.parametrize(
    "source",
    [
        '<p class="muted">{% translate "Kaikki kokoukset" %}</p>',
        '{% component "empty" text=_("Ei vielä mitään.") contact=contact %}',
        "<nav aria-label=\"{% translate 'Murupolku' %}\"></nav>",
        "{% blocktranslate trimmed %}Kyllä{% endblocktranslate %}{# Not for readers. #}",
        '{% include "admin/Some.html" with title=_("Kaikki kokoukset") only %}',
        '{{ place|default:_("ei löytynyt") }}',
    ],
)
def test_a_sentence_with_gettext_is_not(source):
    assert untranslated(source) == []


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a file and returns the sentences found in it."""

    def write(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return list(messages.extract_messages(path))

    return write


def test_sentences_of_templates_are_collected(written):
    source = """{% load i18n %}
      {% translate "Yksi" %}
        {% component "empty" text=_("Kaksi") %}
    {% blocktranslate count number=n trimmed %}
          {{ number }} sivu
        {% plural %}
      {{ number }} sivua
    {% endblocktranslate %}
    """
    assert written("a.html", source) == [
        ("Yksi", "", None),
        ("Kaksi", "", None),
        ("%(number)s sivu", "%(number)s sivua", None),
    ]


def test_sentences_of_code_are_collected(written):
    source = (
        '_("Yksi")\nngettext("a", "b", 2)\ngettext_lazy("Kaksi " "kolme")\npgettext("c", "d")\n'
    )
    assert written("a.py", source) == [
        ("Yksi", "", None),
        ("a", "b", None),
        ("Kaksi kolme", "", None),
        ("d", "", "c"),
    ]


def functions_by_alias(path):
    """Return (alias, function) for each translation function that a file imports under an alias."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            yield from ((name.asname, name.name) for name in node.names if name.asname)


def test_code_calls_gettext_by_names_that_are_collected():
    """A sentence in a call of any other name would be missing from the catalogue."""
    code = [path for path in messages.source_files() if path.suffix == ".py"]
    aliases = {(path.name, *pair) for path in code for pair in functions_by_alias(path)}
    assert len(aliases) > 1
    unknown = {row for row in aliases if "gettext" in row[2] and row[1] not in messages.KEYWORDS}
    assert unknown == set()


def test_the_sentences_of_the_site_are_found():
    found = {singular for singular, _plural, _context in messages.collect_messages()}
    assert {"Siirry sisältöön", "Seuraava kokous", "Hei %(name)s,"} <= found
    assert len(found) > 500


def test_a_translation_survives_the_next_collection():
    places = {("Kyllä", "", None): ["a.py"], ("%(n)s sivu", "%(n)s sivua", None): ["b.html"]}
    first = messages.merge_catalogue("sv", places)
    first[0].msgstr = "Ja"
    first[1].msgstr_plural = {0: "%(n)s sida", 1: "%(n)s sidor"}
    second = messages.merge_catalogue("sv", places | {("Ei", "", None): ["a.py"]}, first)
    assert [entry.msgstr for entry in second] == ["Ja", "", ""]
    assert second[1].msgstr_plural[1] == "%(n)s sidor"
    assert messages.merge_catalogue("sv", {("Ei", "", None): ["a.py"]}, second)[0].msgid == "Ei"


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_a_translation_keeps_its_placeholders(language):
    for entry in polib.pofile(str(messages.catalogue_path(language))):
        for text in filter(None, [entry.msgstr, *entry.msgstr_plural.values()]):
            wanted = sorted(re.findall(r"%\(\w+\)s|{\w*}", entry.msgid))
            assert sorted(re.findall(r"%\(\w+\)s|{\w*}", text)) == wanted, entry.msgid


def test_a_compiled_catalogue_is_read(tmp_path, settings):
    """As the site would read Swedish, once it is one of its languages."""
    catalogue = messages.merge_catalogue("sv", {("Seuraava kokous", "", None): ["a.html"]})
    catalogue[0].msgstr = "Nästa möte"
    folder = tmp_path / "sv" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue.save_as_mofile(str(folder / "django.mo"))
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = [("fi", "Suomi"), ("sv", "Svenska")]
    with override("sv"):
        assert gettext("Seuraava kokous") == "Nästa möte"
