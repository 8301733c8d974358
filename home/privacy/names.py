"""Texts of an object that are not part of its content: its slug, and the names of its files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext as _
from wagtail.models import Page

from home.documents.models import CouncilDocument, CouncilImage
from home.text.content import pictures_of
from home.text.personal_data import Kind

# File names and slugs are full of numbers: only kinds with a check character are looked for.
IN_NAMES = {Kind.IDENTITY_CODE, Kind.IBAN}


@dataclass(frozen=True)
class Name:
    """A text that readers can see, where it is, and the file that it belongs to, if any."""

    text: str
    place: str
    file: CouncilDocument | CouncilImage | None = None
    is_address: bool = False

    def shows(self, kind: Kind) -> bool:
        """Return whether findings of this kind are plausible in such a text."""
        return not self.is_address or kind in IN_NAMES


def names_of(thing, documents: Iterable[CouncilDocument]) -> Iterator[Name]:
    """Yield the slug of a page, and the titles, descriptions and names of its files."""
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
