"""`make messages` collects the sentences to translate; `make compile-messages` compiles catalogues.

The source sentences are Finnish, in code and templates. Written in Python because xgettext and
msgfmt are not on every machine.
"""

import sys
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "locale"
LANGUAGES = ("sv",)
ROOMS = ("home", "networks", "meetings", "search")
LAZY = {f"{name}_lazy": spec for name, spec in DEFAULT_KEYWORDS.items() if "gettext" in name}
KEYWORDS = DEFAULT_KEYWORDS | LAZY
HEADER = {
    "Project-Id-Version": "Järjestöjen neuvottelukunta",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def source_files():
    """Return the files that may hold sentences: our Python code and templates."""
    python = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    templates = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")]
    return sorted(path for path in python + templates if "migrations" not in path.parts)


def extract_messages(path):
    """Yield (singular, plural or "", context or None) for each sentence of a file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # As Django's makemessages does. Lines are stripped because Babel's Python parser sees
        # indentation.
        lines = templatize(text, origin=str(path)).splitlines()
        text = "\n".join(line.strip() for line in lines)
    found = extract("python", BytesIO(text.encode()), KEYWORDS, options={"encoding": "utf-8"})
    for _line, message, _comments, context in found:
        singular, plural = message if isinstance(message, tuple) else (message, "")
        if singular:
            yield singular, plural or "", context


def collect_messages():
    """Return every sentence of the project with the files that use it."""
    places = {}
    for path in source_files():
        for message in extract_messages(path):
            where = path.relative_to(ROOT).as_posix()
            places.setdefault(message, [])
            if where not in places[message]:
                places[message].append(where)
    return places


def catalogue_path(language):
    return CATALOGUES / language / "LC_MESSAGES" / "django.po"


def merge_catalogue(language, places, known=()):
    """Return a catalogue of these sentences that keeps existing translations."""
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = HEADER | {"Language": language}
    translated = {(entry.msgid, entry.msgid_plural, entry.msgctxt): entry for entry in known}
    for (singular, plural, context), where in places.items():
        old = translated.get((singular, plural, context))
        entry = polib.POEntry(msgid=singular, occurrences=[(path, "") for path in where])
        entry.msgctxt = context
        if plural:
            entry.msgid_plural = plural
            entry.msgstr_plural = dict(old.msgstr_plural) if old else {0: "", 1: ""}
        else:
            entry.msgstr = old.msgstr if old else ""
        if "%(" in singular:
            entry.flags.append("python-format")
        catalogue.append(entry)
    return catalogue


def write_catalogues():
    places = collect_messages()
    for language in LANGUAGES:
        path = catalogue_path(language)
        known = polib.pofile(str(path)) if path.exists() else []
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = merge_catalogue(language, places, known)
        catalogue.save(str(path))
        open_ones = len(catalogue.untranslated_entries())
        print(f"{path.relative_to(ROOT)}: {len(catalogue)} sentences, {open_ones} untranslated")


def compile_all():
    for path in sorted(CATALOGUES.rglob("*.po")):
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
        print(f"{path.with_suffix('.mo').relative_to(ROOT)} is compiled")


if __name__ == "__main__":
    if not settings.configured:
        settings.configure(USE_I18N=True)
    compile_all() if sys.argv[1:] == ["--compile"] else write_catalogues()
