"""Include a component: `{% component "field" field=form.name %}`.

No {% load %} is needed, except after {% load wagtailadmin_tags %}, which brings Wagtail's tag of
the same name: there, load `components` after it.
"""

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def component(context, name, /, **values):
    """Render `templates/components/<name>.html` with these values and the request.

    As with `{% include … only %}`, nothing else of the surrounding context is visible to it.
    """
    found = context.template.engine.get_template(f"components/{name}.html")
    return found.render(context.new(values | {"request": context.get("request")}))


@register.filter(is_safe=True)
def on_one_line(text):
    """Collapse white space as browsers do in a title, for other programs that read it."""
    return " ".join(text.split())
