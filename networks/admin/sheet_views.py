"""A term's roster as a spreadsheet: export, import with a preview, undo."""

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _

from home.approval.refusal import ApprovalRefused

from ..sheet.columns import COLUMNS
from ..sheet.reading import MOST_BYTES, TOO_BIG, SheetRow, UnreadableSheet, read_sheet
from ..sheet.writing import write_csv, write_xlsx
from .roster import Roster, latest_version, starting_rows
from .sheet_import import IMPORT, import_rows, last_import, undo_import
from .sheet_plan import SheetPlanner
from .views import TermView, describe_new, read_answers

SALT = "networks.sheet"
LASTS = 24 * 60 * 60  # seconds within which a preview can be confirmed
KINDS = {
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (write_csv, "text/csv; charset=utf-8"),
}
TOO_OLD = "Esikatselu on vanhentunut. Tuo taulukko uudelleen."


class SheetForm(forms.Form):
    """The uploaded sheet."""

    sheet = forms.FileField(
        label="Taulukko",
        help_text="XLSX tai CSV, enintään 2 megatavua. Mitään ei tallenneta ennen kuin olet "
        "nähnyt muutokset ja vahvistanut ne.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_sheet(self) -> list[SheetRow]:
        file = self.cleaned_data["sheet"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_BIG)
        try:
            return read_sheet(file.read())
        except UnreadableSheet as error:
            raise forms.ValidationError(str(error)) from error


class ExportSheet(TermView):
    """Downloads the roster; for an empty term, the last holders of the previous term."""

    def get(self, request, pk, kind):
        write, content_type = KINDS[kind]
        name = f"edustajat-{slugify(self.term.name) or self.term.pk}.{kind}"
        return HttpResponse(
            write(starting_rows(self.term)),
            content_type=content_type,
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "private, no-store",
            },
        )


class ImportSheet(TermView):
    """Takes a file, shows what it would change, and stores it once confirmed."""

    template_name = "admin/roster/sheet.html"

    def get_context_data(self, **kwargs):
        context = {"form": SheetForm(), "columns": COLUMNS, "undoable": last_import(self.term)}
        return super().get_context_data(**context | kwargs)

    def post(self, request, pk):
        if "rows" in request.POST:
            return self.confirm(request)
        form = SheetForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        rows = form.cleaned_data["sheet"]
        plan = SheetPlanner(Roster(latest_version(self.term))).plan(rows)
        return self.show(plan, sign_rows(rows))

    def show(self, plan, signed, *, lacks_answers=False):
        """Show the changes of the sheet, the doubts to answer, or its faults."""
        context = {
            "plan": plan,
            "signed": "" if plan.faults else signed,
            "lacks_answers": lacks_answers,
        }
        status = 422 if plan.faults or lacks_answers else 200
        return self.render_to_response(self.get_context_data(**context), status=status)

    def confirm(self, request):
        rows, version = unsign_rows(request.POST["rows"]), request.POST.get("version")
        answers = read_answers(request)
        if "look" in request.POST:
            plan = SheetPlanner(Roster(latest_version(self.term))).plan(rows, answers)
            return self.show(plan, request.POST["rows"])
        plan = import_rows(self.term.pk, version, rows, request.user, answers, IMPORT)
        if plan.faults or plan.unanswered:
            return self.show(plan, request.POST["rows"], lacks_answers=bool(plan.unanswered))
        if plan.changes_nothing:
            messages.info(request, _("Taulukossa ei ollut muutoksia."))
        else:
            messages.success(request, f"{import_message(plan)} {describe_new(plan)}".strip())
        return redirect("edit_roster", self.term.pk)


def import_message(plan) -> str:
    return _(
        "Tuonti on tallessa luonnoksena: %(new)s uutta, %(ended)s päättyvää ja %(changed)s "
        "muuttunutta edustusta."
    ) % {"new": len(plan.new), "ended": len(plan.ended), "changed": len(plan.changed)}


class UndoImport(TermView):
    """Restores the version before the import."""

    http_method_names = ["post"]

    def post(self, request, pk):
        undo_import(pk, request.POST.get("version"), request.user)
        messages.success(
            request,
            "Tuonti on peruttu. Tuonnissa luodut henkilöt, paikat ja yhteisöt jäivät luonnoksiksi.",
        )
        return redirect("edit_roster", pk)


def sign_rows(rows) -> str:
    """Return the rows signed, so that the confirming request can trust them."""
    plain = [[row.number, row.cells] for row in rows]
    return signing.dumps(plain, salt=SALT, compress=True)


def unsign_rows(text: str) -> list[SheetRow]:
    try:
        plain = signing.loads(text, salt=SALT, max_age=LASTS)
    except signing.BadSignature as error:
        raise ApprovalRefused(TOO_OLD, "changed") from error
    return [SheetRow(number, cells) for number, cells in plain]
