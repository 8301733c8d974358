"""Texts of an object that are not part of its content: its slug, and the names of its files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext as _
from wagtail.models import Page

from home.documents.models import CouncilDocument, CouncilImage
from home.text.content import list_pictures_of
from home.text.personal_data import PersonalDataKind

# File names and slugs are full of numbers: only kinds with a check character are looked for.
IN_NAMES = {PersonalDataKind.IDENTITY_CODE, PersonalDataKind.IBAN}


@dataclass(frozen=True)
class VisibleName:
    """A text that readers can see, where it is, and the file that it belongs to, if any."""

    text: str
    place: str
    file: CouncilDocument | CouncilImage | None = None
    is_address: bool = False

    def shows(self, kind: PersonalDataKind) -> bool:
        """Return whether findings of this kind are plausible in such a text."""
        return not self.is_address or kind in IN_NAMES


def iterate_visible_names(obj, documents: Iterable[CouncilDocument]) -> Iterator[VisibleName]:
    """Yield the slug of a page, and the titles, descriptions and names of its files."""
    if isinstance(obj, Page):
        yield VisibleName(obj.slug, _("sivun osoite"), is_address=True)
    for document in documents:
        where = _("tiedosto ”%(title)s”") % {"title": document.title}
        yield VisibleName(document.title, _("tiedoston nimi"), document)
        yield VisibleName(
            document.version_note, _("%(file)s, mitä muuttui") % {"file": where}, document
        )
        yield make_file_name(document, where)
    for image in list_pictures_of(obj):
        where = _("kuva ”%(title)s”") % {"title": image.title}
        yield VisibleName(image.title, _("kuvan nimi"), image)
        yield VisibleName(image.description, _("%(file)s, kuvaus") % {"file": where}, image)
        yield make_file_name(image, where)


def make_file_name(file, where: str) -> VisibleName:
    words = PurePath(file.file.name).name.replace("_", " ")
    return VisibleName(
        words, _("%(file)s, tiedoston nimi") % {"file": where}, file, is_address=True
    )
