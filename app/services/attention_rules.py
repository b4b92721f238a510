"""Which rules hold for which schools, and since when. Pure: out of facts, on a day; no database, no clock."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.models.programme import Enrolment
from app.models.programme_engagement import Met
from app.review_framework.attention_rules import AttentionRule
from app.services.fidelity import Row
from app.services.fidelity_record import Record
from app.services.programme_windows import day_after

PEER_REVIEW = "peer_review"
Held = dict[tuple[int, str], date]
"""By the id of an enrolment and the code of a rule: since when it holds."""


@dataclass(frozen=True, slots=True)
class Partner:
    """Another school of a pair or triad."""

    school_id: int
    agreed_on: date | None
    """When it first agreed the self-evaluation that it brings."""
    gone_on: date | None
    """When it left the group, or withdrew from the programme."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """A group as one of its schools finds it."""

    agreed_on: date | None
    partners: tuple[Partner, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the rules look at, of the schools of a cohort that take part on a day."""

    record: Record
    today: date
    enrolments: Mapping[int, Enrolment]
    signed_in: Mapping[int, date]
    """By school: when anybody of it last signed in."""
    senco_since: Mapping[int, date]
    """By school: when its latest SENCO began."""
    pairings: Mapping[int, tuple[Pairing, ...]]
    """By school: the groups in which it is."""
    booked: frozenset[tuple[int, str]] = frozenset()
    """By enrolment and component: coaching for which a time was agreed, whatever came of it."""

    @property
    def rows(self) -> Iterator[Row]:
        return (row for row in self.record.rows if not row.is_withdrawn)


def held(facts: Facts, rules: Sequence[AttentionRule]) -> Held:
    """Every rule that holds on the day of the facts; once a school and rule."""
    found: Held = {}
    for rule in rules:
        look = _LOOKS[rule.looks_for]
        if rule.component and rule.component not in facts.record.programme.by_code:
            continue
        for row in facts.rows:
            since = look(facts, row, rule)
            if since is not None and since <= facts.today:
                found[row.enrolment_id, rule.code] = since
    return found


def _missed_events(facts: Facts, row: Row, rule: AttentionRule) -> date | None:
    """The latest events by the programme's order of which the outcome is known; what is unknown is not missed."""
    cells = [
        cell
        for component, cell in zip(row.programme.components, row.cells, strict=True)
        if component.kind == "attendance" and cell.counts_as is not Met.UNKNOWN
    ]
    last = cells[-(rule.events or 1) :]
    if len(last) < (rule.events or 1) or any(cell.counts_as is Met.MET for cell in last):
        return None
    return last[-1].on or facts.today


def _no_sign_in(facts: Facts, row: Row, rule: AttentionRule) -> date | None:
    enrolled_on = facts.enrolments[row.enrolment_id].enrolled_on
    last = max(facts.signed_in.get(row.school_id, enrolled_on), enrolled_on)
    return last + timedelta(days=rule.days or 0)


def _component_overdue(facts: Facts, row: Row, rule: AttentionRule) -> date | None:
    assert rule.component is not None
    if row.cell(rule.component).counts_as is not Met.UNKNOWN:
        return None
    window = row.programme.by_code[rule.component].window
    return day_after(facts.record.cohort, window.closes) + timedelta(days=rule.days or 0)


def _component_closing(facts: Facts, row: Row, rule: AttentionRule) -> date | None:
    """What is booked is not looked for, though what became of it is not known yet: that waits elsewhere."""
    assert rule.component is not None
    is_known = row.cell(rule.component).counts_as is not Met.UNKNOWN
    if is_known or (row.enrolment_id, rule.component) in facts.booked:
        return None
    window = row.programme.by_code[rule.component].window
    return day_after(facts.record.cohort, window.closes) - timedelta(days=rule.days or 0)


def _partner_behind(facts: Facts, row: Row, rule: AttentionRule) -> date | None:
    if _peer_review_is_known(row):
        return None
    waiting = [
        pairing.agreed_on
        for pairing in facts.pairings.get(row.school_id, ())
        if pairing.agreed_on
        and any(partner.agreed_on is None and partner.gone_on is None for partner in pairing.partners)
    ]
    return min(waiting) + timedelta(days=rule.days or 0) if waiting else None


def _partner_gone(facts: Facts, row: Row, _rule: AttentionRule) -> date | None:
    """Somebody left, and nobody is there in any of the school's groups."""
    partners = [one for pairing in facts.pairings.get(row.school_id, ()) for one in pairing.partners]
    gone = [one.gone_on for one in partners if one.gone_on]
    if _peer_review_is_known(row) or not gone or len(gone) < len(partners):
        return None
    return max(gone)


def _new_senco(facts: Facts, row: Row, rule: AttentionRule) -> date | None:
    since = facts.senco_since.get(row.school_id)
    if since is None or since <= facts.enrolments[row.enrolment_id].enrolled_on:
        return None
    return since if facts.today < since + timedelta(days=rule.days or 0) else None


def _peer_review_is_known(row: Row) -> bool:
    return PEER_REVIEW in row.programme.by_code and row.cell(PEER_REVIEW).counts_as is not Met.UNKNOWN


Look = Callable[[Facts, Row, AttentionRule], date | None]
"""The day from which a rule holds for a school, in the future too; None if nothing points to it."""

_LOOKS: Mapping[str, Look] = {
    "missed_events": _missed_events,
    "no_sign_in": _no_sign_in,
    "component_overdue": _component_overdue,
    "component_closing": _component_closing,
    "partner_behind": _partner_behind,
    "partner_gone": _partner_gone,
    "new_senco": _new_senco,
}
