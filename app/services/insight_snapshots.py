"""What is shown of a cohort for a term: taken once, kept as it was shown, never changed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, delete, select

from app import clock
from app.models.insight import GroupKind, InsightBlock, InsightMember, InsightSnapshot
from app.models.programme import Cohort
from app.review_framework.loader import get_framework
from app.review_framework.school_terms import AcademicYear, SchoolTerm, academic_years
from app.services.insight_answers import Answers, read_answers, rows_of
from app.services.insight_suppression import Row, Shown, form_blocks, show_row

Before = dict[str, dict[int, list[Shown]]]
"""By row and block: all that was shown, in order."""


def term_code(year: AcademicYear, term: SchoolTerm) -> str:
    return f"{year.code} {term.code}"


def term_label(code: str) -> str:
    """Autumn term 2026; the code itself for a term that is in the calendar no more."""
    return next((term.label for year, term in _terms() if term_code(year, term) == code), code)


def term_now(on: date) -> str:
    """The term in which the day is, or the last one before it. Raises LookupError before the first in the calendar."""
    begun = [term_code(year, term) for year, term in _terms() if term.starts <= on]
    if not begun:
        raise LookupError("There is no school term before this day.")
    return begun[-1]


def term_due(cohort: Cohort, on: date) -> str | None:
    """The term whose figures are to be taken: one that has ended, until the next begins, if the cohort ran in it."""
    ended = [(year, term) for year, term in _terms() if term.starts <= on]
    if (
        not ended
        or on < ended[-1][1].ends
        or cohort.starts_on > ended[-1][1].ends
        or (cohort.ends_on and cohort.ends_on < ended[-1][1].starts)
    ):
        return None
    return term_code(*ended[-1])


def take_snapshot(session: Session, cohort: Cohort, term: str) -> InsightSnapshot | None:
    """The figures of the term are kept. None, and nothing changed, where they were taken before."""
    # Schools may be in several cohorts, and are counted in one: two who take figures at once come after each other.
    session.exec(select(Cohort.id).order_by(col(Cohort.id)).with_for_update()).all()
    assert cohort.id is not None
    if find_snapshot(session, cohort, term):
        return None
    answers = {one.candidate.school_id: one for one in read_answers(session, cohort, on=clock.today())}
    known = {block.id for block in list_blocks(session, cohort)}
    blocks = _blocks_now(session, cohort, term, answers)
    marks = {block.id or 0: _mark(block) for block in list_blocks(session, cohort)}
    before = _shown_before(session, cohort)
    counts: list[list[Any]] = []
    for framework, together in sorted(_by_framework(blocks, answers).items()):
        id_, _, version = framework.partition(" ")
        for row in rows_of(get_framework(id_, version)):
            now = {block: _count(row, members) for block, members in together.items()}
            # What was ever shown of the row in other blocks binds how it may be cut, in those that are closed too.
            history = {id_: shown for id_, shown in before.get(row.code, {}).items() if marks[id_] == framework}
            for block, shown in show_row(row, now, history).items():
                counts.append([block, row.code, list(shown.cuts), list(shown.counts)])
    _forget(session, blocks.keys() - known - {block for block, *_rest in counts})
    snapshot = InsightSnapshot(cohort_id=cohort.id, term=term, taken_at=clock.now(), counts=counts)
    session.add(snapshot)
    session.flush()
    return snapshot


def find_snapshot(session: Session, cohort: Cohort, term: str) -> InsightSnapshot | None:
    return session.exec(
        select(InsightSnapshot).where(InsightSnapshot.cohort_id == cohort.id, InsightSnapshot.term == term)
    ).first()


def list_snapshots(session: Session, cohort: Cohort) -> list[InsightSnapshot]:
    """Every term's, the latest first."""
    query = select(InsightSnapshot).where(InsightSnapshot.cohort_id == cohort.id)
    return list(session.exec(query.order_by(col(InsightSnapshot.id).desc())))


def list_blocks(session: Session, cohort: Cohort) -> list[InsightBlock]:
    return list(
        session.exec(select(InsightBlock).where(InsightBlock.cohort_id == cohort.id).order_by(col(InsightBlock.id)))
    )


def _blocks_now(
    session: Session, cohort: Cohort, term: str, answers: Mapping[int, Answers]
) -> dict[int, tuple[int, ...]]:
    """The members of each block that is counted: those of before that are whole, and those made of new schools."""
    members: dict[int, list[int]] = {}
    for member in session.exec(select(InsightMember)):
        members.setdefault(member.block_id, []).append(member.school_id)
    counted: dict[int, tuple[int, ...]] = {}
    for block in list_blocks(session, cohort):
        mark, ids = _mark(block), members.get(block.id or 0, [])
        if block.closed_in:
            continue
        if all(id_ in answers and answers[id_].candidate.framework == mark for id_ in ids):
            counted[block.id or 0] = tuple(ids)
        else:
            block.closed_in = term
            session.add(block)
    placed = {id_ for ids in members.values() for id_ in ids}
    new = [one.candidate for id_, one in answers.items() if id_ not in placed]
    for made in form_blocks(new):
        id_, _, version = made.framework.partition(" ")
        kind, key = made.group or (GroupKind.NONE, "")
        block = InsightBlock(
            cohort_id=cohort.id or 0,
            framework_id=id_,
            framework_version=version,
            region_id=made.region,
            group_kind=kind,
            group_key=key,
            formed_in=term,
        )
        session.add(block)
        session.flush()
        assert block.id is not None
        session.add_all(InsightMember(school_id=one, block_id=block.id) for one in made.school_ids)
        counted[block.id] = made.school_ids
    session.flush()
    return counted


def _forget(session: Session, blocks: Collection[int]) -> None:
    """New blocks of which nothing was shown are none: next term their schools can be put together with others."""
    for model, column in ((InsightMember, InsightMember.block_id), (InsightBlock, InsightBlock.id)):
        session.exec(delete(model).where(col(column).in_(blocks)))


def _mark(block: InsightBlock) -> str:
    return f"{block.framework_id} {block.framework_version}"


def _by_framework(
    blocks: Mapping[int, tuple[int, ...]], answers: Mapping[int, Answers]
) -> dict[str, dict[int, list[Answers]]]:
    found: dict[str, dict[int, list[Answers]]] = {}
    for block, ids in blocks.items():
        found.setdefault(answers[ids[0]].candidate.framework, {})[block] = [answers[id_] for id_ in ids]
    return found


def _count(row: Row, members: Sequence[Answers]) -> list[int]:
    counts = [0] * row.categories
    for one in members:
        counts[one.categories.get(row.code, 0)] += 1
    return counts


def _shown_before(session: Session, cohort: Cohort) -> Before:
    before: Before = {}
    for snapshot in reversed(list_snapshots(session, cohort)):
        for block, row, cuts, counts in snapshot.counts:
            before.setdefault(row, {}).setdefault(block, []).append(Shown(tuple(cuts), tuple(counts)))
    return before


def _terms() -> list[tuple[AcademicYear, SchoolTerm]]:
    return [(year, term) for year in academic_years() for term in year.terms]
