"""The figures of a cohort out of its rows. Every table that is printed is counted here. Pure: no database, no clock.

A school whose unknown components could still change its band is `not_yet_known`; its best and worst case say between
what it lies.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.models.programme_engagement import Answer, Met
from app.review_framework.programme_check import NOT_YET_KNOWN
from app.review_framework.programme_types import Programme
from app.services.fidelity_cells import Cell


@dataclass(frozen=True, slots=True)
class Tally:
    """What one school missed, and what is not known of it."""

    missed: int
    unknown: int
    core_missed: int
    core_unknown: int
    best: str
    worst: str


@dataclass(frozen=True)
class Row:
    """One school of a cohort with its cells, in the order of the programme's components."""

    programme: Programme
    enrolment_id: int
    school_id: int
    urn: str
    school: str
    region: str
    """The code of its region."""
    facilitator_id: int | None
    facilitator: str
    is_withdrawn: bool
    cells: tuple[Cell, ...]

    def cell(self, code: str) -> Cell:
        """The cell of the component with this code."""
        return next(cell for one, cell in zip(self.programme.components, self.cells, strict=True) if one.code == code)

    @property
    def missed(self) -> int:
        return self._tally.missed

    @property
    def unknown(self) -> int:
        return self._tally.unknown

    @property
    def core_missed(self) -> int:
        return self._tally.core_missed

    @property
    def core_unknown(self) -> int:
        return self._tally.core_unknown

    @property
    def best(self) -> str:
        """The code of its band if it has met every component that is not known."""
        return self._tally.best

    @property
    def worst(self) -> str:
        """The code of its band if it has missed every component that is not known."""
        return self._tally.worst

    @property
    def band(self) -> str:
        return self.best if self.best == self.worst else NOT_YET_KNOWN

    @property
    def disagrees(self) -> bool:
        return any(cell.disagreeing for cell in self.cells)

    @cached_property
    def _tally(self) -> "Tally":
        """Counted once: a table of 700 schools asks for each of these several times."""
        counted = [cell.counts_as for cell in self.cells]
        core = [counts for one, counts in zip(self.programme.components, counted, strict=True) if one.core]
        missed, unknown = core.count(Met.MISSED), core.count(Met.UNKNOWN)
        return Tally(
            counted.count(Met.MISSED),
            counted.count(Met.UNKNOWN),
            missed,
            unknown,
            self.programme.band_of(missed).code,
            self.programme.band_of(missed + unknown).code,
        )


@dataclass(frozen=True, slots=True)
class ComponentFigures:
    """met + missed + unknown = schools; exceptions are among the met and the missed."""

    code: str
    core: bool
    met: int
    missed: int
    unknown: int
    exceptions: int

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("code", "core", "met", "missed", "unknown", "exceptions")}


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted of some schools."""

    schools: int
    withdrawn: int
    """Counted beside: they are among `schools` only where the report includes them."""
    components: tuple[ComponentFigures, ...]
    missed_distribution: dict[int, int]
    core_missed_distribution: dict[int, int]
    bands: dict[str, int]
    compliant: int
    senior_leader: dict[str, dict[str, int]]

    def as_json(self) -> dict[str, Any]:
        return {
            "schools": self.schools,
            "components": [one.as_json() for one in self.components],
            "missed_distribution": {str(missed): schools for missed, schools in self.missed_distribution.items()},
            "core_missed_distribution": {
                str(missed): schools for missed, schools in self.core_missed_distribution.items()
            },
            "bands": self.bands,
            "compliant": self.compliant,
            "senior_leader": self.senior_leader,
            "withdrawn": self.withdrawn,
        }


@dataclass(frozen=True, slots=True)
class Fidelity:
    """The figures of a cohort, and those of each of its regions that has a school."""

    cohort: str
    total: Figures
    by_region: dict[str, Figures]

    def as_json(self) -> dict[str, Any]:
        return {
            "cohort": self.cohort,
            **self.total.as_json(),
            "by_region": {
                region: {"cohort": self.cohort, **figures.as_json()} for region, figures in self.by_region.items()
            },
        }


def count_fidelity(
    cohort: str, programme: Programme, rows: Sequence[Row], *, include_withdrawn: bool = False
) -> Fidelity:
    """The figures of these rows: of the schools enrolled and not withdrawn, or with `include_withdrawn` of all."""
    by_region: dict[str, list[Row]] = {}
    for row in rows:
        by_region.setdefault(row.region, []).append(row)
    return Fidelity(
        cohort,
        count_rows(programme, rows, include_withdrawn=include_withdrawn),
        {
            region: count_rows(programme, some, include_withdrawn=include_withdrawn)
            for region, some in sorted(by_region.items())
        },
    )


def count_rows(programme: Programme, rows: Sequence[Row], *, include_withdrawn: bool = False) -> Figures:
    """The figures of these rows together."""
    counted = [row for row in rows if include_withdrawn or not row.is_withdrawn]
    columns = list(zip(*(row.cells for row in counted), strict=True)) or [()] * len(programme.components)
    bands = Counter(row.band for row in counted)
    components = tuple(
        _component(one.code, one.core, cells) for one, cells in zip(programme.components, columns, strict=True)
    )
    return Figures(
        len(counted),
        sum(row.is_withdrawn for row in rows),
        components,
        _distribution([row.missed for row in counted], up_to=len(programme.components)),
        _distribution([row.core_missed for row in counted], up_to=len(programme.core)),
        {code: bands[code] for code in (*(band.code for band in programme.bands), NOT_YET_KNOWN)},
        next(one.met for one in components if one.code == programme.compliance),
        {one.code: _answers(cells) for one, cells in zip(programme.components, columns, strict=True)},
    )


def _component(code: str, core: bool, cells: Sequence[Cell]) -> ComponentFigures:
    counted = [cell.counts_as for cell in cells]
    exceptions = sum(cell.is_exception for cell in cells)
    # Not a Counter: the hash of an enum's member is worked out in Python, and this counts every cell.
    met, missed, unknown = (counted.count(one) for one in (Met.MET, Met.MISSED, Met.UNKNOWN))
    return ComponentFigures(code, core, met, missed, unknown, exceptions)


def _distribution(missed: Sequence[int], *, up_to: int) -> dict[int, int]:
    """How many schools missed so many, with every number from none to all."""
    counts = Counter(missed)
    return {number: counts[number] for number in range(up_to + 1)}


def _answers(cells: Sequence[Cell]) -> dict[str, int]:
    answers = [cell.senior_leader for cell in cells]
    return {answer.value: answers.count(answer) for answer in Answer}
