"""Kinds of parts in Word, Excel and PowerPoint files, and of the relationships between them."""

import re

from .package import Relation

# What a part contains, by its root element.
KINDS = {
    "document": "body",
    "hdr": "margin",
    "ftr": "margin",
    "footnotes": "footnote",
    "endnotes": "footnote",
    "comments": "comment",
    "threadedcomments": "comment",
    "cmlst": "comment",
    "people": "names",
    "personlist": "names",
    "cmauthorlst": "names",
    "authorlst": "names",
    "glossarydocument": "other",
    "worksheet": "body",
    "sst": "body",
    "chartspace": "chart",
    "datamodel": "body",
    "drawing": "body",
    "usershapes": "body",
    "wsdr": "body",
    "sld": "body",
    "notes": "notes",
    "sldmaster": "master",
    "sldlayout": "master",
    "notesmaster": "master",
    "handoutmaster": "master",
    "taglst": "custom_xml",
    "externallink": "cache",
    "pivotcachedefinition": "cache",
    "pivotcacherecords": "cache",
    "connections": "cache",
    "querytable": "cache",
    "users": "names",
    "headers": "names",
    "revisions": "deleted",
}
# Root elements that a document's appearance depends on; parts with other roots are removed.
KEPT = {
    *(key for key, kind in KINDS.items() if kind in ("body", "margin", "footnote", "chart")),
    *[
        "sldmaster",
        "sldlayout",
        "notesmaster",
        "handoutmaster",
        "styles",
        "numbering",
        "settings",
        "websettings",
        "fonts",
        "theme",
        "themeoverride",
        "workbook",
        "stylesheet",
        "table",
        "chartsheet",
        "metadata",
        "presentation",
        "presentationpr",
        "viewpr",
        "tblstylelst",
        "chartstyle",
        "colorstyle",
        "layoutdef",
        "styledef",
        "colorsdef",
        "relationships",
        "types",
        "coreproperties",
    ],
}
# Properties that name people or describe the work; a custom one is called "property".
PERSONAL = {
    *[
        "creator",
        "lastModifiedBy",
        "description",
        "keywords",
        "subject",
        "category",
        "contentStatus",
        "Company",
        "Manager",
        "HyperlinkBase",
        "property",
        "identifier",
        "version",
        "contentType",
    ]
}
# Outside targets that are not fetched automatically; links are only followed on a click.
OUTSIDE_IS_FINE = {"hyperlink", "externalLinkPath", "externalLinkLongPath", "slide"}
UNC_OR_WEB = re.compile(r"^(?:\\\\|//|file:/*(?![A-Za-z]:)[^/]|https?:|ftp:|smb:|mhtml:)", re.I)
MACRO_TYPE = re.compile(r"macroEnabled|vnd\.ms-office\.vbaProject|ms-excel\.(?:macrosheet|intlmac)")
MACRO_NAME = re.compile(r"vbaproject|vbadata|macrosheets/|intlmacrosheet", re.IGNORECASE)
ACTIVE_WAYS = {
    "vbaProject": "macros",
    "wordVbaData": "macros",
    "xlMacrosheet": "macros",
    "xlIntlMacrosheet": "macros",
    "control": "activex",
    "activeXControlBinary": "activex",
    "oleObject": "object",
    "package": "object",
    "aFChunk": "object",
    "attachedToolbars": "macros",
}
# The content type of a file with macros, and the type of the same file without.
MAIN_TYPES = {
    "ms-word.document.macroEnabled.main": "wordprocessingml.document.main",
    "ms-word.template.macroEnabledTemplate.main": "wordprocessingml.document.main",
    "ms-excel.sheet.macroEnabled.main": "spreadsheetml.sheet.main",
    "ms-excel.template.macroEnabled.main": "spreadsheetml.sheet.main",
    "ms-powerpoint.presentation.macroEnabled.main": "presentationml.presentation.main",
    "ms-powerpoint.slideshow.macroEnabled.main": "presentationml.presentation.main",
    "ms-powerpoint.template.macroEnabled.main": "presentationml.presentation.main",
}
PLAIN_TYPE = "openxmlformats-officedocument."


def get_active_content_code(way: Relation) -> str:
    """Return what a relationship activates: macros, activex, object or external; "" for nothing."""
    code = ACTIVE_WAYS.get(way.kind, "")
    if code == "object" and is_chart_data(way):
        return ""
    if way.outside and not code and way.kind not in OUTSIDE_IS_FINE:
        return "external" if UNC_OR_WEB.match(way.target) else ""
    if way.outside and way.kind.startswith("externalLink"):
        return "external" if UNC_OR_WEB.match(way.target) else ""
    return code


def is_unwanted(way: Relation) -> bool:
    """Return whether the cleaned copy must not contain this relationship."""
    return bool(get_active_content_code(way)) or (way.outside and way.kind != "hyperlink")


def is_chart_data(way: Relation) -> bool:
    """Return whether an embedded file is a chart's data table: reported, but not active."""
    return way.kind == "package" and way.target.lower().endswith((".xlsx", ".ods"))
