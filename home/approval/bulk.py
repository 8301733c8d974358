"""Bulk actions on pages: submit for approval, and withdraw."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction

from .bundle import is_waiting_for_approval
from .policy import get_level
from .refusal import ApprovalRefused
from .service import submit


class SubmitPages(PageBulkAction):
    """Submit drafts for approval; drafts of the same level form one bundle."""

    display_name = gettext_lazy("Lähetä hyväksyttäväksi")
    action_type = "submit"
    aria_label = gettext_lazy("Lähetä valitut sivut hyväksyttäväksi")
    template_name = "admin/approval/bulk_submit.html"
    action_priority = 5
    form_class = forms.Form

    def check_perm(self, page):
        """Return whether the page is a draft, not yet submitted, that the user may submit."""
        page = page.specific
        is_draft = page.has_unpublished_changes or not page.live
        return (
            is_draft
            and not is_waiting_for_approval(page)
            and page.permissions_for_user(self.request.user).can_edit()
        )

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ApprovalRefused as refusal:
            form.add_error(None, _("Mitään ei lähetetty. {}").format(refusal.message))
            return self.form_invalid(form)

    @classmethod
    def execute_action(cls, objects, user=None, **kwargs):
        for first, *others in group_by_level(objects):
            submit(first, user, others)
        return len(objects), 0


def group_by_level(pages) -> list[list]:
    """Return the pages grouped by their approval level."""
    groups = {}
    for page in pages:
        page = page.specific
        groups.setdefault(get_level(page), []).append(page)
    return list(groups.values())


class WithdrawForm(forms.Form):
    """Ask for the number of pages to withdraw, to make sure that the list was read."""

    # Wagtail's own form asks for this; here exactly the listed pages are withdrawn.
    include_descendants = forms.BooleanField(required=False, widget=forms.HiddenInput)
    number = forms.IntegerField(
        label=gettext_lazy("Montako sivua poistuu julkisuudesta?"),
        required=False,
        help_text=gettext_lazy("Laske yllä olevat sivut ja kirjoita niiden määrä numerona."),
    )


class WithdrawPages(UnpublishBulkAction):
    """Withdraw pages: the view lists them all and asks to confirm more than one."""

    display_name = gettext_lazy("Peru julkaisu")
    template_name = "admin/approval/bulk_withdraw.html"
    form_class = WithdrawForm

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"number": len(context["items"])}

    def form_valid(self, form):
        number = len(self.get_actionable_objects()[0])
        if number > 1 and form.cleaned_data["number"] != number:
            words = _("Mitään ei muutettu. Kirjoita tähän sivujen määrä: {}.").format(number)
            form.add_error("number", words)
            return self.form_invalid(form)
        return super().form_valid(form)

    def get_execution_context(self):
        """Withdraw only the listed pages; pages below them are selected separately."""
        return super().get_execution_context() | {"include_descendants": False}
