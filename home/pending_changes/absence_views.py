"""Views of absences: one's own is stored at once, another's waits for a second person."""

from django.utils.translation import gettext as _

from home.approval.models import Absence

from .asking import ask_and_redirect
from .kinds import get_absence_state
from .models import PendingChange
from .words import get_name_of_user


def ask_about_absence(request, before, after):
    """Ask a second person to confirm a change of an absence; `after` is None for a deletion."""
    person = (after or before).person
    lines = []
    if before:
        lines.append(_("Nyt: {}").format(before))
    lines.append(_("Uusi: {}").format(after) if after else _("Poissaolo poistetaan"))
    return ask_and_redirect(
        request,
        PendingChange.Kind.ABSENCE,
        title=_("Poissaolo: {}").format(get_name_of_user(person)),
        lines=lines,
        before=get_absence_state(before),
        after=get_absence_state(after),
        subject=person,
    )


def is_of_another_user(user, *absences) -> bool:
    return any(absence.person_id != user.pk for absence in absences if absence)


class AsksSecondPersonForAbsence:
    """A form view of absences: one's own is saved at once, another's needs two people."""

    def form_valid(self, form):
        before = Absence.objects.filter(pk=form.instance.pk).first()
        if not is_of_another_user(self.request.user, before, form.instance):
            return super().form_valid(form)
        return ask_about_absence(self.request, before, form.instance)


class AsksBeforeDeletingAbsence:
    """A delete view of absences, with the same rule."""

    def form_valid(self, form):
        if not is_of_another_user(self.request.user, self.object):
            return super().form_valid(form)
        return ask_about_absence(self.request, self.object, None)
