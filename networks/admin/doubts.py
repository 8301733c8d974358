"""Names in a sheet that are almost the same as known ones; the editor says which is meant."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from home.incoming.text import comparison_key

ALIKE = 88  # percent of similarity: a name with one typing error reaches it
SAME, NEW = "same", "new"


@dataclass(frozen=True)
class Doubt:
    """A name as written, its first row, and the known person, seat or organisation it may mean."""

    kind: str
    written: str
    row: int
    known: object
    answer: str = ""

    @property
    def field(self) -> str:
        """Return the name of the answer's form field."""
        return f"doubt-{self.kind}-{self.row}"

    @property
    def same_label(self) -> str:
        labels = {
            "person": _("Sama henkilö: {name}"),
            "seat": _("Sama paikka: {name}"),
            "body": _("Sama yhteisö: {name}"),
        }
        return labels[self.kind].format(name=self.known)

    @property
    def new_label(self) -> str:
        labels = {
            "person": _("Uusi henkilö: {name}"),
            "seat": _("Uusi paikka: {name}"),
            "body": _("Uusi yhteisö: {name}"),
        }
        return labels[self.kind].format(name=self.written)

    def __str__(self):
        return _("{written} – tarkoititko: {known}?").format(written=self.written, known=self.known)


class Doubts:
    """The doubtful names of one sheet, with the answers so far."""

    def __init__(self, known, answers: dict[str, str] | None = None):
        self.answers = answers or {}
        self.found: dict[tuple[str, str], Doubt] = {}
        self.names = {
            "person": objects_by_name(known.people.values()),
            "seat": objects_by_name(known.seats.values()),
            "body": objects_by_name(known.bodies.values()),
        }

    def about(self, kind: str, written: str, row: int) -> Doubt | None:
        """Return the doubt about an unknown name that is almost a known one, or None."""
        name = comparison_key(written)
        if (kind, name) not in self.found:
            close = process.extractOne(
                name, list(self.names[kind]), scorer=fuzz.ratio, score_cutoff=ALIKE
            )
            if not name or not close:
                return None
            doubt = Doubt(kind, written, row, self.names[kind][close[0]])
            answer = self.answers.get(doubt.field, "")
            self.found[kind, name] = Doubt(kind, written, row, doubt.known, answer)
        return self.found[kind, name]

    def same(self, kind: str, written: str, row: int):
        """Return the known object, if the editor has said that the name means it."""
        doubt = self.about(kind, written, row)
        return doubt.known if doubt and doubt.answer == SAME else None


def objects_by_name(objects) -> dict[str, object]:
    return {comparison_key(str(obj)): obj for obj in objects}
