"""Figures across schools, out of what was kept for a term: a cohort's, a delivery region's, a led group's.

Everything here only adds up blocks that may be shown, so it can tell nobody more than they do.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.models.insight import GroupLeadRole, InsightBlock, InsightSnapshot
from app.models.programme import Cohort
from app.services.insight_suppression import Shown, add_up

Figures = Mapping[str, Shown]
"""By the code of a row. A row of which nothing may be shown is missing."""
Taken = tuple[Cohort, InsightSnapshot]


@dataclass(frozen=True, slots=True)
class Views:
    """The figures of a term under one framework: of the whole, and of each region of which anything may be shown."""

    framework_id: str
    framework_version: str
    whole: Figures
    by_region: Mapping[int, Figures]


def views_of(snapshot: InsightSnapshot, blocks: Collection[InsightBlock]) -> list[Views]:
    """For each framework of which anything may be shown."""
    counted = {block for block, *_rest in snapshot.counts}
    found = []
    marks = sorted({(one.framework_id, one.framework_version) for one in blocks if one.id in counted})
    for id_, version in marks:
        own = [one for one in blocks if (one.framework_id, one.framework_version) == (id_, version)]
        regions = sorted({one.region_id for one in own if one.region_id is not None and one.id in counted})
        by_region = {
            region: add_up_rows([snapshot], {one.id for one in own if one.region_id == region}) for region in regions
        }
        found.append(Views(id_, version, add_up_rows([snapshot], {one.id for one in own}), by_region))
    return found


def add_up_rows(snapshots: Collection[InsightSnapshot], blocks: Collection[int | None]) -> Figures:
    """Each row summed over these blocks. Blocks of several cohorts come from a snapshot each."""
    parts: dict[str, list[Shown]] = {}
    for snapshot in snapshots:
        for block, row, cuts, counts in snapshot.counts:
            if block in blocks:
                parts.setdefault(row, []).append(Shown(tuple(cuts), tuple(counts)))
    return {row: total for row, shown in parts.items() if (total := add_up(shown))}


def views_of_group(session: Session, lead: GroupLeadRole) -> tuple[list[Views], list[Taken]]:
    """The figures of the schools of a led group, from each cohort's latest term; and which terms those are."""
    blocks = session.exec(
        select(InsightBlock)
        .where(InsightBlock.group_kind == lead.kind, InsightBlock.group_key == lead.group_key)
        .order_by(col(InsightBlock.id))
    ).all()
    rows = session.exec(
        select(Cohort, InsightSnapshot)
        .join(InsightSnapshot, col(InsightSnapshot.cohort_id) == col(Cohort.id))
        .where(col(Cohort.id).in_({one.cohort_id for one in blocks}))
        .order_by(col(InsightSnapshot.id))
    )
    latest = {cohort.id: (cohort, snapshot) for cohort, snapshot in rows}
    taken = list(latest.values())
    snapshots = [snapshot for _cohort, snapshot in taken]
    found = []
    for id_, version in sorted({(one.framework_id, one.framework_version) for one in blocks}):
        own = {one.id for one in blocks if (one.framework_id, one.framework_version) == (id_, version)}
        if figures := add_up_rows(snapshots, own):
            found.append(Views(id_, version, figures, {}))
    return found, taken
