"""Clean a PDF: keep pages, links, bookmarks and structure, and nothing else."""

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from .pdf import ACTIONS, array, get, opened
from .pdf_layers import strip_layers
from .pdf_words import without_unseen_words
from .pictures import without_metadata

# Entries that readers do not see, in any dictionary.
UNSEEN = ("/PieceInfo", "/AA", "/Metadata", "/Thumb", "/AF", "/LastModified", "/JS", "/OPI",
          "/EF", "/DPartRoot", "/Measure", "/PtData")  # fmt: skip
OF_THE_FILE = {
    *[
        "/Type",
        "/Pages",
        "/Names",
        "/Dests",
        "/Outlines",
        "/PageLabels",
        "/PageLayout",
        "/PageMode",
        "/Lang",
        "/MarkInfo",
        "/ViewerPreferences",
        "/StructTreeRoot",
        "/OpenAction",
        "/OutputIntents",
        "/Version",
        "/Extensions",
        "/OCProperties",
    ]
}
DANGEROUS = {*ACTIONS, "/ResetForm", "/Hide", "/SetOCGState", "/Trans", "/Thread"}
UA = "pdfuaid:part"


def cleaned_pdf(content: bytes) -> bytes:
    """Return the cleaned copy."""
    pdf = opened(content)
    title, part = title_of(pdf), accessible_part(pdf)
    strip_layers(pdf)
    keep_links_and_fields(pdf)
    flatten_fields(pdf)
    for page in pdf.pages:
        links = [each for each in array(get(page.obj, "/Annots")) if is_link(each)]
        page.obj["/Annots"] = pdf.make_indirect(Array(links))
    clean_catalog(pdf)
    for thing in pdf.objects:
        clean_object(thing)
    write_title(pdf, title, part)
    file = BytesIO()
    pdf.save(file, encryption=False, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return without_unseen_words(file.getvalue())


def is_link(annotation) -> bool:
    return get(annotation, "/Subtype") == Name.Link


def keep_links_and_fields(pdf: pikepdf.Pdf) -> None:
    """Remove every annotation except links and form fields."""
    for page in pdf.pages:
        found = array(get(page.obj, "/Annots"))
        kept = [each for each in found if get(each, "/Subtype") in (Name.Link, Name.Widget)]
        if found:
            page.obj["/Annots"] = Array(kept)


def flatten_fields(pdf: pikepdf.Pdf) -> None:
    """Draw the content of form fields onto their pages."""
    form = get(pdf.Root, "/AcroForm")
    if not isinstance(form, Dictionary):
        return
    if "/XFA" in form:
        del form["/XFA"]
    if form.get("/NeedAppearances"):
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("screen")


def clean_catalog(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root
    for key in set(root.keys()) - OF_THE_FILE:
        del root[key]
    if not isinstance(root.get("/OpenAction"), Array) and "/OpenAction" in root:
        del root["/OpenAction"]  # a destination to open at may stay, an action is removed
    names = get(root, "/Names")
    for key in list(names.keys()) if isinstance(names, Dictionary) else ():
        if key != "/Dests":
            del names[key]
    if "/OCProperties" in root:
        forget_layers(pdf)


def forget_layers(pdf: pikepdf.Pdf) -> None:
    """Remove the list of layers: what is left of them is always visible."""
    del pdf.Root["/OCProperties"]


def clean_object(thing, depth: int = 0) -> None:
    """Remove unseen entries and actions from an object and its direct children."""
    if depth > 60:
        return
    if isinstance(thing, Array):
        for each in thing:
            if not is_apart(each):
                clean_object(each, depth + 1)
    elif isinstance(thing, Dictionary | Stream):
        for key in UNSEEN:
            if key in thing:
                del thing[key]
        for key in ("/A", "/Next", "/PA"):
            if is_dangerous(get(thing, key)):
                del thing[key]
        for key in list(thing.keys()):
            if not is_apart(thing[key]):
                clean_object(thing[key], depth + 1)
        if isinstance(thing, Stream):
            clean_picture(thing)


def is_apart(thing) -> bool:
    return getattr(thing, "objgen", (0, 0)) != (0, 0)


def is_dangerous(action) -> bool:
    """Return whether an action, or a list of actions, does more than go to a destination."""
    if isinstance(action, Array):
        return True
    if not isinstance(action, Dictionary):
        return False
    kind = get(action, "/S")
    address = str(get(action, "/URI") or "").strip().lower()
    runs = address.startswith(("javascript:", "data:", "vbscript:"))
    return str(kind) in DANGEROUS or runs


def clean_picture(stream: Stream) -> None:
    if get(stream, "/Subtype") == Name.Image and get(stream, "/Filter") == Name.DCTDecode:
        before = stream.read_raw_bytes()
        after = without_metadata(before, "jpg")
        if after != before:
            stream.write(after, filter=Name.DCTDecode, decode_parms=get(stream, "/DecodeParms"))


def title_of(pdf: pikepdf.Pdf) -> str:
    """Return the document title, which PDF viewers show in their window."""
    try:
        newer = str(pdf.open_metadata().get("dc:title") or "").strip()
    except Exception:  # metadata is untrusted XML
        newer = ""
    older = get(get(pdf.trailer, "/Info"), "/Title")
    return newer or (str(older) if isinstance(older, pikepdf.String) else "")


def accessible_part(pdf: pikepdf.Pdf) -> str:
    """Return the part of PDF/UA that the file claims to follow, or ""."""
    try:
        return str(pdf.open_metadata().get(UA) or "")
    except Exception:  # metadata is untrusted XML
        return ""


def write_title(pdf: pikepdf.Pdf, title: str, part: str) -> None:
    """Replace the properties by the title and the PDF/UA claim."""
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    if not title:
        return
    pdf.docinfo["/Title"] = title
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
        if part:
            metadata[UA] = part
