"""What an editor is told while editing a term."""

from itertools import combinations

from wagtail.admin.forms import WagtailAdminModelForm

from .overlaps import clash


class TermForm(WagtailAdminModelForm):
    """The form of a term: its mandates are held against each other, not against the stored ones."""

    def is_valid(self):
        return super().is_valid() and self.has_no_overlaps()

    def has_no_overlaps(self) -> bool:
        forms = [
            form
            for form in self.formsets["mandates"].forms
            if form.has_changed() or form.instance.pk
            if form not in self.formsets["mandates"].deleted_forms
        ]
        for one, other in combinations(forms, 2):
            message = clash(one.instance, other.instance)
            if message:
                other.add_error("starts", message)
        return all(form.is_valid() for form in forms)
