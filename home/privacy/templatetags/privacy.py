"""What of a text is public: {% load privacy %}."""

from django import template

from home.documents.links import tell_withdrawn
from home.text.redaction import PUBLIC, redact

register = template.Library()


@register.filter
def redacted(html):
    """Rich text as readers may have it; Wagtail's template of every rich text asks this."""
    return tell_withdrawn(redact(html))


@register.tag
def with_redaction_note(parser, token):
    """{% with_redaction_note %}…{% endwith_redaction_note %}: a note if words are left out."""
    nodes = parser.parse(["endwith_redaction_note"])
    parser.delete_first_token()
    return NotedNode(nodes)


class NotedNode(template.Node):
    """Knows from the page itself, so that it asks the database nothing."""

    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        page = self.nodelist.render(context)
        if PUBLIC not in page:
            return page
        note = context.template.engine.get_template("components/redaction_note.html")
        return note.render(context.new({})) + page
