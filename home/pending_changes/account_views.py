"""Views of accounts: changes that need a second person are requested instead of stored."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from .accounts import FIELDS, get_account_state, needs_second_person
from .asking import ask_and_redirect
from .models import PendingChange
from .words import get_name_of_user, list_differing_lines


def get_submitted_state(form) -> dict:
    """Return the submitted values of an account, with the names of `get_account_state`."""
    values = {name: form.cleaned_data[name] for name in FIELDS if name in form.cleaned_data}
    if "groups" in form.cleaned_data:
        values["groups"] = sorted(group.pk for group in form.cleaned_data["groups"])
    return values


class AsksSecondPersonForAccount:
    """A form view of accounts that lets another person confirm changes of approval rights."""

    def form_valid(self, form):
        subject = get_user_model().objects.filter(pk=form.instance.pk).first()
        before, after = get_account_state(subject), get_submitted_state(form)
        if not needs_second_person(self.request.user, after, subject):
            with transaction.atomic():
                return super().form_valid(form)
        person = subject or form.instance
        return ask_and_redirect(
            self.request,
            PendingChange.Kind.ACCOUNT,
            title=(_("Käyttäjätili: {}") if subject else _("Uusi tili: {}")).format(
                get_name_of_user(person)
            ),
            lines=list_differing_lines(before, after),
            before=before,
            after=after,
            subject=subject,
        )
