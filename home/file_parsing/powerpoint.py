"""Unseen parts of PowerPoint files: hidden slides and shapes, notes, shapes outside the slide."""

from .drawing_looks import read_scene, take_unseen_runs
from .office_file import OfficeFile
from .report import Place
from .xmls import (
    Element,
    get_ancestor,
    get_attribute,
    get_child,
    get_local_name,
    get_text,
    list_named,
    remove_element,
)

FALSE = ("0", "false", "off")
DEFAULT_SIZE = (12_192_000, 6_858_000)  # widescreen, in English Metric Units
SHAPES = ("sp", "pic", "graphicFrame", "cxnSp", "grpSp")


def sift_presentation_part(office: OfficeFile, name: str, root: Element, form: str) -> Place:
    """Report and remove the unseen parts of a presentation's part; return its place."""
    if form == "presentation":
        sift_presentation(office, root)
        return ()
    number = get_slide_number(office, name)
    place: Place = (("slide", str(number)),) if number else ()
    if form == "notes":
        return place
    if is_hidden_slide(office, name):
        return place
    for words in take_unseen_shapes(root, get_slide_size(office)):
        office.report.note("hidden_text", words, *place)
    if is_slide(name):
        for words in take_unseen_runs(root, read_scene(office.package, name)):
            office.report.note("hidden_text", words, *place)
    keep_pictures_of_objects(root)
    for element in list_named(root, "custDataLst", "timing"):
        if get_local_name(element) == "custDataLst":
            remove_element(element)
    return place


def take_unseen_shapes(root: Element, slide_size: tuple[int, int]) -> list[str]:
    """Remove the shapes that nobody sees; return their text."""
    found = []
    for shape in list_named(root, *SHAPES):
        if shape.getparent() is not None and is_unseen_shape(slide_size, shape):
            found.append(get_text(shape))
            remove_element(shape)
    return found


def get_part_kind(office: OfficeFile, name: str, kind: str) -> str:
    if kind == "body" and name in get_hidden_slides(office):
        office.package.remove(name)
        return "hidden_slide"
    if kind == "notes":
        office.package.remove(name)
    return kind


def list_slides_in_order(office: OfficeFile) -> list[str]:
    """Return the names of the slides in presentation order."""
    if office.known.slides is None:
        found: list[str] = []
        main = "ppt/presentation.xml"
        if main in office.package.names:
            ways = {way.key: way.target for way in office.package.relations(main)}
            listed = list_named(office.package.root(main), "sldId")
            keys = (get_relation_key(each) for each in listed)
            found = [ways[key] for key in keys if key in ways]
        office.known.slides = found
    return office.known.slides


def get_relation_key(element: Element) -> str:
    """Return the attribute r:id; the element has a plain id too."""
    return next((v for k, v in element.items() if k.endswith("relationships}id")), "")


def get_hidden_slides(office: OfficeFile) -> set[str]:
    if office.known.hidden_slides is None:
        names = [n for n in list_slides_in_order(office) if n in office.package.names]
        unseen = {n for n in names if get_attribute(office.package.root(n), "show") in FALSE}
        # Nobody sees a slide that the presentation does not list.
        unlisted = {n for n in office.package.names if is_slide(n)} - set(names)
        office.known.hidden_slides = unseen | unlisted
    return office.known.hidden_slides


def is_slide(name: str) -> bool:
    return name.startswith("ppt/slides/") and name.endswith(".xml") and name.count("/") == 2


def is_hidden_slide(office: OfficeFile, name: str) -> bool:
    return name in get_hidden_slides(office)


def get_slide_number(office: OfficeFile, name: str) -> int:
    """Return the number of a slide, also for its notes or comments; 0 for other parts."""
    for number, slide in enumerate(list_slides_in_order(office), start=1):
        if slide == name:
            return number
        if any(way.target == name for way in office.package.relations(slide)):
            return number
    return 0


def is_unseen_shape(slide_size: tuple[int, int], shape: Element) -> bool:
    """Return whether a shape is hidden or lies wholly outside the slide."""
    properties = next((each for each in shape.iter("{*}cNvPr")), None)
    own = properties is not None and get_ancestor(properties, 2) is shape
    if own and get_attribute(properties, "hidden") not in ("", *FALSE):
        return True
    if get_local_name(shape.getparent()) == "grpSp":
        return False  # its position is relative to the group
    form = get_child(get_child(shape, "spPr"), "xfrm")
    form = form if form is not None else get_child(shape, "xfrm")
    offset, extent = get_child(form, "off"), get_child(form, "ext")
    if offset is None or extent is None:
        return False
    x, y, width, height = (
        parse_whole_number(get_attribute(element, key))
        for element, key in ((offset, "x"), (offset, "y"), (extent, "cx"), (extent, "cy"))
    )
    across, down = slide_size
    return x + width <= 0 or y + height <= 0 or x >= across or y >= down


def parse_whole_number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0


def get_slide_size(office: OfficeFile) -> tuple[int, int]:
    if office.known.slide_size is None:
        main = "ppt/presentation.xml"
        root = office.package.root(main) if main in office.package.names else None
        office.known.slide_size = read_slide_size(root)
    return office.known.slide_size


def read_slide_size(presentation: Element | None) -> tuple[int, int]:
    """Return the width and height of the slides."""
    found = list_named(presentation, "sldSz") if presentation is not None else []
    if not found:
        return DEFAULT_SIZE
    across, down = (parse_whole_number(get_attribute(found[0], key)) for key in ("cx", "cy"))
    return (across, down) if across and down else DEFAULT_SIZE


def keep_pictures_of_objects(root: Element) -> None:
    """Replace embedded objects by the pictures that the slide shows of them."""
    for frame in list_named(root, "graphicFrame"):
        objects = list_named(frame, "oleObj")
        pictures = [each for one in objects for each in list_named(one, "pic")]
        parent = frame.getparent()
        if pictures and parent is not None:
            parent.replace(frame, pictures[0])


def sift_presentation(office: OfficeFile, root: Element) -> None:
    """Remove hidden slides from the presentation and from other lists of slides."""
    ways = {way.key: way.target for way in office.package.relations("ppt/presentation.xml")}
    list_slides_in_order(office)  # read their order before any slide is removed
    gone_keys, gone_numbers = set(), set()
    for element in list_named(root, "sldId"):
        if ways.get(get_relation_key(element)) in get_hidden_slides(office):
            gone_keys.add(get_relation_key(element))
            gone_numbers.add(element.get("id"))
            remove_element(element)
    for element in list_named(root, "sldId", "sld"):
        if element.get("id") in gone_numbers or get_relation_key(element) in gone_keys:
            remove_element(element)
    for element in list_named(root, "custDataLst", "modifyVerifier"):
        remove_element(element)
