"""Validation of users' names: nobody may look like somebody else, or like an office."""

import re
import unicodedata

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Titles of offices, which are not names of persons.
OFFICES = {
    "admin",
    "administrator",
    "hallitus",
    "hallinto",
    "järjestelmä",
    "neuvottelukunta",
    "paasihteeri",
    "paakayttaja",
    "puheenjohtajisto",
    "puheenjohtaja",
    "sihteeri",
    "sihteeristo",
    "sivusto",
    "toimisto",
    "tuki",
    "varapuheenjohtaja",
    "viestinta",
    "yllapito",
    "yllapitaja",
}
# Characters that look alike in many fonts, each mapped to one of them.
ALIKE = (("rn", "m"), ("vv", "w"), ("l", "i"), ("ı", "i"), ("j", "i"), ("ł", "i"), ("ø", "o"))


def validate_display_name(first_name: str, last_name: str, account=None) -> None:
    """Refuse a name with foreign letters or a title, or one that looks like another user's."""
    full = f"{first_name} {last_name}"
    if not all(is_name_character(char) for char in unicodedata.normalize("NFC", full)):
        raise ValidationError(_("Kirjoita nimi latinalaisin kirjaimin, ilman erikoismerkkejä."))
    if find_office_titles(full):
        raise ValidationError(
            _("Kirjoita tähän henkilön oma nimi. Tehtävänimike ei voi olla nimessä.")
        )
    others = get_user_model().objects.exclude(pk=account and account.pk)
    names = others.values_list("first_name", "last_name")
    if get_skeleton(full) in {get_skeleton(f"{first} {last}") for first, last in names} - {""}:
        raise ValidationError(
            _(
                "Toisella on jo tämä nimi tai hyvin samannäköinen. Lisää nimeen esimerkiksi toinen "
                "etunimi, jotta teidät erottaa toisistanne."
            )
        )


def is_name_character(char: str) -> bool:
    if char.isalpha():
        return unicodedata.name(char, "").startswith("LATIN ")
    return char.isdigit() or char in " -'’." or unicodedata.combining(char) > 0


def find_office_titles(name: str) -> set[str]:
    """Return the words of the name that are titles of offices."""
    words = {strip_diacritics(word) for word in re.split(r"[\s.'’-]+", name) if word}
    return words & {strip_diacritics(office) for office in OFFICES}


def strip_diacritics(word: str) -> str:
    """Return the word in lower case without diacritics: Pääkäyttäjä becomes paakayttaja."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in decomposed if char.isalpha())


def get_skeleton(name: str) -> str:
    """Return the name's visual skeleton: names that look alike have the same one."""
    seen = strip_diacritics(name)
    for shape, same in ALIKE:
        seen = seen.replace(shape, same)
    return seen
