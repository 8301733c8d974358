"""`python -m meetings.pdf.joining check < files.zip > report.json`, or `join` for one PDF of all.

Runs in a process of its own, as attachments are untrusted. The archive holds the PDFs under numbers
and a `titles.json`; the first is the agenda, whose bookmarks and tags are kept.
"""

import json
import sys
import zipfile
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

TITLES = "titles.json"
ENCRYPTED, DAMAGED = "encrypted", "damaged"
# What a link in an attachment may do; scripts, programs and forms do not travel.
HARMLESS = {"/URI", "/GoTo"}


def main(task: str) -> None:
    with zipfile.ZipFile(BytesIO(sys.stdin.buffer.read())) as archive:
        if task == "check":
            sys.stdout.write(json.dumps(check_files(archive)))
        else:
            join_files(archive).save(sys.stdout.buffer)


def list_pdfs(archive: zipfile.ZipFile) -> list[str]:
    """Return the names of the PDFs in their order."""
    return sorted((name for name in archive.namelist() if name != TITLES), key=int)


def check_files(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return why each file that cannot be joined cannot, by its name."""
    return {name: why for name in list_pdfs(archive) if (why := find_hindrance(archive, name))}


def find_hindrance(archive: zipfile.ZipFile, name: str) -> str:
    try:
        with Pdf.open(BytesIO(archive.read(name))) as pdf:
            if pdf.is_encrypted:
                return ENCRYPTED
            for page in pdf.pages:
                disarm_page(page)
            Pdf.new().pages.extend(pdf.pages)
            return "" if len(pdf.pages) else DAMAGED
    except pikepdf.PasswordError:
        return ENCRYPTED
    except Exception:  # any exception of a parsing library means a broken file
        return DAMAGED


def join_files(archive: zipfile.ZipFile) -> Pdf:
    """Return the agenda followed by the other files, with bookmarks and page labels."""
    titles = json.loads(archive.read(TITLES))
    agenda, *others = list_pdfs(archive)
    whole = Pdf.open(BytesIO(archive.read(agenda)))
    starts = {}
    for name in others:
        starts[name] = len(whole.pages)
        pdf = Pdf.open(BytesIO(archive.read(name)))  # open until the whole is saved
        for page in pdf.pages:
            disarm_page(page)
        whole.pages.extend(pdf.pages)
    add_bookmarks(whole, titles, agenda, starts)
    add_page_labels(whole, starts, titles)
    describe_file(whole, titles)
    return whole


def disarm_page(page: pikepdf.Page) -> None:
    """Take away what runs when the page opens, and links that do more than lead somewhere."""
    drop(page.obj, "/AA")
    for annotation in page.obj.get("/Annots", []):
        drop(annotation, "/AA")
        action = annotation.get("/A")
        if action is not None and str(action.get("/S")) not in HARMLESS:
            drop(annotation, "/A")


def drop(dictionary: pikepdf.Object, key: str) -> None:
    if key in dictionary:
        del dictionary[key]


def add_bookmarks(whole: Pdf, titles: dict[str, Any], agenda: str, starts: dict[str, int]) -> None:
    """Put the agenda's own bookmarks below its name, and one for each other file after it."""
    with whole.open_outline() as outline:
        first = OutlineItem(titles[agenda], 0)
        first.children.extend(outline.root)
        first.is_closed = False
        items = [OutlineItem(titles[name], start) for name, start in starts.items()]
        outline.root[:] = [first, *items]


def add_page_labels(whole: Pdf, starts: dict[str, int], titles: dict[str, Any]) -> None:
    """Number the pages of the agenda 1, 2, 3 and those of each file from 1 after its label."""
    numbers = [0, Dictionary(S=Name.D)]
    for name, start in starts.items():
        numbers += [start, Dictionary(S=Name.D, P=String(titles["labels"][name]))]
    whole.Root.PageLabels = Dictionary(Nums=Array(numbers))


def describe_file(whole: Pdf, titles: dict[str, Any]) -> None:
    """Set the title; the whole does not promise the accessibility of the agenda alone."""
    with whole.open_metadata() as metadata:
        metadata["dc:title"] = titles["whole"]
        if "pdfuaid:part" in metadata:
            del metadata["pdfuaid:part"]
    whole.docinfo["/Title"] = titles["whole"]
    whole.Root.PageMode = Name.UseOutlines


if __name__ == "__main__":
    main(*sys.argv[1:])
