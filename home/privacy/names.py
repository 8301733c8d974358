"""The words of a thing that no piece of its text holds: addresses, and the names of its files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext as _
from wagtail.models import Page

from home.documents.models import CouncilDocument, CouncilImage
from home.text.content import pictures_of
from home.text.personal_data import Kind

# A name of a file or page is full of numbers: only what has a check character is looked for.
IN_NAMES = {Kind.IDENTITY_CODE, Kind.IBAN}


@dataclass(frozen=True)
class Name:
    """Words that readers get at, where they stand, and the file that has them, if any."""

    text: str
    place: str
    file: CouncilDocument | CouncilImage | None = None
    is_address: bool = False

    def shows(self, kind: Kind) -> bool:
        """May such a find stand in these words at all?"""
        return not self.is_address or kind in IN_NAMES


def names_of(thing, documents: Iterable[CouncilDocument]) -> Iterator[Name]:
    """The address of a page, and the titles, descriptions and names of the files that it shows."""
    if isinstance(thing, Page):
        yield Name(thing.slug, _("sivun osoite"), is_address=True)
    for document in documents:
        where = _("tiedosto ”%(title)s”") % {"title": document.title}
        yield Name(document.title, _("tiedoston nimi"), document)
        yield Name(document.version_note, _("%(file)s, mitä muuttui") % {"file": where}, document)
        yield file_name(document, where)
    for image in pictures_of(thing):
        where = _("kuva ”%(title)s”") % {"title": image.title}
        yield Name(image.title, _("kuvan nimi"), image)
        yield Name(image.description, _("%(file)s, kuvaus") % {"file": where}, image)
        yield file_name(image, where)


def file_name(file, where: str) -> Name:
    words = PurePath(file.file.name).name.replace("_", " ")
    return Name(words, _("%(file)s, tiedoston nimi") % {"file": where}, file, is_address=True)
