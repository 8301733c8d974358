"""The redaction tool of the editor, and the redirect to the findings of the privacy check."""

from django.shortcuts import redirect
from django.urls import path
from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import InlineStyleFeature
from wagtail.log_actions import LogFormatter

from home.text.redaction import MARK

from .check import ACTION, check_versions, list_versions_to_submit
from .views import CheckView, get_check_url

STYLE = "REDACTED"
SENDING = {"action-submit", "action-restart-workflow"}
TOOLTIP = "Poista julkisesta (lukija näkee sanojen tilalla [poistettu])"


@hooks.register("register_rich_text_features")
def register_redaction_tool(features):
    features.register_editor_plugin("draftail", "redact", InlineStyleFeature(make_tool()))
    features.register_converter_rule("contentstate", "redact", make_conversion())


def make_tool() -> dict:
    """Return the button and the style of marked words, which does not rely on colour alone."""
    return {
        "type": STYLE,
        "icon": "no-view",
        "description": TOOLTIP,
        "style": {
            "textDecoration": "line-through",
            "backgroundColor": "#fde2e2",
            "color": "#7a0b0b",
            "outline": "1px dashed #7a0b0b",
        },
    }


def make_conversion() -> dict:
    """Return the conversion rules between the editor and the stored HTML."""
    element = {"element": "span", "props": {MARK: ""}}
    return {
        "from_database_format": {f"span[{MARK}]": InlineStyleElementHandler(STYLE)},
        "to_database_format": {"style_map": {STYLE: element}},
    }


@hooks.register("register_admin_urls")
def register_privacy_urls():
    return [path("henkilotiedot/<str:label>/<str:pk>/", CheckView.as_view(), name="check_privacy")]


@hooks.register("register_log_actions")
def log_actions(actions):
    @actions.register_action(ACTION)
    class Answered(LogFormatter):
        label = "Vastasi henkilötietojen tarkistukseen"

        def format_message(self, entry):
            return f"Perusteli henkilötietojen julkaisemisen: {entry.data['reason']}"


@hooks.register("before_create_page")
@hooks.register("before_create_snippet")
@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def remember_submission(request, *objects):
    """Remember the wish to submit, as a refused submission is repeated as a plain save."""
    if SENDING & request.POST.keys():
        request.wants_to_send = True


@hooks.register("after_create_page")
@hooks.register("after_create_snippet")
@hooks.register("after_edit_page")
@hooks.register("after_edit_snippet")
def redirect_to_findings(request, obj):
    """Redirect an editor whose text was not submitted to its findings."""
    was_refused = getattr(request, "wants_to_send", False) and not SENDING & request.POST.keys()
    if was_refused and hasattr(obj, "latest_revision"):
        check = check_versions(list_versions_to_submit(obj))
        if check.needs_reason:
            return redirect(get_check_url(obj))
    return None
