"""The view of the list: typed, pasted and moved items, stored while the user types."""

from django.contrib import messages
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from home.approval.write_lock import lock_writes
from home.editing.conflicts import describe_who_saved
from home.editing.whole import respond_incomplete

from ..admin.common import LOCKED, MeetingDraftView, page_edit_address
from ..minutes.agenda import AgendaEntry, keeps_its_numbers, parse_agenda
from ..minutes.wording import guess_item_kind
from .forms import COUNT, MOST_ROWS, PREFIX, AgendaRows, RowForm, read_count, taken_numbers
from .merging import Merge, merge_rows
from .storing import store_agenda
from .values import make_fingerprint, read_values

OWN_VERSION = "autosaved"
STEPS = {"up": -1, "down": 1}
CONFLICT = gettext_lazy(
    "Samoja kohtia on muutettu toisaalla, joten mitään ei tallennettu. Kirjoittamasi on yhä tässä: "
    "tarkista merkityt kohdat ja tallenna uudelleen."
)


class AgendaView(MeetingDraftView, TemplateView):
    """The agenda of a meeting as a list; a script saves it as a draft while the user types."""

    page_title = "Esityslista"
    header_icon = "list-ul"
    template_name = "admin/meetings/agenda.html"

    @property
    def is_autosave(self) -> bool:
        return not self.request.accepts("text/html")

    def answer_locked(self):
        if self.is_autosave:
            return make_error_json("locked", LOCKED, 409)
        return super().answer_locked()

    def get(self, request, *args, **kwargs):
        return self.show(AgendaRows.for_items(list(self.draft.agenda_items.all())))

    def post(self, request, *args, **kwargs):
        if read_count(request.POST) is None:
            return respond_incomplete(request)
        if request.POST.keys() & {"add", "add_lines"}:
            return self.show_more_rows()
        with transaction.atomic():
            lock_writes()
            self.page.refresh_from_db()
            self.draft = self.page.get_latest_revision_as_object()
            return self.store(AgendaRows.for_data(self.moved_data()))

    def store(self, rows: AgendaRows):
        """Store the rows, or show them again with the errors."""
        if not rows.is_valid():
            return self.refuse(rows, _("Mitään ei tallennettu. Korjaa merkityt kohdat."), 422)
        merge = merge_rows(self.draft, rows, moved=self.step is not None)
        if merge.is_refused:
            return self.refuse(rows, _("Mitään ei tallennettu. Korjaa merkityt kohdat."), 422)
        if merge.has_conflicts:
            return self.refuse(rows, self.describe_conflict(), 409)
        own_version = self.request.POST.get(OWN_VERSION, "")
        version = store_agenda(self.draft, self.request.user, own_version)
        if self.is_autosave:
            return JsonResponse(describe_stored_rows(rows, merge, version))
        return self.go_on(merge, rows)

    def describe_conflict(self) -> str:
        who = describe_who_saved(self.request.user, self.page.get_latest_revision())
        return f"{who} {CONFLICT}"

    def refuse(self, rows: AgendaRows, words: str, status: int):
        if self.is_autosave:
            code = "invalid_revision" if status == 409 else "invalid"
            return make_error_json(code, f"{words} {first_error(rows)}".strip(), status)
        messages.error(self.request, words)
        return self.show(rows, status=status)

    def go_on(self, merge: Merge, rows: AgendaRows):
        """Redirect to what the pressed button leads to."""
        if "back" in self.request.POST:
            messages.success(self.request, _("Esityslista on tallennettu luonnokseen."))
            return redirect(page_edit_address(self.page))
        if place := self.find_opened(merge, rows):
            return redirect("meeting_agenda_item", self.page.pk, place)
        here = reverse("meeting_agenda", args=[self.page.pk])
        if self.step:
            return redirect(f"{here}#asia-{self.step[1] + 1}")
        words = ngettext(
            "Esityslista on tallennettu luonnokseen: %(number)s asia.",
            "Esityslista on tallennettu luonnokseen: %(number)s asiaa.",
            len(merge.items),
        )
        messages.success(self.request, words % {"number": len(merge.items)})
        return redirect(here)

    def find_opened(self, merge: Merge, rows: AgendaRows) -> int:
        """Return the place of the item that is to be opened by itself, from 1; 0 for none."""
        opened = [row for row in rows if row.prefix == f"{PREFIX}-{self.request.POST.get('open')}"]
        items = [merge.item_of[row] for row in opened if row in merge.item_of]
        return merge.items.index(items[0]) + 1 if items else 0

    @property
    def step(self) -> tuple[int, int] | None:
        """Return from which place to which a row is moved by a button, or None."""
        for name, step in STEPS.items():
            typed = self.request.POST.get(name, "")
            if typed.isascii() and typed.isdecimal() and len(typed) < 5:
                last = (read_count(self.request.POST) or 0) - 1
                return int(typed), max(0, min(int(typed) + step, last))
        return None

    def moved_data(self):
        """Return what was sent, with the places of a moved row and its neighbour exchanged."""
        if self.step is None:
            return self.request.POST
        data, (here, there) = self.request.POST.copy(), self.step
        rows = [row.prefix for row in AgendaRows.for_data(data)]
        if here < len(rows):
            rows.insert(there, rows.pop(here))
        for place, prefix in enumerate(rows):
            data[f"{prefix}-place"] = str(place)
        return data

    def show_more_rows(self):
        """Show the rows with new ones: an empty one, or those of the pasted lines."""
        data = self.request.POST.copy()
        count = read_count(data)
        entries = [AgendaEntry("")]
        if "add_lines" in data:
            entries = parse_agenda(data.get("lines", ""))[: MOST_ROWS - count]
            entries = [AgendaEntry(e.title[:250], e.number) for e in entries]
            if not entries:
                messages.error(self.request, _("Kirjoita tai liitä ensin asiat, yksi riville."))
        keeps = count == 0 and keeps_its_numbers(entries)
        for number, entry in enumerate(entries, start=count):
            kind = guess_item_kind(entry.title, result="", decided=True)
            typed = str(entry.number) if keeps and entry.number else ""
            add_row(data, number, title=entry.title, kind=kind, number=typed)
        data[COUNT] = str(count + len(entries))
        rows = AgendaRows.for_data(data)
        for row in rows:
            row.is_new = int(row.number_in_form) >= count
        if "add_lines" in data and entries:
            messages.info(self.request, self.describe_added(len(entries)))
        return self.show(rows, lines="" if entries else data.get("lines", ""))

    @staticmethod
    def describe_added(number: int) -> str:
        words = ngettext(
            "Luetteloon lisättiin %(number)s asia. Tarkista se ja tallenna.",
            "Luetteloon lisättiin %(number)s asiaa. Tarkista ne ja tallenna.",
            number,
        )
        return words % {"number": number}

    def show(self, rows: AgendaRows, status: int = 200, **context):
        own = {"rows": rows, "blank": RowForm(prefix=f"{PREFIX}-__number__"), "media": rows.media}
        own["version"] = self.request.POST.get(OWN_VERSION, "")
        own["is_unsaved"] = self.request.method == "POST"
        return self.render_to_response(self.get_context_data(**own | context), status=status)


def add_row(data, place: int, **values) -> None:
    """Add a new row to what was sent."""
    blank = dict.fromkeys(("key", "was", "number", "duration", "text", "decision"), "")
    blank |= {"result": "", "responsible": "", "due": "", "kind": "decision", "place": str(place)}
    for name, value in (blank | values).items():
        data[f"{PREFIX}-{place}-{name}"] = value


def first_error(rows: AgendaRows) -> str:
    """Return the first error of the rows, with its item and field."""
    for row in rows:
        for name, errors in row.errors.items():
            label = row.fields[name].label if name in row.fields else ""
            return f"{row.label}, {label}: {errors[0]}"
    return ""


def make_error_json(code: str, words, status: int) -> JsonResponse:
    payload = {"success": False, "error_code": code, "error_message": str(words)}
    return JsonResponse(payload, status=status)


def describe_stored_rows(rows: AgendaRows, merge: Merge, version) -> dict:
    """Return what the script needs to go on: how each row is stored, by its prefix."""
    stored = {}
    for row in rows:
        item = merge.item_of.get(row)
        if item is None:
            stored[row.prefix] = None
            continue
        values = read_values(item)
        mine = row.values
        stored[row.prefix] = {
            "key": str(item.pk or ""),
            "was": make_fingerprint(values),
            "values": {name: values[name] for name in mine if mine[name] != values[name]},
        }
    return {
        "success": True,
        "version": str(version.pk),
        "rows": stored,
        "has_others": bool(merge.others),
        "items": len(taken_numbers(merge.items)),
    }
