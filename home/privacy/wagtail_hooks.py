"""The tool by which an editor marks words that readers must not see."""

from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import InlineStyleFeature

from .redaction import MARK

STYLE = "REDACTED"
TOOLTIP = "Poista julkisesta: lukija näkee sanojen tilalla [poistettu]"


@hooks.register("register_rich_text_features")
def redaction_tool(features):
    features.register_editor_plugin("draftail", "redact", InlineStyleFeature(tool()))
    features.register_converter_rule("contentstate", "redact", conversion())


def tool() -> dict:
    """The button, and how marked words look in the editor: told by a line too, not only colour."""
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


def conversion() -> dict:
    """Between the editor and what is stored."""
    element = {"element": "span", "props": {MARK: ""}}
    return {
        "from_database_format": {f"span[{MARK}]": InlineStyleElementHandler(STYLE)},
        "to_database_format": {"style_map": {STYLE: element}},
    }
