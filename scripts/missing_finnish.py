"""List the strings of installed packages that our Finnish admin would show in English."""

from importlib.util import find_spec
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
OURS = ROOT / "site" / "config" / "locale" / "fi" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")

# Packages whose strings users can see; for Wagtail, all apps except the unused ones.
PACKAGES = ("wagtail", "django", "taggit", "allauth")
DJANGO_PARTS = (
    "conf",
    "contrib.auth",
    "contrib.contenttypes",
    "contrib.humanize",
    "contrib.postgres",
    "contrib.sessions",
)
UNUSED_OF_WAGTAIL = ("contrib.simple_translation", "contrib.styleguide")

SAME_IN_FINNISH = {
    **dict.fromkeys(["Alias", "HTTP Accept", "IPv4", "IPv6"], "the word or name is the same"),
    **dict.fromkeys(["%s KB", "%s MB", "%s GB", "%s TB", "%s PB"], "the unit is the same"),
    **dict.fromkeys(["MFA", "WebAuthn"], "the word or name is the same"),
    **dict.fromkeys(["Headless", "uid"], "names in parts of allauth that are not installed"),
    "%(num)s min": "the unit is the same",
    "%(value)s googol": "the number has the same name",
    **dict.fromkeys([":?.!", ":", ", ", "%(field_label)s:"], "the punctuation is the same"),
    "%(truncated_text)s…": "the punctuation is the same",
    "%(time_zone_option)s: %(localized_time_zone_label)s": "the punctuation is the same",
}


def locale_folders():
    """Return the locale folders of the installed packages that we use, by app name."""
    found = {}
    for package in PACKAGES:
        base = Path(find_spec(package).submodule_search_locations[0])
        for folder in base.rglob("locale"):
            app = ".".join(folder.parent.relative_to(base).parts)
            if is_used(package, app):
                found[f"{package}.{app}".rstrip(".")] = folder
    return found


def is_used(package, app):
    """Return whether the site can show strings of this app."""
    if package == "django":
        return app in DJANGO_PARTS
    return not (package == "wagtail" and app.startswith((*UNUSED_OF_WAGTAIL, "test")))


def message_key(entry):
    """Return what identifies a string for gettext."""
    return entry.msgctxt, entry.msgid


def read_catalogue(path):
    """Return the strings of one catalogue, or none if there is no such file."""
    catalogue = polib.pofile(str(path)) if path.exists() else []
    return {message_key(entry): entry for entry in catalogue if not entry.obsolete}


def english_messages(folder, domain):
    """Return the strings of an app: its English catalogue, or all that its translations know."""
    name = f"LC_MESSAGES/{domain}.po"
    if (folder / "en" / name).exists():
        return read_catalogue(folder / "en" / name)
    found = {}
    for path in sorted(folder.glob(f"*/{name}")):
        found |= read_catalogue(path)
    return found


def own_messages(domain):
    """Return our own catalogue of a domain."""
    return read_catalogue(OURS / f"{domain}.po")


def visible_messages():
    """Yield (app, domain, original, Finnish or None), with our translation before the app's own."""
    for app, folder in locale_folders().items():
        for domain in DOMAINS:
            finnish = read_catalogue(folder / "fi" / "LC_MESSAGES" / f"{domain}.po") | own_messages(
                domain
            )
            for name, original in english_messages(folder, domain).items():
                yield app, domain, original, finnish.get(name)


def translated_texts(entry):
    """Return the texts of a translation: one, or one for each plural form."""
    return list(entry.msgstr_plural.values()) if entry.msgstr_plural else [entry.msgstr]


def is_untranslated(original, finnish):
    """Return whether users would see the English text."""
    if finnish is None or finnish.fuzzy or not all(translated_texts(finnish)):
        return True
    if len(translated_texts(finnish)) != (2 if original.msgid_plural else 1):
        return True
    return original.msgid in translated_texts(finnish) and original.msgid not in SAME_IN_FINNISH


def missing_messages():
    """Return every (app, domain, original) without a Finnish translation."""
    return [
        (app, domain, o)
        for app, domain, o, finnish in visible_messages()
        if is_untranslated(o, finnish)
    ]


if __name__ == "__main__":
    for app, domain, original in missing_messages():
        context = f" ({original.msgctxt})" if original.msgctxt else ""
        plural = f" | {original.msgid_plural!r}" if original.msgid_plural else ""
        print(f"{app} {domain}{context}: {original.msgid!r}{plural}")
