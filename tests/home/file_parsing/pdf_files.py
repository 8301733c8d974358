"""PDFs with a code in one place of each, made with pikepdf."""

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from .office_files import CODE

FONT = {"/Type": Name.Font, "/Subtype": Name.Type1, "/BaseFont": Name.Helvetica}
SEEN = b"BT /F1 12 Tf 72 720 Td (Neuvottelukunta kokoontui keskiviikkona) Tj ET\n"


def shown(words: str = CODE, at: str = "72 600", before: str = "", size: int = 12) -> bytes:
    return f"BT {before} /F1 {size} Tf {at} Td ({words}) Tj ET\n".encode()


def pdf(change=None, drawn: bytes = b"", earlier: bytes = b"") -> bytes:
    """Return a page of text; `change(pdf, page)` adds to it, `drawn` is drawn on it."""
    paper = pikepdf.new()
    page = paper.add_blank_page(page_size=(595, 842))
    font = paper.make_indirect(Dictionary(FONT))
    page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
    page.obj.Contents = paper.make_stream(SEEN + drawn)
    if change:
        change(paper, page.obj)
    file = BytesIO()
    paper.save(file)
    return file.getvalue()


def annotation(paper, page, **entries) -> None:
    """Add a note to the page."""
    usual = {"/Type": Name.Annot, "/Subtype": Name.Text, "/Rect": Array([10, 10, 30, 30])}
    added = {f"/{key}": value for key, value in entries.items()}
    note = paper.make_indirect(Dictionary(usual | added))
    page.Annots = Array([*page.get("/Annots", []), note])


def field(paper, page, **entries) -> None:
    """Add a form with one field."""
    widget = paper.make_indirect(
        Dictionary(
            {
                "/Type": Name.Annot,
                "/Subtype": Name.Widget,
                "/FT": Name.Tx,
                "/T": String("nimi"),
                "/Rect": Array([72, 500, 300, 520]),
                "/DA": String("/F1 12 Tf 0 g"),
            }
            | {f"/{key}": value for key, value in entries.items()}
        )
    )
    page.Annots = Array([widget])
    paper.Root.AcroForm = Dictionary(
        Fields=Array([widget]), DR=page.Resources, NeedAppearances=True
    )


def attach(paper, content: bytes, name: str) -> None:
    paper.attachments[name] = pikepdf.AttachedFileSpec(paper, content, filename=name)


def layered(paper, page) -> None:
    """Draw the code on a layer that is switched off."""
    group = paper.make_indirect(Dictionary(Type=Name.OCG, Name=String("Luonnos")))
    paper.Root.OCProperties = Dictionary(
        OCGs=Array([group]), D=Dictionary(OFF=Array([group]), Order=Array([group]))
    )
    page.Resources.Properties = Dictionary(L1=group)
    page.Contents = paper.make_stream(SEEN + b"/OC /L1 BDC\n" + shown() + b"EMC\n")


def form_xobject(paper, words: str = CODE):
    stream = paper.make_stream(f"BT /F1 12 Tf ({words}) Tj ET".encode())
    stream.Type, stream.Subtype = Name.XObject, Name.Form
    stream.BBox = Array([0, 0, 100, 20])
    return stream


def saved_anew() -> bytes:
    """Return a file whose first version had the code, with a newer version appended to it."""
    first = pdf(drawn=shown())
    with pikepdf.open(BytesIO(first)) as paper:
        number = paper.pages[0].obj.Contents.objgen[0]
        trailer_root = paper.Root.objgen[0]
    start = len(first)
    stream = b"%d 0 obj\n<< /Length %d >>\nstream\n" % (number, len(SEEN)) + SEEN
    stream += b"\nendstream\nendobj\n"
    before = int(first[first.rfind(b"startxref") + 9 :].split()[0])
    xref = b"xref\n%d 1\n%010d 00000 n \n" % (number, start)
    trailer = b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        number + 50,
        trailer_root,
        before,
        start + len(stream),
    )
    return first + stream + xref + trailer


def bookmark(paper) -> None:
    with paper.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(CODE, 0))


def described(paper, page, **entries) -> None:
    """Add a structure tree with one figure."""
    figure = paper.make_indirect(
        Dictionary(
            {"/Type": Name.StructElem, "/S": Name.Figure, "/Pg": page}
            | {f"/{key}": value for key, value in entries.items()}
        )
    )
    paper.Root.StructTreeRoot = paper.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, K=Array([figure]))
    )


def action(kind: str, **entries):
    return Dictionary({"/S": Name(f"/{kind}")} | {f"/{key}": v for key, v in entries.items()})
