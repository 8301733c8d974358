"""Invisible text in the shapes of slides and sheets (DrawingML, ECMA-376, chapter 20)."""

import re
from dataclasses import dataclass, field

from .colours import WHITE, is_same_colour, parse_hex
from .package import Package
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

UNKNOWN = "?"
TINY = 100  # hundredths of a point
PRESETS = {"white": WHITE, "black": "000000"}
USUAL = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
FILLS = ("solidFill", "noFill", "gradFill", "blipFill", "pattFill", "grpFill")
SHAPES = ("sp", "pic", "graphicFrame", "cxnSp", "grpSp")
Box = tuple[int, int, int, int]


@dataclass
class Scene:
    """What is behind the shapes of a slide or a sheet."""

    ground: str = WHITE
    theme: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=lambda: dict(USUAL))
    behind: list[Element] = field(default_factory=list)  # shapes of the layout and its master
    fills_places: bool = False  # whether the layout fills its placeholders


def take_unseen_runs(root: Element, scene: Scene) -> list[str]:
    """Remove the invisible runs; return their texts."""
    unseen = [
        run
        for run in list_named(root, "r", "fld")
        if get_local_name(run.getparent()) == "p"
        and get_text(run).strip()
        and is_unseen_drawing_run(run, scene)
    ]
    words = [get_text(run) for run in unseen]
    for run in unseen:
        remove_element(run)
    return words


def is_unseen_drawing_run(run: Element, scene: Scene) -> bool:
    own = get_child(run, "rPr")
    if get_child(own, "noFill") is not None and get_child(own, "ln") is None:
        return True
    size = get_attribute(own, "sz")
    if size.isascii() and size.isdigit() and int(size) <= TINY:
        return True
    filling = get_child(own, "solidFill")
    if filling is None:
        filling = get_list_style_fill(run)
    if filling is None:
        return False
    if any(get_attribute(each, "val") in ("0", "0%") for each in list_named(filling, "alpha")):
        return True
    letters = read_drawing_colour(filling, scene)
    return letters != UNKNOWN and is_same_colour(letters, get_run_background(run, scene))


def get_list_style_fill(run: Element) -> Element | None:
    """Return the fill that the list style of the shape itself gives to a run, or None."""
    paragraph = run.getparent()
    level = get_attribute(get_child(paragraph, "pPr"), "lvl") or "0"
    number = int(level) + 1 if level in list("012345678") else 1
    styles = get_child(get_ancestor(paragraph, 1), "lstStyle")
    return get_child(get_child(get_child(styles, f"lvl{number}pPr"), "defRPr"), "solidFill")


def read_drawing_colour(filling: Element, scene: Scene) -> str:
    """Return the colour of a solid fill as six digits, or UNKNOWN."""
    for element in filling:
        if any(get_local_name(each) != "alpha" for each in element):
            return UNKNOWN
        name, value = get_local_name(element), get_attribute(element, "val")
        if name == "srgbClr":
            return parse_hex(value) or UNKNOWN
        if name == "sysClr":
            return parse_hex(get_attribute(element, "lastClr")) or UNKNOWN
        if name == "prstClr":
            return PRESETS.get(value, UNKNOWN)
        if name == "schemeClr":
            return scene.theme.get(scene.names.get(value, value), UNKNOWN)
    return UNKNOWN


def get_run_background(run: Element, scene: Scene) -> str:
    """Return the background colour of a run, or UNKNOWN."""
    highlight = get_child(get_child(run, "rPr"), "highlight")
    if highlight is not None:
        return read_drawing_colour(highlight, scene)
    for element in run.iterancestors():
        if get_local_name(element) == "tc":
            return read_fill(get_child(element, "tcPr"), scene) or UNKNOWN
        if get_local_name(element) == "sp":
            return get_shape_background(element, scene)
    return UNKNOWN


def get_shape_background(shape: Element, scene: Scene) -> str:
    own = get_shape_fill(shape, scene)
    if own:
        return own
    if get_local_name(shape.getparent()) == "grpSp" and read_fill(
        get_child(shape.getparent(), "grpSpPr"), scene
    ):
        return UNKNOWN
    ground, box = scene.ground, get_shape_box(shape)
    for other in [*scene.behind, *list_shapes_before(shape)]:
        cover = get_shape_fill(other, scene)
        if (
            cover
            and do_boxes_touch(box, get_shape_box(other))
            and not is_same_colour(cover, ground)
        ):
            return UNKNOWN
    return ground


def get_shape_fill(shape: Element, scene: Scene) -> str:
    """Return the fill colour of a shape, "" for no fill, or UNKNOWN."""
    if get_local_name(shape) in ("pic", "graphicFrame"):
        return UNKNOWN
    properties = get_child(shape, "spPr")
    if any(get_child(properties, name) is not None for name in FILLS):
        return read_fill(properties, scene)
    reference = get_child(get_child(shape, "style"), "fillRef")
    if get_attribute(reference, "idx") not in ("", "0"):
        return UNKNOWN
    return UNKNOWN if scene.fills_places and is_placeholder(shape) else ""


def is_placeholder(shape: Element) -> bool:
    return any(True for _ in shape.iter("{*}ph"))


def read_fill(properties: Element | None, scene: Scene) -> str:
    if get_child(properties, "noFill") is not None:
        return ""
    solid = get_child(properties, "solidFill")
    if solid is not None:
        return read_drawing_colour(solid, scene)
    return UNKNOWN if any(get_child(properties, name) is not None for name in FILLS) else ""


def list_shapes_before(shape: Element) -> list[Element]:
    """Return the shapes that are drawn before this one, and so may be behind it."""
    found = []
    for each in shape.getroottree().iter("{*}sp", "{*}pic", "{*}graphicFrame", "{*}cxnSp"):
        if each is shape:
            break
        found.append(each)
    return found


def get_shape_box(shape: Element) -> Box | None:
    """Return left, top, right and bottom, or None if they are unknown."""
    if get_local_name(shape.getparent()) == "grpSp":
        return None  # its position is relative to the group
    form = get_child(get_child(shape, "spPr"), "xfrm")
    form = form if form is not None else get_child(shape, "xfrm")
    offset, extent = get_child(form, "off"), get_child(form, "ext")
    if offset is None or extent is None or get_attribute(form, "rot") not in ("", "0"):
        return None
    values = [get_attribute(offset, "x"), get_attribute(offset, "y"),
              get_attribute(extent, "cx"), get_attribute(extent, "cy")]  # fmt: skip
    if not all(re.fullmatch(r"-?\d{1,12}", each) for each in values):
        return None
    left, top, width, height = map(int, values)
    return left, top, left + width, top + height


def do_boxes_touch(one: Box | None, other: Box | None) -> bool:
    if one is None or other is None:
        return True
    across = one[0] < other[2] and other[0] < one[2]
    return across and one[1] < other[3] and other[1] < one[3]


def read_scene(package: Package, name: str) -> Scene:
    """Return what is behind a slide: its own background, else that of its layout or master."""
    layout = get_related_part(package, name, "slideLayout")
    master = get_related_part(package, layout, "slideMaster")
    parts = [package.root(each) for each in (name, layout, master) if each]
    scene = Scene(theme=read_theme(package, get_related_part(package, master, "theme")))
    if master:
        mapping = list_named(parts[-1], "clrMap")
        scene.names |= {k: v for each in mapping[:1] for k, v in each.items()}
    if any(list_named(root, "overrideClrMapping") for root in parts):
        scene.theme = {}
    scene.ground = next(
        (found for root in parts if (found := get_part_background(root, scene))), WHITE
    )
    for root in parts[1:]:
        shapes = list_named(root, "sp", "pic", "graphicFrame", "cxnSp")
        scene.behind += [each for each in shapes if not is_placeholder(each)]
        places = [each for each in shapes if is_placeholder(each)]
        scene.fills_places |= any(get_shape_fill(each, scene) for each in places)
    return scene


def get_related_part(package: Package, name: str, kind: str) -> str:
    ways = package.relations(name) if name else []
    found = next((way.target for way in ways if way.kind == kind and not way.outside), "")
    return found if found in package.names else ""


def read_theme(package: Package, name: str) -> dict[str, str]:
    schemes = list_named(package.root(name), "clrScheme") if name else []
    if not schemes:
        return {"lt1": WHITE, "dk1": "000000"}
    scene = Scene()
    return {get_local_name(each): read_drawing_colour(each, scene) for each in schemes[0]}


def get_part_background(root: Element, scene: Scene) -> str:
    """Return the background colour of a part, "" if it has none, or UNKNOWN."""
    element = get_child(get_child(root, "cSld"), "bg")
    if element is None:
        return ""
    properties, reference = get_child(element, "bgPr"), get_child(element, "bgRef")
    if properties is not None:
        return read_fill(properties, scene) or UNKNOWN
    plain = get_attribute(reference, "idx") in ("0", "1000", "1001")
    return read_drawing_colour(reference, scene) if plain and reference is not None else UNKNOWN
