"""Names in a sheet that may mean somebody or something known; the editor says which is meant."""

from collections import defaultdict
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from home.incoming.text import comparison_key

from ..models import Mandate

ALIKE = 88  # percent of similarity: a name with one typing error reaches it
SAME, NEW = "same", "new"


@dataclass(frozen=True)
class Doubt:
    """A name as written, its first row, and the known people, seats or organisations it may mean.

    One known object has almost the same name; several have the same name, written or almost.
    """

    kind: str
    written: str
    row: int
    known: tuple
    answer: str = ""

    @property
    def field(self) -> str:
        """Return the name of the answer's form field."""
        return f"doubt-{self.kind}-{self.row}"

    @property
    def choices(self) -> dict[str, object]:
        """Return what each answer means: a known object, or None for a new one."""
        several = len(self.known) > 1
        answers = {str(obj.pk) if several else SAME: obj for obj in self.known}
        return answers | {NEW: None}

    @property
    def is_answered(self) -> bool:
        return self.answer in self.choices

    @property
    def meant(self):
        """Return the known object that the editor has chosen; None if there is none."""
        return self.choices.get(self.answer)

    @property
    def options(self) -> list[tuple[str, str]]:
        """Return the answers with their labels."""
        return [
            (answer, self.same_label(obj) if obj else self.new_label)
            for answer, obj in self.choices.items()
        ]

    def same_label(self, obj) -> str:
        labels = {
            "person": _("Sama henkilö: {name}"),
            "seat": _("Sama paikka: {name}"),
            "body": _("Sama yhteisö: {name}"),
        }
        name = describe_namesake(obj) if len(self.known) > 1 else obj
        return labels[self.kind].format(name=name)

    @property
    def new_label(self) -> str:
        labels = {
            "person": _("Uusi henkilö: {name}"),
            "seat": _("Uusi paikka: {name}"),
            "body": _("Uusi yhteisö: {name}"),
        }
        return labels[self.kind].format(name=self.written)

    def __str__(self):
        if len(self.known) == 1:
            words = _("{written} – tarkoititko: {known}?")
            return words.format(written=self.written, known=self.known[0])
        if comparison_key(str(self.known[0])) == comparison_key(self.written):
            return _("{written}. Samannimisiä on useita: kuka heistä?").format(written=self.written)
        words = _("{written} – tarkoititko jotakuta, jonka nimi on {known}?")
        return words.format(written=self.written, known=self.known[0])


class Doubts:
    """The doubtful names of one sheet, with the answers so far."""

    def __init__(self, known, answers: dict[str, str] | None = None):
        self.answers = answers or {}
        self.found: dict[tuple, Doubt] = {}
        self.names = {
            "person": objects_by_name(known.people.values()),
            "seat": objects_by_name(known.seats.values()),
            "body": objects_by_name(known.bodies.values()),
        }

    def about(self, kind: str, written: str, row: int) -> Doubt | None:
        """Return the doubt about a name that several have or that is almost known, or None."""
        name = comparison_key(written)
        known = self.find_known(kind, name) if name else []
        if not known:
            return None
        # Two rows with the name of namesakes may well mean two people.
        key = (kind, name) if len(known) == 1 else (kind, name, row)
        if key not in self.found:
            doubt = Doubt(kind, written, row, tuple(known))
            self.found[key] = replace(doubt, answer=self.answers.get(doubt.field, ""))
        return self.found[key]

    def find_known(self, kind: str, name: str) -> list:
        if name in self.names[kind]:
            return self.names[kind][name]
        close = process.extractOne(
            name, list(self.names[kind]), scorer=fuzz.ratio, score_cutoff=ALIKE
        )
        return self.names[kind][close[0]] if close else []

    def correct_name(self, written: str) -> str:
        """Return the name of the known person that the name means by an answer, or the name."""
        name = comparison_key(written)
        for key, doubt in self.found.items():
            if key[:2] == ("person", name) and doubt.meant:
                return str(doubt.meant)
        return written

    def same(self, kind: str, written: str, row: int):
        """Return the known object, if the editor has said that the name means it."""
        doubt = self.about(kind, written, row)
        return doubt.meant if doubt else None


def objects_by_name(objects) -> dict[str, list]:
    found = defaultdict(list)
    for obj in objects:
        found[comparison_key(str(obj))].append(obj)
    return dict(found)


def describe_namesake(obj) -> str:
    """Return the name with its number and newest mandate, by which people tell namesakes apart."""
    newest = Mandate.objects.filter(person=obj.pk).newest_first().first()
    held = f"{newest.seat}, {newest.period}" if newest else _("ei edustuksia")
    values = {"name": obj, "number": obj.pk, "held": held}
    return _("%(name)s, numero %(number)s (%(held)s)") % values
