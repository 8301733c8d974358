"""Word, Excel and PowerPoint files: each part is handled by its XML, whatever its name."""

import re

from home.file_parsing.extract.trouble import Damaged

from . import drawing_looks, excel, powerpoint, word, word_looks
from .binary import report_binary
from .office_file import OfficeFile
from .office_kinds import (
    KEPT,
    KINDS,
    MACRO_NAME,
    MACRO_TYPE,
    MAIN_TYPES,
    PERSONAL,
    PLAIN_TYPE,
    get_active_content_code,
    is_unwanted,
)
from .package import prune_package
from .pictures import remove_metadata
from .report import Place
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


class Office(OfficeFile):
    """One office file: `run` reports on all parts, and removes the unseen ones from the package."""

    def run(self) -> None:
        self.report_types()
        self.report_relations()
        # Read before any part is changed:
        excel.get_sheets(self), excel.get_shared_strings(self)
        powerpoint.list_slides_in_order(self), powerpoint.get_hidden_slides(self)
        for name in self.package.names:
            self.report_part(name)
        excel.finish_workbook(self)
        self.keep_title_and_language()

    def report_types(self) -> None:
        """Flag macros by the content types of parts, and replace these types by the plain ones."""
        name = "[Content_Types].xml"
        if name not in self.package.names:
            return
        root = self.package.root(name)
        for element in list(root):
            if MACRO_TYPE.search(get_attribute(element, "ContentType")):
                self.report.flag("macros")
                plain = get_attribute(element, "ContentType")
                for macro, usual in MAIN_TYPES.items():
                    plain = plain.replace(macro, PLAIN_TYPE + usual)
                element.set("ContentType", plain)
        self.package.change(name, root)

    def report_relations(self) -> None:
        for name in ["", *self.package.names]:
            if name.endswith(".rels"):
                continue
            for way in self.package.relations(name):
                if code := get_active_content_code(way):
                    self.report.flag(code)

    def report_part(self, name: str) -> None:
        content = self.package.read(name)
        kind = sniff_kind(content)
        if MACRO_NAME.search(name):
            self.report.flag("macros")
            self.take_unseen_part(name, content)
        elif kind == "program" or PROGRAM_NAMES.search(name):
            self.report.flag("program", ("file", name.rpartition("/")[2]))
            self.take_unseen_part(name, content)
        elif (kind == "page" and not name.endswith((".xml", ".rels"))) or PAGE_NAMES.search(name):
            self.report_web_page(name, content)
        elif content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            self.report_xml(name, content)
        else:
            self.report_binary_part(name, content, kind)

    def report_web_page(self, name: str, content: bytes) -> None:
        """Report on a web page in the file; an SVG without a script counts as a picture."""
        is_picture = name.lower().endswith(".svg") and b"<script" not in content.lower()
        if is_picture:
            self.report.note("body", get_text(parse_xml(content)))
            return
        self.report.flag("page", ("file", name.rpartition("/")[2]))
        self.take_unseen_part(name, content)

    def take_unseen_part(self, name: str, content: bytes) -> None:
        """Report on a part, and remove it from the cleaned copy."""
        report_binary(content, "embedded", self.report)
        self.package.remove(name)

    def report_xml(self, name: str, content: bytes) -> None:
        try:
            root = parse_xml(content)
        except Damaged:
            if name.endswith((".xml", ".rels")):
                raise
            self.report_binary_part(name, content, "")
            return None
        form = get_local_name(root).lower()
        kind = KINDS.get(form, "other")
        if form == "types" or name.endswith(".rels"):
            return self.report_targets(name, root)
        if name.startswith("customXml/") or form not in KEPT | set(KINDS):
            kind = "custom_xml" if name.startswith("customXml/") else kind
        self.report.note("attribute", get_attribute_text(root))
        self.report.note("other", take_comments(root))
        if form == "comments" or form in ("threadedcomments", "cmlst"):
            self.report_comments(name, root)
        else:
            self.sift_part(name, root, form, kind)
        if form not in KEPT or name.startswith("customXml/"):
            self.package.remove(name)
        return None

    def report_targets(self, name: str, root: Element) -> None:
        """Report link targets: searched for personal codes only, since readers can see them."""
        targets = (get_attribute(each, "Target") for each in root)
        self.report.note("attribute", "\n".join(filter(None, targets)))

    def report_comments(self, name: str, root: Element) -> None:
        each = [
            e
            for e in root.iter()
            if get_local_name(e) in ("comment", "threadedComment", "cm", "text")
        ]
        outer = [e for e in each if not any(a in each for a in e.iterancestors())]
        for comment in outer or [root]:
            cell = get_attribute(comment, "ref")
            place = [("cell", cell)] if cell else []
            sheet = excel.get_place_of_part(self, name)
            self.report.note("comment", get_text(comment), *sheet, *place)

    def sift_part(self, name: str, root: Element, form: str, kind: str) -> None:
        """Report the unseen text of a part by kind, and the rest by the kind of the part."""
        place: Place = ()
        if form in ("document", "hdr", "ftr", "footnotes", "endnotes", "glossarydocument"):
            word.sift_word_part(root, self.get_styles(), self.note)
        elif form == "settings":
            word.sift_settings(root, self.note)
        elif form in ("worksheet", "workbook", "sst"):
            place = excel.sift_workbook_part(self, name, root, form)
        elif form in ("sld", "presentation", "notes"):
            place = powerpoint.sift_presentation_part(self, name, root, form)
            kind = powerpoint.get_part_kind(self, name, kind)
        elif form == "wsdr":
            for words in drawing_looks.take_unseen_runs(root, drawing_looks.Scene()):
                self.report.note("hidden_text", words)
        if form in ("coreproperties", "properties"):
            self.report_properties(root)
        elif form not in ("sst", "worksheet"):
            self.report.note(kind, get_text(root), *place)
        alternatives = [get_attribute(e, key) for e in list_named(root, "docPr", "cNvPr")
                        for key in ("descr", "title")]  # fmt: skip
        self.report.note("alt_text", "\n".join(filter(None, alternatives)), *place)
        if form in KEPT:
            self.package.change(name, root)

    def report_properties(self, root: Element) -> None:
        """Report the author and other personal properties; dates and counts are not counted."""
        for element in root:
            personal = get_local_name(element) in PERSONAL
            self.report.note("properties" if personal else "other", get_text(element), count=0)
            self.report.count("properties", int(personal and bool(get_text(element).strip())))

    def note(self, kind: str, text: str, *place: tuple[str, object], code: str = "") -> None:
        if code:
            self.report.flag(code)
            self.report.note("other", text, *place)
        else:
            self.report.note(kind, text, *place)

    def get_styles(self) -> word_looks.WordStyles:
        if self.known.styles is None:
            names = [n for n in self.package.names if re.fullmatch(r"word/styles\d*\.xml", n)]
            root = self.package.root(names[0]) if names else None
            self.known.styles = word_looks.read_word_styles(root)
        return self.known.styles

    def report_binary_part(self, name: str, content: bytes, kind: str) -> None:
        """Report on a picture, a font, an embedded file or other binary data."""
        if name.startswith("docProps/"):
            self.report.count("thumbnail")
            self.inside(content, name, "thumbnail")
            self.package.remove(name)
        elif "/media/" in f"/{name}" and kind in ("jpg", "png", "gif", "webp", "tif", "bmp"):
            self.inside(content, name, "picture")
            self.package.changed[name] = remove_metadata(content, kind)
        elif re.search(r"\.(?:emf|wmf|odttf|fntdata|ttf|mp4|mp3|m4a|wav|mov|avi|wdp)$", name):
            report_binary(content, "other", self.report)
        else:
            self.report.count("embedded", int(kind in ("zip", "ole", "pdf")))
            self.inside(content, name, "embedded")
            self.package.remove(name)

    def keep_title_and_language(self) -> None:
        """Keep only the title (shown in the window of a reader) and the language."""
        for name in self.package.names:
            if name in self.package.removed or not name.endswith(".xml"):
                continue
            if name.startswith("docProps/core") and name in self.package.changed:
                root = self.package.root(name)
                for element in list(root):
                    if get_local_name(element) not in ("title", "language"):
                        remove_element(element)
                self.package.change(name, root)
        prune_package(self.package, is_unwanted)
