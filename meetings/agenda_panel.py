"""The agenda and documents in the form of a meeting: shown, and edited on their own screens."""

from wagtail.admin.panels import Panel


class AgendaPanel(Panel):
    """A panel without fields, so that the form is as short with forty items as with five."""

    relation_name = "agenda_items"

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/meetings/agenda_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            context["items"] = list(self.instance.agenda_items.all())
            return context


class DocumentsPanel(Panel):
    """The documents of the meeting, without fields either."""

    relation_name = "documents"

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/meetings/documents_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            context["documents"] = list(self.instance.documents.all())
            return context
