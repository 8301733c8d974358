"""Hidden layers of a PDF (optional content, ISO 32000, 8.11)."""

from io import BytesIO

import pikepdf
from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Page,
    Stream,
)

Number = tuple[int, int]  # of an object, and its generation
Instruction = ContentStreamInstruction | ContentStreamInlineImage


def has_hidden_layers(pdf: pikepdf.Pdf) -> bool:
    return bool(get_hidden_groups(pdf))


def get_hidden_groups(pdf: pikepdf.Pdf) -> set[Number]:
    """Return the object numbers of the groups that are hidden when the file is opened."""
    properties = pdf.Root.get("/OCProperties")
    if not isinstance(properties, Dictionary):
        return set()
    default = properties.get("/D")
    groups = get_object_numbers(properties.get("/OCGs"))
    if not isinstance(default, Dictionary):
        return set()
    hidden = groups if default.get("/BaseState") == Name.OFF else set()
    return (hidden - get_object_numbers(default.get("/ON"))) | get_object_numbers(
        default.get("/OFF")
    )


def get_object_numbers(value: object) -> set[Number]:
    return {each.objgen for each in value} if isinstance(value, Array) else set()


def keep_seen_layers(content: bytes) -> bytes:
    """Return the file as readers see it at first; the same bytes if no layer is hidden."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            hidden = has_hidden_layers(pdf)
        return remove_hidden_layers(content) if hidden else content
    except (pikepdf.PdfError, ValueError, RuntimeError, KeyError, IndexError):
        return content  # the next program that reads it reports the error


def remove_hidden_layers(content: bytes) -> bytes:
    """Return the file without what its hidden layers draw."""
    with pikepdf.open(BytesIO(content)) as pdf:
        strip_layers(pdf)
        file = BytesIO()
        pdf.save(file, encryption=False)
    return file.getvalue()


def strip_layers(pdf: pikepdf.Pdf) -> None:
    """Remove the marked content and the XObjects of hidden layers from pages and forms."""
    hidden = get_hidden_groups(pdf)
    if not hidden:
        return
    for page in pdf.pages:
        kept = list_seen_instructions(page, page.obj.get("/Resources"), hidden)
        page.obj["/Contents"] = pdf.make_stream(pikepdf.unparse_content_stream(kept))
    for obj in pdf.objects:
        if isinstance(obj, Stream) and obj.get("/Subtype") == Name.Form:
            kept = list_seen_instructions(obj, obj.get("/Resources"), hidden)
            obj.write(pikepdf.unparse_content_stream(kept))


def list_seen_instructions(
    owner: Object | Page, resources: object, hidden: set[Number]
) -> list[Instruction]:
    """Return the instructions of a content stream that draw outside the hidden layers."""
    kept: list[Instruction] = []
    depth, closed = 0, list[int]()
    for instruction in pikepdf.parse_content_stream(owner):
        operands, operator = instruction.operands, str(instruction.operator)
        if operator in ("BDC", "BMC"):
            depth += 1
            layer = operands[1] if operator == "BDC" and operands[0] == Name.OC else None
            if layer is not None and is_hidden_group(
                get_resource(resources, "/Properties", layer), hidden
            ):
                closed.append(depth)
        inside = bool(closed)
        if operator == "EMC":
            if closed and closed[-1] == depth:
                closed.pop()
            depth -= 1
        drawing = operator == "Do" and is_hidden_drawing(resources, operands[0], hidden)
        # Instructions that set the graphics state stay, or the rest would look different.
        if (
            not (inside and (operator in SHOWS or operator in ("BDC", "BMC", "EMC")))
            and not drawing
        ):
            kept.append(instruction)
    return kept


SHOWS = {"Tj", "TJ", "'", '"', "Do", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh",
         "BI", "ID", "EI", "INLINE IMAGE"}  # fmt: skip


def is_hidden_drawing(resources: object, name: object, hidden: set[Number]) -> bool:
    drawing = get_resource(resources, "/XObject", name)
    return isinstance(drawing, Stream) and is_hidden_group(drawing.get("/OC"), hidden)


def get_resource(resources: object, kind: str, name: object) -> object:
    found = resources.get(kind) if isinstance(resources, Dictionary) else None
    return found.get(str(name)) if isinstance(found, Dictionary) else None


def is_hidden_group(group: object, hidden: set[Number]) -> bool:
    """Return whether a group, or every group of a membership dictionary, is hidden."""
    if not isinstance(group, Dictionary):
        return False
    if group.objgen in hidden:
        return True
    members = group.get("/OCGs")
    keys = (
        get_object_numbers(members)
        if isinstance(members, Array)
        else {getattr(members, "objgen", None)}
    )
    return bool(keys) and keys <= hidden
