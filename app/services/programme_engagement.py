"""What is known of components out of a file, with what was there before."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from sqlalchemy import bindparam, insert, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, SQLModel, col

from app import clock
from app.language import gettext as _
from app.models.actors import Actor
from app.models.programme import Changed, Cohort, Enrolment
from app.models.programme_engagement import Answer, Met, Reason, Source
from app.models.schools import School, SchoolUrn
from app.review_framework.programme_types import Programme
from app.services.fidelity_record import programme_of
from app.services.programme import hold_cohort
from app.services.programme_files import FileResult, Line, Refused, note_of, read_lines
from app.services.schools_register_rows import Rejection

COLUMNS = ("urn", "component", "outcome", "senior_leader", "reason", "note")
ANSWERS = ("outcome", "senior_leader", "reason", "note")

_engagement = SQLModel.metadata.tables["engagement"]
_change = SQLModel.metadata.tables["programme_change"]


@dataclass(frozen=True, slots=True)
class EngagementRow:
    enrolment_id: int
    component: str
    answers: Mapping[str, str]


def import_engagement(
    session: Session,
    cohort: Cohort,
    stream: BinaryIO,
    *,
    by: Actor,
    preview: bool = False,
    region_ids: frozenset[int] | None = None,
) -> FileResult:
    """Every good row of the file is what was imported for its school and component; the same file again changes
    nothing. All of it or, should anything stop it, none: the transaction is the caller's. With `preview` nothing
    changes, and the result says what would. Schools outside of `region_ids` are not there. Raises Unreadable.
    """
    if not preview:
        hold_cohort(session, cohort)
    result, good = FileResult(), []
    by_urn = enrolments_by_urn(session, cohort, region_ids)
    for row in _read_rows(read_lines(stream, columns=COLUMNS), programme_of(cohort), by_urn):
        result.read += 1
        if isinstance(row, Rejection):
            result.rejected.append(row)
        else:
            good.append(row)
    created, updated = _compare(session, cohort, good)
    result.created, result.updated = len(created), len(updated)
    result.unchanged = len(good) - len(created) - len(updated)
    if not preview:
        _write(session, cohort, created, updated, by=by)
    return result


def enrolments_by_urn(session: Session, cohort: Cohort, region_ids: frozenset[int] | None = None) -> dict[str, int]:
    """The id of each enrolment, of these regions or all, by every URN that its school has or had."""
    own = select_columns(col(School.urn), col(Enrolment.id)).join(School, col(School.id) == col(Enrolment.school_id))
    earlier = select_columns(col(SchoolUrn.urn), col(Enrolment.id)).join(
        SchoolUrn, col(SchoolUrn.school_id) == col(Enrolment.school_id)
    )
    here = col(Enrolment.cohort_id) == cohort.id
    if region_ids is not None:
        here &= col(Enrolment.region_id).in_(region_ids)
    return {urn: id_ for which in (earlier, own) for urn, id_ in session.execute(which.where(here))}


def _read_rows(
    lines: Iterable[Line | Rejection], programme: Programme, by_urn: Mapping[str, int]
) -> Iterator[EngagementRow | Rejection]:
    seen: dict[tuple[int, str], int] = {}
    for line in lines:
        if isinstance(line, Rejection):
            yield line
            continue
        try:
            yield _read_row(line, programme, by_urn, seen)
        except Refused as refused:
            yield line.rejected(refused.column, refused.value, str(refused))


def _read_row(
    line: Line, programme: Programme, by_urn: Mapping[str, int], seen: dict[tuple[int, str], int]
) -> EngagementRow:
    """Raises Refused."""
    enrolment_id = by_urn.get(line["urn"])
    if enrolment_id is None:
        raise Refused("urn", line["urn"], _("No school with this URN is enrolled in this cohort."))
    component = line.one_of("component", programme.by_code)
    earlier = seen.setdefault((enrolment_id, component), line.number)
    if earlier != line.number:
        reason = _("This school and component are already on line %(line)s of the file.") % {"line": earlier}
        raise Refused("urn", line["urn"], reason)
    answers = {
        "outcome": line.one_of("outcome", Met),
        "senior_leader": line.one_of("senior_leader", Answer),
        "reason": line.one_of("reason", (*(one for one in Reason if one), Reason.NOT_SAID)),
        "note": note_of(line),
    }
    return EngagementRow(enrolment_id, component, answers)


def _compare(
    session: Session, cohort: Cohort, rows: list[EngagementRow]
) -> tuple[list[EngagementRow], list[tuple[Any, EngagementRow]]]:
    """Rows that are new, and rows that say something else than what is there, with what is there."""
    there = {
        (row.enrolment_id, row.component): row
        for row in session.execute(
            select_columns(_engagement)
            .join(Enrolment, col(Enrolment.id) == _engagement.c.enrolment_id)
            .where(col(Enrolment.cohort_id) == cohort.id, _engagement.c.source == Source.IMPORTED)
        )
    }
    created = [row for row in rows if (row.enrolment_id, row.component) not in there]
    changed = [
        (before, row)
        for row in rows
        if (before := there.get((row.enrolment_id, row.component))) is not None and answers_of(before) != row.answers
    ]
    return created, changed


def _write(
    session: Session,
    cohort: Cohort,
    created: list[EngagementRow],
    updated: list[tuple[Any, EngagementRow]],
    *,
    by: Actor,
) -> None:
    """However many rows there are, this takes three statements at the most."""
    now = clock.now()
    same = {"source": Source.IMPORTED, "by": by.name, "at": now}
    if created:
        session.execute(
            insert(_engagement),
            [{"enrolment_id": r.enrolment_id, "component": r.component, **r.answers, **same} for r in created],
        )
    if updated:
        statement = (
            update(_engagement)
            .where(_engagement.c.id == bindparam("of_id"))
            .values({name: bindparam(f"new_{name}") for name in (*ANSWERS, "by", "at")})
        )
        session.execute(
            statement,
            [
                {"of_id": before.id, "new_by": by.name, "new_at": now}
                | {f"new_{name}": value for name, value in row.answers.items()}
                for before, row in updated
            ],
        )
    nothing: dict[str, str] = {}
    changes = [(nothing, row) for row in created] + [(answers_of(before), row) for before, row in updated]
    if changes:
        session.execute(insert(_change), [_change_row(cohort, before, row, by=by, at=now) for before, row in changes])


def _change_row(
    cohort: Cohort, before: Mapping[str, str], row: EngagementRow, *, by: Actor, at: object
) -> dict[str, Any]:
    return {
        "cohort_id": cohort.id,
        "enrolment_id": row.enrolment_id,
        "what": Changed.IMPORTED,
        "component": row.component,
        "before": dict(before),
        "after": dict(row.answers),
        "note": "",
        "actor_kind": by.kind,
        "actor_id": by.id,
        "actor_name": by.name,
        "at": at,
    }


def answers_of(row: Any) -> dict[str, str]:
    return {name: getattr(row, name) for name in ANSWERS}
