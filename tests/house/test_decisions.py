"""docs/decisions.md is short, its table of contents is right, and what it names exists."""

import re
from functools import cache

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
DECISIONS = ROOT / "docs" / "decisions.md"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
GLOSSARY = ROOT / "docs" / "glossary.md"
MOST_WORDS = 5_000

ANCHOR = re.compile(r"\]\(([\w./-]*)#([\w-]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
# A name of our code in backticks: one identifier, perhaps with an attribute or a call after it.
NAME = re.compile(r"`([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?)(?:\([\w…]*\))?`")
# A package that we do not use.
FOREIGN = {"pdfua"}
FOLDERS = ("home", "networks", "meetings", "search", "site", "scripts", "templates", "static/js")


def anchors_of(document):
    """Return the anchors that GitHub makes from a document's headings."""
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in HEADING.findall(text)
    }


@cache
def words_of_the_code():
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.*")]
    text = [path.read_text("utf-8") for path in files if path.suffix in {".py", ".html", ".js"}]
    return set(re.findall(r"\w+", "\n".join(text)))


def test_decisions_are_short():
    assert len(DECISIONS.read_text(encoding="utf-8").split()) <= MOST_WORDS


def test_anchors_lead_to_headings():
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    links = [
        (document, document.parent / target if target else document, anchor)
        for document in documents
        for target, anchor in ANCHOR.findall(document.read_text(encoding="utf-8"))
    ]
    assert len(links) > 20
    assert [link for link in links if link[2] not in anchors_of(link[1])] == []


def test_contents_list_every_section():
    text = DECISIONS.read_text(encoding="utf-8")
    listed = re.findall(r"^- \[(.+)\]\(#", text, re.MULTILINE)
    assert listed == re.findall(r"^## (.+)$", text, re.MULTILINE)


@pytest.mark.parametrize(
    "document", [DECISIONS, ARCHITECTURE, GLOSSARY], ids=lambda path: path.stem
)
def test_names_exist_in_the_code(document):
    names = {
        part
        for name in NAME.findall(document.read_text(encoding="utf-8"))
        for part in name.split(".")
    }
    assert len(names) > 30
    assert sorted(names - FOREIGN - words_of_the_code()) == []
