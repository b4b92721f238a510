"""What facilitators write down of a school: notes, contacts, and reasons that are put aside for a while."""

from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, select

from app import clock
from app.keys import key_of_words
from app.language import day as day_in_words
from app.language import gettext as _
from app.models.actors import Actor
from app.models.attention import AttentionEntry, AttentionFlag, EntryKind, Means
from app.models.programme import Enrolment
from app.review_framework.attention_rules import attention_rules
from app.tokens import new_token

LONGEST_SNOOZE_DAYS = 180
LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class Written:
    """What a form carries: its mark, the day, and the words."""

    key: str
    day: date
    text: str
    means: Means = Means.NONE


def add_note(session: Session, enrolment: Enrolment, written: Written, *, by: Actor) -> bool:
    """The note stands with the school. False, and nothing changed, where this form was sent with these words before."""
    return _add(session, enrolment, EntryKind.NOTE, written, by=by)


def add_contact(session: Session, enrolment: Enrolment, written: Written, *, by: Actor) -> bool:
    """That somebody was in touch stands with the school. False where this form was sent with these words before."""
    return _add(session, enrolment, EntryKind.CONTACT, written, by=by)


def snooze(
    session: Session, enrolment: Enrolment, flag: AttentionFlag, *, until: date, why: str, by: Actor
) -> AttentionFlag:
    """The reason is left out of the queue before that day, and the school's page says who put it aside and why."""
    flag.snoozed_until, flag.snoozed_why, flag.snoozed_by = until, why, by.name
    session.add(flag)
    words = _("Put aside until %(day)s: %(rule)s. %(why)s")
    text = words % {"day": day_in_words(until), "rule": title_of(flag.rule), "why": why}
    _add(session, enrolment, EntryKind.SNOOZE, Written(new_token(), clock.today(), text), by=by)
    return flag


def wake(session: Session, enrolment: Enrolment, flag: AttentionFlag, *, by: Actor) -> None:
    """The reason is in the queue again."""
    if flag.snoozed_until is None:
        return
    flag.snoozed_until, flag.snoozed_why, flag.snoozed_by = None, "", ""
    session.add(flag)
    text = _("Back in the queue: %(rule)s.") % {"rule": title_of(flag.rule)}
    _add(session, enrolment, EntryKind.SNOOZE, Written(new_token(), clock.today(), text), by=by)


def find_flag(session: Session, enrolment: Enrolment, rule: str) -> AttentionFlag | None:
    """The reason in force."""
    return session.exec(
        select(AttentionFlag)
        .where(
            AttentionFlag.enrolment_id == enrolment.id,
            AttentionFlag.rule == rule,
            col(AttentionFlag.cleared_at).is_(None),
        )
        .with_for_update()
    ).first()


def title_of(rule: str) -> str:
    """Its words; a rule that there is no more goes by its code."""
    found = attention_rules().get(rule)
    return found.title if found else rule.replace("_", " ")


def _add(session: Session, enrolment: Enrolment, kind: EntryKind, written: Written, *, by: Actor) -> bool:
    assert enrolment.id is not None
    # Two who send one form at the same moment come after each other, and the second finds the first's row.
    session.exec(select(Enrolment.id).where(Enrolment.id == enrolment.id).with_for_update(key_share=True)).one()
    there = _find_by_key(session, enrolment, written.key)
    if there and (there.kind, there.means, there.day, there.text) != (kind, written.means, written.day, written.text):
        words = kind, written.means, written.day.isoformat(), written.text
        written = replace(written, key=key_of_words(written.key, *words, longest=LONGEST_KEY))
        there = _find_by_key(session, enrolment, written.key)
    if there:
        return False
    session.add(
        AttentionEntry(
            enrolment_id=enrolment.id,
            key=written.key,
            kind=kind,
            means=written.means,
            day=written.day,
            text=written.text,
            by=by.name,
            at=clock.now(),
        )
    )
    session.flush()
    return True


def _find_by_key(session: Session, enrolment: Enrolment, key: str) -> AttentionEntry | None:
    query = select(AttentionEntry).where(AttentionEntry.enrolment_id == enrolment.id, AttentionEntry.key == key)
    return session.exec(query).first()
