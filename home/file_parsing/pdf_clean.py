"""Clean a PDF: keep pages, links, bookmarks and structure, and nothing else."""

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from .pdf import ACTIONS, as_list, get_entry, open_with_pikepdf
from .pdf_layers import strip_layers
from .pdf_words import remove_unseen_words
from .pictures import remove_metadata

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


def clean_pdf(content: bytes) -> bytes:
    """Return the cleaned copy."""
    pdf = open_with_pikepdf(content)
    title, part = get_window_title(pdf), get_pdf_ua_part(pdf)
    strip_layers(pdf)
    keep_links_and_fields(pdf)
    flatten_fields(pdf)
    for page in pdf.pages:
        links = [each for each in as_list(get_entry(page.obj, "/Annots")) if is_link(each)]
        page.obj["/Annots"] = pdf.make_indirect(Array(links))
    clean_catalog(pdf)
    for obj in pdf.objects:
        clean_object(obj)
    write_title(pdf, title, part)
    file = BytesIO()
    pdf.save(file, encryption=False, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return remove_unseen_words(file.getvalue())


def is_link(annotation: object) -> bool:
    return get_entry(annotation, "/Subtype") == Name.Link


def keep_links_and_fields(pdf: pikepdf.Pdf) -> None:
    """Remove every annotation except links and form fields."""
    for page in pdf.pages:
        found = as_list(get_entry(page.obj, "/Annots"))
        kept = [each for each in found if get_entry(each, "/Subtype") in (Name.Link, Name.Widget)]
        if found:
            page.obj["/Annots"] = Array(kept)


def flatten_fields(pdf: pikepdf.Pdf) -> None:
    """Draw the content of form fields onto their pages."""
    form = get_entry(pdf.Root, "/AcroForm")
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
    names = get_entry(root, "/Names")
    if isinstance(names, Dictionary):
        for key in set(names.keys()) - {"/Dests"}:
            del names[key]
    if "/OCProperties" in root:
        forget_layers(pdf)


def forget_layers(pdf: pikepdf.Pdf) -> None:
    """Remove the list of layers: what is left of them is always visible."""
    del pdf.Root["/OCProperties"]


def clean_object(obj: object, depth: int = 0) -> None:
    """Remove unseen entries and actions from an object and its direct children."""
    if depth > 60:
        return
    if isinstance(obj, Array):
        for each in obj:
            if not has_object_number(each):
                clean_object(each, depth + 1)
    elif isinstance(obj, Dictionary | Stream):
        for key in UNSEEN:
            if key in obj:
                del obj[key]
        for key in ("/A", "/Next", "/PA"):
            if is_dangerous(get_entry(obj, key)):
                del obj[key]
        for key in list(obj.keys()):
            if not has_object_number(obj[key]):
                clean_object(obj[key], depth + 1)
        if isinstance(obj, Stream):
            clean_picture(obj)


def has_object_number(obj: object) -> bool:
    return getattr(obj, "objgen", (0, 0)) != (0, 0)


def is_dangerous(action: object) -> bool:
    """Return whether an action, or a list of actions, does more than go to a destination."""
    if isinstance(action, Array):
        return True
    if not isinstance(action, Dictionary):
        return False
    kind = get_entry(action, "/S")
    address = str(get_entry(action, "/URI") or "").strip().lower()
    runs = address.startswith(("javascript:", "data:", "vbscript:"))
    return str(kind) in DANGEROUS or runs


def clean_picture(stream: Stream) -> None:
    if (
        get_entry(stream, "/Subtype") == Name.Image
        and get_entry(stream, "/Filter") == Name.DCTDecode
    ):
        before = stream.read_raw_bytes()
        after = remove_metadata(before, "jpg")
        if after != before:
            found = get_entry(stream, "/DecodeParms")
            parameters = found if isinstance(found, Dictionary | Array) else None
            stream.write(after, filter=Name.DCTDecode, decode_parms=parameters)


def get_window_title(pdf: pikepdf.Pdf) -> str:
    """Return the document title, which PDF viewers show in their window."""
    try:
        newer = str(pdf.open_metadata().get("dc:title") or "").strip()
    except Exception:  # metadata is untrusted XML
        newer = ""
    older = get_entry(get_entry(pdf.trailer, "/Info"), "/Title")
    return newer or (str(older) if isinstance(older, pikepdf.String) else "")


def get_pdf_ua_part(pdf: pikepdf.Pdf) -> str:
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
