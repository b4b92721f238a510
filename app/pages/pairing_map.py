"""Schools and groups as points and lines of a picture: our own drawing, with nothing from outside. It is read by
shapes, lines and numbers; colour says nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.language import gettext as _
from app.language import ngettext
from app.services.pairing import Group, Standing
from app.services.pairing_cost import PairSchool

WIDE, MARGIN = 720, 24
HIGHEST, LOWEST = 900, 240
CLOSE_M = 4_000
"""What a picture shows at least: schools of one town do not fly apart over the whole page."""

_SHAPES = (
    "M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0z",
    "M-5.5,-5.5h11v11h-11z",
    "M0,-7L7,5.5H-7z",
    "M0,-7.5L7.5,0L0,7.5L-7.5,0z",
    "M-2.5,-7h5v4.5h4.5v5h-4.5v4.5h-5v-4.5h-4.5v-5h4.5z",
    "M0,7L7,-5.5H-7z",
    "M-3.5,-6.5h7l3.5,6.5l-3.5,6.5h-7l-3.5,-6.5z",
    "M-7,-4h14v8h-14z",
    "M0,-8L2,-2.5L8,-2.5L3,1.5L5,7.5L0,4L-5,7.5L-3,1.5L-8,-2.5L-2,-2.5z",
)
"""A shape for each region."""


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float
    shape: str
    name: str
    placed: bool


@dataclass(frozen=True, slots=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    stands: bool
    """The group is there already."""


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    y: float
    number: int


@dataclass(frozen=True, slots=True)
class PairingMap:
    high: int
    points: tuple[Point, ...]
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    legend: tuple[tuple[str, str], ...]
    """Shapes and what they mean."""
    description: str
    missing: str
    """About those who are not on the map; empty where all are."""

    @classmethod
    def of(cls, schools: Sequence[PairSchool], groups: Sequence[Group]) -> "PairingMap | None":
        """None where nobody is on the map. `groups` have their numbers by their order, from 1."""
        where = _scaled(schools)
        if not where:
            return None
        regions = sorted({(one.region, one.region_label) for one in schools})
        shapes = {code: _SHAPES[number % len(_SHAPES)] for number, (code, _label) in enumerate(regions)}
        placed = {one.id for group in groups for one in group.schools}
        points = tuple(
            Point(*where[one.id], shapes[one.region], one.name, one.id in placed) for one in schools if one.id in where
        )
        lines, labels = _drawn(groups, where)
        away = len(schools) - len(points)
        missing = ngettext(
            "%(num)s school is not on the map, because its place is not known.",
            "%(num)s schools are not on the map, because their places are not known.",
            away,
        )
        description = ngettext("%(num)s group. ", "%(num)s groups. ", len(groups)) % {"num": len(groups)}
        description += _("Each line joins schools of one group, with its number in the list below the map.")
        return cls(
            max(point.y for point in points).__ceil__() + MARGIN,
            points,
            lines,
            labels,
            tuple((shapes[code], label) for code, label in regions),
            description,
            missing % {"num": away} if away else "",
        )


Places = dict[int, tuple[float, float]]


def _scaled(schools: Sequence[PairSchool]) -> Places:
    """North is up. The picture is as wide as the page, and not higher than a screen."""
    known = [(one.id, one.easting, one.northing) for one in schools]
    placed = [(id_, east, north) for id_, east, north in known if east is not None and north is not None]
    if not placed:
        return {}
    west, east = min(one[1] for one in placed), max(one[1] for one in placed)
    south, north = min(one[2] for one in placed), max(one[2] for one in placed)
    metres = max(east - west, CLOSE_M), max(north - south, CLOSE_M)
    unit = min((WIDE - 2 * MARGIN) / metres[0], (HIGHEST - 2 * MARGIN) / metres[1])
    aside = (WIDE - (east - west) * unit) / 2
    return {id_: (round(aside + (x - west) * unit, 1), round(MARGIN + (north - y) * unit, 1)) for id_, x, y in placed}


def _drawn(groups: Sequence[Group], where: Places) -> tuple[tuple[Line, ...], tuple[Label, ...]]:
    lines, labels = [], []
    for number, group in enumerate(groups, 1):
        legs = [(where[a.id], where[b.id]) for a, b in group.legs if a.id in where and b.id in where]
        stands = group.standing is Standing.EXISTING
        lines += [Line(*start, *end, stands) for start, end in legs]
        if legs:
            (x1, y1), (x2, y2) = legs[0]
            labels.append(Label(round((x1 + x2) / 2, 1), round((y1 + y2) / 2, 1), number))
    return tuple(lines), tuple(labels)
