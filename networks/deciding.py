"""The pages on which a nomination can be decided, which another app registers.

That app returns their models from the hook `register_deciding_pages`; this one does not know it.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

HOOK = "register_deciding_pages"
NO_MEETING = _("Valitse kokous. Muita sivuja tähän ei voi valita.")


def deciding_models() -> list:
    return [model for register in hooks.get_hooks(HOOK) for model in register()]


def deciding_page_chooser() -> AdminPageChooser:
    """Return a chooser for these pages only."""
    return AdminPageChooser(target_models=deciding_models() or None)


class DecidingPagePanel(FieldPanel):
    """The panel of a field that refers to such a page."""

    def get_form_options(self):
        options = super().get_form_options()
        options.setdefault("widgets", {})[self.field_name] = deciding_page_chooser()
        return options


def limit_to_deciding_pages(field, chosen: int | None) -> None:
    """Limit a form field to these pages and the one already chosen."""
    pages = Page.objects.all()
    if models := deciding_models():
        pages = pages.type(*models)
    field.queryset = Page.objects.filter(Q(pk__in=pages.values("pk")) | Q(pk=chosen))
    field.error_messages["invalid_choice"] = NO_MEETING
