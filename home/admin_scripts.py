"""Wagtail's choosers without inline scripts, so that the admin's policy of content allows none.

Wagtail 7.4 and 8.0 start choosers and inline panels by a script beside each of them. Here what the
script would hold stands in attributes, and `static/js/start.js` starts them. The inline panels are
templates, see templates/wagtailadmin/panels/.
"""

import json

from django.utils.html import format_html
from wagtail.admin.widgets.chooser import BaseChooser

START = (
    '{}<span hidden data-controller="start" data-start-kind-value="{}" '
    'data-start-arguments-value="{}"></span>'
)


def render_chooser(self, name, value, attrs=None, renderer=None):
    """Render the chooser with an element that starts it in the place of a script."""
    try:
        chosen = self.get_value_data(value)
    except (TypeError, ValueError):  # a form that was sent with something that is no key
        chosen = None
    arguments = [attrs["id"], self.get_js_init_options(attrs["id"], name, chosen)]
    html = self.render_html(name, chosen, attrs)
    return format_html(START, html, self.js_constructor, json.dumps(arguments))


def install() -> None:
    """Replace the one method of Wagtail's that writes the script; it has no setting for that."""
    BaseChooser.render = render_chooser
