"""Unseen parts of OpenDocument files (OASIS OpenDocument 1.3)."""

import re

from .binary import report_binary
from .odf_body import OdfBody
from .package import Package
from .pictures import remove_metadata
from .report import FileReport, Inside
from .sniff import PAGE_NAMES, PROGRAM_NAMES, sniff_kind
from .xmls import (
    Element,
    get_attribute,
    get_attribute_text,
    get_local_name,
    get_text,
    list_named,
    parse_xml,
    remove_element,
    take_comments,
)

XML_PARTS = re.compile(r"(?:^|/)(?:content|styles|meta|settings)\.xml$")
MACROS = re.compile(r"^(?:Basic|Scripts|Dialogs)/", re.IGNORECASE)
KEPT = re.compile(
    r"^(?:mimetype|content\.xml|styles\.xml|meta\.xml|META-INF/manifest\.xml|Pictures/.+|media/.+|"
    r"Fonts/.+|Object \d+/(?:content|styles)\.xml|ObjectReplacements/.+|layout-cache|"
    r"manifest\.rdf)$"
)
PERSONAL = {"creator", "initial-creator", "printed-by", "description", "subject", "keyword",
            "user-defined", "template", "auto-reload"}  # fmt: skip


class OpenDocument(OdfBody):
    """One file: `run` reports on all parts, and removes the unseen ones from the package."""

    def __init__(self, package: Package, report: FileReport, inside: Inside):
        super().__init__(report)
        self.package, self.inside = package, inside

    def run(self) -> None:
        for name in self.package.names:
            if XML_PARTS.search(name):
                self.find_hidden_styles(self.package.root(name))
        for name in self.package.names:
            self.report_part(name)
        self.forget_removed()

    def report_part(self, name: str) -> None:
        content = self.package.read(name)
        kind = sniff_kind(content)
        if MACROS.match(name):
            self.report_macros(name, content)
        elif kind == "program" or PROGRAM_NAMES.search(name):
            self.report.flag("program", ("file", name.rpartition("/")[2]))
            self.drop(name, content)
        elif kind == "page" or (PAGE_NAMES.search(name) and b"<script" in content.lower()):
            self.report.flag("page", ("file", name.rpartition("/")[2]))
            self.drop(name, content)
        elif name.endswith((".xml", ".rdf")):
            self.report_xml(name, content)
        elif name != "mimetype":
            self.report_other(name, content, kind)

    def report_macros(self, name: str, content: bytes) -> None:
        # LibreOffice writes empty macro libraries into files without macros.
        if not name.endswith((".xlc", ".xlb", "-lc.xml", "-lb.xml")):
            self.report.flag("macros")
        self.drop(name, content)

    def drop(self, name: str, content: bytes) -> None:
        report_binary(content, "embedded", self.report)
        self.package.remove(name)

    def report_xml(self, name: str, content: bytes) -> None:
        root = parse_xml(content)
        self.report.note("attribute", get_attribute_text(root))
        self.report.note("other", take_comments(root))
        if XML_PARTS.search(name) and not name.endswith(("meta.xml", "settings.xml")):
            self.report_body(root)
            kind = "margin" if name.endswith("styles.xml") else "body"
            self.report.note(kind, get_text(root))
            self.package.change(name, root)
        elif name == "meta.xml":
            self.report_properties(root)
            self.package.change(name, root)
        elif name == "VersionList.xml":
            self.report.note("earlier", "\n".join((get_attribute_text(root), get_text(root))))
        else:
            self.report.note("other", get_text(root))
        if not KEPT.match(name):
            self.package.remove(name)

    def report_properties(self, root: Element) -> None:
        """Report the properties; keep only title and language."""
        for element in list(next(iter(root), ())):
            personal = get_local_name(element) in PERSONAL
            words = "\n".join((get_text(element), get_attribute_text(element)))
            filled = bool(get_text(element).strip())
            self.report.note("properties" if personal else "other", words, count=0)
            self.report.count("properties", int(personal and filled))
            if get_local_name(element) not in ("title", "language"):
                remove_element(element)

    def report_other(self, name: str, content: bytes, kind: str) -> None:
        if name.startswith("Thumbnails/"):
            self.report.count("thumbnail")
            self.inside(content, name, "thumbnail")
        elif name.startswith("Versions/"):
            self.report.count("earlier")
            self.inside(content, name, "earlier")
        elif kind in ("jpg", "png", "gif", "webp", "tif", "bmp"):
            self.inside(content, name, "picture")
            self.package.changed[name] = remove_metadata(content, kind)
        elif KEPT.match(name) and kind not in ("zip", "ole", "pdf"):
            report_binary(content, "other", self.report)
        else:
            self.report.count("embedded", int(kind in ("zip", "ole", "pdf")))
            self.inside(content, name, "embedded")
            self.package.remove(name)
        if not KEPT.match(name):
            self.package.remove(name)

    def forget_removed(self) -> None:
        """Remove the entries of removed parts from the manifest."""
        name = "META-INF/manifest.xml"
        if name not in self.package.names:
            return
        root = self.package.root(name)
        left = [n for n in self.package.names if n not in self.package.removed]
        for element in list_named(root, "file-entry"):
            way = get_attribute(element, "full-path")
            inside = (
                any(each.startswith(way) for each in left) if way.endswith("/") else way in left
            )
            if way != "/" and not inside:
                remove_element(element)
        self.package.change(name, root)
