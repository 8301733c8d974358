"""Include a component: `{% component "field" field=form.name %}`.

No {% load %} is needed, except where {% load wagtailadmin_tags %} brings in Wagtail's tag of the
same name: there `components` is loaded after it.
"""

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def component(context, name, /, **values):
    """Return `templates/components/<name>.html`, rendered with these values and the request.

    As in an `{% include … only %}`, nothing else of the surrounding page is visible to it.
    """
    found = context.template.engine.get_template(f"components/{name}.html")
    return found.render(context.new(values | {"request": context.get("request")}))


@register.filter(is_safe=True)
def on_one_line(text):
    """Collapse white space, as browsers do in a title, for everybody else who reads it."""
    return " ".join(text.split())
