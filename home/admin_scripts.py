"""Render Wagtail's choosers without inline scripts, which the admin's CSP forbids.

Wagtail 7.4 and 8.0 start choosers and inline panels by an inline script next to each widget. Here
the constructor and its arguments are put in attributes, and `static/js/start.js` starts the widget.
For inline panels, see the templates in templates/wagtailadmin/panels/.
"""

import json

from django.utils.html import format_html
from wagtail.admin.widgets.chooser import BaseChooser

START = (
    '{}<span hidden data-controller="start" data-start-kind-value="{}" '
    'data-start-arguments-value="{}"></span>'
)


def render_chooser(self, name, value, attrs=None, renderer=None):
    """Render the chooser with an element that starts it, instead of an inline script."""
    try:
        chosen = self.get_value_data(value)
    except (TypeError, ValueError):  # the submitted value is not a valid key
        chosen = None
    arguments = [attrs["id"], self.get_js_init_options(attrs["id"], name, chosen)]
    html = self.render_html(name, chosen, attrs)
    return format_html(START, html, self.js_constructor, json.dumps(arguments))


def install_chooser_rendering() -> None:
    """Replace the Wagtail method that writes the script, as there is no setting for it."""
    BaseChooser.render = render_chooser
