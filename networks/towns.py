"""The municipalities on the map, each with the council's seat for it and its holders."""

from dataclasses import dataclass

from .composition import Composition, SeatHolders
from .region_map import Area, RegionMap, codes_in, draw_map


@dataclass(frozen=True)
class Town:
    """A municipality: its outline, and its seat if the council has one for it."""

    number: int
    area: Area
    holders: SeatHolders | None

    @property
    def name(self) -> str:
        return self.area.name

    @property
    def people(self) -> list[str]:
        return [str(mandate.person) for mandate in self.holders.in_order] if self.holders else []


@dataclass(frozen=True)
class TownMap:
    map: RegionMap
    towns: list[Town]


def towns_on_map(region: str, composition: Composition) -> TownMap | None:
    """Return the region's municipalities and all others with a seat; None if there are none.

    A seat belongs to a municipality by the municipality code of its organisation, or by the place
    name if there is no code.
    """
    by_code, by_name = {}, {}
    for holders in composition.seats:
        body = holders.seat.organisation
        if body and body.kind == "municipality":
            by_code[body.municipality_code] = by_name[body.place_name] = holders
    drawn = draw_map(codes_in(region) | (by_code.keys() - {""}))
    if drawn is None:
        return None
    return TownMap(
        drawn,
        [
            Town(number, area, by_code.get(area.code) or by_name.get(area.name))
            for number, area in enumerate(drawn.areas, start=1)
        ],
    )
