"""Invisible text in the shapes of slides and sheets (DrawingML, ECMA-376, chapter 20)."""

import re
from dataclasses import dataclass, field

from .colours import WHITE, hex_of, is_same
from .xmls import attribute, child, local, named, remove, text_of

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
    behind: list = field(default_factory=list)  # shapes of the layout and its master
    fills_places: bool = False  # whether the layout fills its placeholders


def take_unseen_runs(root, scene: Scene) -> list[str]:
    """Remove the invisible runs; return their texts."""
    unseen = [
        run
        for run in named(root, "r", "fld")
        if local(run.getparent()) == "p" and text_of(run).strip() and is_unseen(run, scene)
    ]
    words = [text_of(run) for run in unseen]
    for run in unseen:
        remove(run)
    return words


def is_unseen(run, scene: Scene) -> bool:
    own = child(run, "rPr")
    if child(own, "noFill") is not None and child(own, "ln") is None:
        return True
    size = attribute(own, "sz")
    if size.isascii() and size.isdigit() and int(size) <= TINY:
        return True
    filling = child(own, "solidFill")
    if filling is None:
        filling = by_list_style(run)
    if filling is None:
        return False
    if any(attribute(each, "val") in ("0", "0%") for each in named(filling, "alpha")):
        return True
    letters = colour(filling, scene)
    return letters != UNKNOWN and is_same(letters, ground_of(run, scene))


def by_list_style(run):
    """Return the fill that the list style of the shape itself gives to a run, or None."""
    paragraph = run.getparent()
    level = attribute(child(paragraph, "pPr"), "lvl") or "0"
    number = int(level) + 1 if level in list("012345678") else 1
    styles = child(paragraph.getparent(), "lstStyle")
    return child(child(child(styles, f"lvl{number}pPr"), "defRPr"), "solidFill")


def colour(filling, scene: Scene) -> str:
    """Return the colour of a solid fill as six digits, or UNKNOWN."""
    for element in filling:
        if any(local(each) != "alpha" for each in element):
            return UNKNOWN
        name, value = local(element), attribute(element, "val")
        if name == "srgbClr":
            return hex_of(value) or UNKNOWN
        if name == "sysClr":
            return hex_of(attribute(element, "lastClr")) or UNKNOWN
        if name == "prstClr":
            return PRESETS.get(value, UNKNOWN)
        if name == "schemeClr":
            return scene.theme.get(scene.names.get(value, value), UNKNOWN)
    return UNKNOWN


def ground_of(run, scene: Scene) -> str:
    """Return the background colour of a run, or UNKNOWN."""
    highlight = child(child(run, "rPr"), "highlight")
    if highlight is not None:
        return colour(highlight, scene)
    for element in run.iterancestors():
        if local(element) == "tc":
            return fill_of(child(element, "tcPr"), scene) or UNKNOWN
        if local(element) == "sp":
            return ground_of_shape(element, scene)
    return UNKNOWN


def ground_of_shape(shape, scene: Scene) -> str:
    own = fill_of_shape(shape, scene)
    if own:
        return own
    if local(shape.getparent()) == "grpSp" and fill_of(child(shape.getparent(), "grpSpPr"), scene):
        return UNKNOWN
    ground, box = scene.ground, box_of(shape)
    for other in [*scene.behind, *shapes_before(shape)]:
        cover = fill_of_shape(other, scene)
        if cover and touches(box, box_of(other)) and not is_same(cover, ground):
            return UNKNOWN
    return ground


def fill_of_shape(shape, scene: Scene) -> str:
    """Return the fill colour of a shape, "" for no fill, or UNKNOWN."""
    if local(shape) in ("pic", "graphicFrame"):
        return UNKNOWN
    properties = child(shape, "spPr")
    if any(child(properties, name) is not None for name in FILLS):
        return fill_of(properties, scene)
    reference = child(child(shape, "style"), "fillRef")
    if attribute(reference, "idx") not in ("", "0"):
        return UNKNOWN
    return UNKNOWN if scene.fills_places and is_place(shape) else ""


def is_place(shape) -> bool:
    return any(True for _ in shape.iter("{*}ph"))


def fill_of(properties, scene: Scene) -> str:
    if child(properties, "noFill") is not None:
        return ""
    solid = child(properties, "solidFill")
    if solid is not None:
        return colour(solid, scene)
    return UNKNOWN if any(child(properties, name) is not None for name in FILLS) else ""


def shapes_before(shape) -> list:
    """Return the shapes that are drawn before this one, and so may be behind it."""
    found = []
    for each in shape.getroottree().iter("{*}sp", "{*}pic", "{*}graphicFrame", "{*}cxnSp"):
        if each is shape:
            break
        found.append(each)
    return found


def box_of(shape) -> Box | None:
    """Return left, top, right and bottom, or None if they are unknown."""
    if local(shape.getparent()) == "grpSp":
        return None  # its position is relative to the group
    form = child(child(shape, "spPr"), "xfrm")
    form = form if form is not None else child(shape, "xfrm")
    offset, extent = child(form, "off"), child(form, "ext")
    if offset is None or extent is None or attribute(form, "rot") not in ("", "0"):
        return None
    values = [attribute(offset, "x"), attribute(offset, "y"),
              attribute(extent, "cx"), attribute(extent, "cy")]  # fmt: skip
    if not all(re.fullmatch(r"-?\d{1,12}", each) for each in values):
        return None
    left, top, width, height = map(int, values)
    return left, top, left + width, top + height


def touches(one: Box | None, other: Box | None) -> bool:
    if one is None or other is None:
        return True
    across = one[0] < other[2] and other[0] < one[2]
    return across and one[1] < other[3] and other[1] < one[3]


def scene_of(package, name: str) -> Scene:
    """Return what is behind a slide: its own background, else that of its layout or master."""
    layout = target(package, name, "slideLayout")
    master = target(package, layout, "slideMaster")
    parts = [package.root(each) for each in (name, layout, master) if each]
    scene = Scene(theme=read_theme(package, target(package, master, "theme")))
    if master:
        mapping = named(parts[-1], "clrMap")
        scene.names |= {k: v for each in mapping[:1] for k, v in each.items()}
    if any(named(root, "overrideClrMapping") for root in parts):
        scene.theme = {}
    scene.ground = next((found for root in parts if (found := background(root, scene))), WHITE)
    for root in parts[1:]:
        shapes = named(root, "sp", "pic", "graphicFrame", "cxnSp")
        scene.behind += [each for each in shapes if not is_place(each)]
        places = [each for each in shapes if is_place(each)]
        scene.fills_places |= any(fill_of_shape(each, scene) for each in places)
    return scene


def target(package, name: str, kind: str) -> str:
    ways = package.relations(name) if name else []
    found = next((way.target for way in ways if way.kind == kind and not way.outside), "")
    return found if found in package.names else ""


def read_theme(package, name: str) -> dict[str, str]:
    schemes = named(package.root(name), "clrScheme") if name else []
    if not schemes:
        return {"lt1": WHITE, "dk1": "000000"}
    scene = Scene()
    return {local(each): colour(each, scene) for each in schemes[0]}


def background(root, scene: Scene) -> str:
    """Return the background colour of a part, "" if it has none, or UNKNOWN."""
    element = child(child(root, "cSld"), "bg")
    if element is None:
        return ""
    properties, reference = child(element, "bgPr"), child(element, "bgRef")
    if properties is not None:
        return fill_of(properties, scene) or UNKNOWN
    plain = attribute(reference, "idx") in ("0", "1000", "1001")
    return colour(reference, scene) if plain and reference is not None else UNKNOWN
