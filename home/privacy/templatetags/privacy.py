"""Template tags that show only the public part of a text: {% load privacy %}."""

from django import template

from home.documents.links import mark_withdrawn_links
from home.text.redaction import PUBLIC, redact

register = template.Library()


@register.filter
def redacted(html):
    """Return rich text as readers may see it; Wagtail's rich text template uses this filter."""
    return mark_withdrawn_links(redact(html))


@register.tag
def with_redaction_note(parser, token):
    """Add a note to the enclosed HTML if words are redacted in it.

    {% with_redaction_note %}…{% endwith_redaction_note %}
    """
    nodes = parser.parse(["endwith_redaction_note"])
    parser.delete_first_token()
    return NotedNode(nodes)


class NotedNode(template.Node):
    """Checks the rendered HTML, so that no database query is needed."""

    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        page = self.nodelist.render(context)
        if PUBLIC not in page:
            return page
        note = context.template.engine.get_template("components/redaction_note.html")
        return note.render(context.new({})) + page
