"""Views of accounts: changes that need a second person are requested instead of stored."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from .accounts import FIELDS, needs_second_person, state_of
from .asking import ask_and_tell
from .models import PendingChange
from .words import lines_of, name_of


def values_of(form) -> dict:
    """Return the submitted values of an account, with the names of `state_of`."""
    values = {name: form.cleaned_data[name] for name in FIELDS if name in form.cleaned_data}
    if "groups" in form.cleaned_data:
        values["groups"] = sorted(group.pk for group in form.cleaned_data["groups"])
    return values


class AsksSecondPerson:
    """A form view of accounts that lets another person confirm changes of approval rights."""

    def form_valid(self, form):
        subject = get_user_model().objects.filter(pk=form.instance.pk).first()
        before, after = state_of(subject), values_of(form)
        if not needs_second_person(self.request.user, after, subject):
            with transaction.atomic():
                return super().form_valid(form)
        person = subject or form.instance
        return ask_and_tell(
            self.request,
            PendingChange.Kind.ACCOUNT,
            title=(_("Käyttäjätili: {}") if subject else _("Uusi tili: {}")).format(
                name_of(person)
            ),
            lines=lines_of(before, after),
            before=before,
            after=after,
            subject=subject,
        )
