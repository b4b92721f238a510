"""Letters to several schools at once: with personal fields, looked at one by one, sent once, kept word for word."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select, update

from app import clock
from app.access.visible import VisibleCohort
from app.language import gettext as _
from app.models.accounts import Membership, Person, Role
from app.models.attention import AttentionDelivery, AttentionMessage
from app.models.programme import CohortRegion, Enrolment
from app.models.schools import School
from app.services.jobs import post_letter

FIELDS = ("school", "senco", "facilitator", "region", "cohort", "sender")
"""What stands in braces, and is put in for each school."""
_FIELD = re.compile(r"\{([^{}\n]{0,40})\}")
_WRITTEN_TO = (Role.SENCO, Role.SCHOOL_ADMIN)
"""Every SENCO of a school; its administrators where it has none."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person of a school, at the address of their membership in force."""

    enrolment_id: int
    school: str
    region: str
    facilitator: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A letter as it will be read."""

    recipient: Recipient
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Every letter of a message, and the schools that have nobody to write to."""

    letters: tuple[Filled, ...]
    nobody: tuple[str, ...]

    @property
    def mark(self) -> str:
        """Of what was looked at: another address, name or word makes another mark."""
        whole = [[one.recipient.enrolment_id, one.recipient.email, one.subject, one.text] for one in self.letters]
        return sha256(json.dumps(whole).encode()).hexdigest()[:32]


def unknown_fields(*texts: str) -> list[str]:
    """What stands in braces and is no field, in the order in which it is written."""
    found = [name for text in texts for name in _FIELD.findall(text) if name.strip() not in FIELDS]
    return list(dict.fromkeys(found))


def start_message(
    session: Session, visible: VisibleCohort, enrolment_ids: Collection[int], *, by: Person
) -> AttentionMessage | None:
    """A draft to those of these schools that are seen and take part; None if there are none."""
    chosen = [one.id or 0 for one in _enrolments(session, visible, enrolment_ids) if one.counts_on(clock.today())]
    if not chosen:
        return None
    assert visible.cohort.id is not None
    assert by.id is not None
    message = AttentionMessage(
        cohort_id=visible.cohort.id,
        author_id=by.id,
        author_name=by.name,
        enrolment_ids=chosen,
        created_at=clock.now(),
    )
    session.add(message)
    session.flush()
    return message


def write_message(session: Session, message: AttentionMessage, *, subject: str, text: str) -> bool:
    """The draft has these words. False, and nothing changed, once it was sent."""
    changed = session.exec(
        update(AttentionMessage)
        .where(col(AttentionMessage.id) == message.id, col(AttentionMessage.sent_at).is_(None))
        .values(subject=subject, text=text)
    )
    session.refresh(message)
    return bool(changed.rowcount)


def preview(session: Session, visible: VisibleCohort, message: AttentionMessage) -> Preview:
    """The letters as they would go out now: to members in force of schools that are still seen."""
    people = _recipients(session, visible, message)
    reached = {one.enrolment_id for one in people}
    names = _schools(session, visible, message.enrolment_ids)
    fill = _Filling(message, visible.cohort.title)
    return Preview(
        tuple(fill(one) for one in people),
        tuple(sorted((name for id_, name in names.items() if id_ not in reached), key=str.casefold)),
    )


def send(session: Session, message: AttentionMessage, letters: Preview, *, sender: Person) -> int:
    """Every letter is on its way, and kept word for word. Gives how many; 0, and nothing changed, if it was sent
    before: of two who press the button at once, one finds it sent.
    """
    now = clock.now()
    taken = session.exec(
        update(AttentionMessage)
        .where(col(AttentionMessage.id) == message.id, col(AttentionMessage.sent_at).is_(None))
        .values(sent_at=now)
    )
    if taken.rowcount != 1:
        return 0
    assert message.id is not None
    for one in letters.letters:
        to = one.recipient
        post_letter(session, to=to.email, subject=one.subject, text=one.text + signature(sender))
        session.add(
            AttentionDelivery(
                message_id=message.id,
                enrolment_id=to.enrolment_id,
                name=to.name,
                email=to.email,
                subject=one.subject,
                text=one.text + signature(sender),
                at=now,
            )
        )
    session.flush()
    return len(letters.letters)


def signature(sender: Person) -> str:
    """Stands under every letter: the service's own address answers nobody."""
    words = _("Sent by %(name)s through the SEND review service. Please answer to %(email)s.")
    return "\n\n" + words % {"name": sender.name, "email": sender.email}


def list_messages(session: Session, visible: VisibleCohort, person: Person) -> list[AttentionMessage]:
    """One's own, and for whoever sees the whole cohort every one that was sent; the latest first."""
    query = select(AttentionMessage).where(AttentionMessage.cohort_id == visible.cohort.id)
    own = col(AttentionMessage.author_id) == person.id
    seen = own if visible.region_ids is not None else own | col(AttentionMessage.sent_at).is_not(None)
    return list(session.exec(query.where(seen).order_by(col(AttentionMessage.id).desc()).limit(200)))


def list_deliveries(
    session: Session, visible: VisibleCohort, message: AttentionMessage
) -> list[tuple[AttentionDelivery, str]]:
    """What was sent to whom, with the school's name; of schools that are still seen."""
    query = (
        select(AttentionDelivery, School.name)
        .join(Enrolment, col(Enrolment.id) == col(AttentionDelivery.enrolment_id))
        .join(School, col(School.id) == col(Enrolment.school_id))
        .where(AttentionDelivery.message_id == message.id)
        .order_by(School.name, col(AttentionDelivery.id))
    )
    if visible.region_ids is not None:
        query = query.where(col(Enrolment.region_id).in_(visible.region_ids))
    return [(one, name) for one, name in session.exec(query)]


class _Filling:
    """Puts in what stands in braces."""

    def __init__(self, message: AttentionMessage, cohort: str) -> None:
        self._message = message
        self._cohort = cohort

    def __call__(self, to: Recipient) -> Filled:
        sender = self._message.author_name
        values = {
            "school": to.school,
            "senco": to.name,
            "facilitator": to.facilitator or sender,
            "region": to.region,
            "cohort": self._cohort,
            "sender": sender,
        }
        return Filled(to, _fill(self._message.subject, values), _fill(self._message.text, values))


def _fill(text: str, values: Mapping[str, str]) -> str:
    """In one pass, so that braces in a school's own name are left as they are."""
    return _FIELD.sub(lambda found: values.get(found[1].strip(), found[0]), text)


def _recipients(session: Session, visible: VisibleCohort, message: AttentionMessage) -> list[Recipient]:
    seen = {one.id: one for one in _enrolments(session, visible, message.enrolment_ids)}
    rows = session.execute(
        select_columns(col(Enrolment.id), col(School.name), col(CohortRegion.label), Membership, Person)
        .join(School, col(School.id) == col(Enrolment.school_id))
        .join(CohortRegion, col(CohortRegion.id) == col(Enrolment.region_id))
        .join(Membership, col(Membership.school_id) == col(Enrolment.school_id))
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(
            col(Enrolment.id).in_([id_ for id_, one in seen.items() if one.counts_on(clock.today())]),
            col(Membership.ended_at).is_(None),
            col(Membership.role).in_(_WRITTEN_TO),
        )
        .order_by(col(School.name), col(Person.name), col(Person.id))
    ).all()
    facilitators = _names(session, {one.facilitator_id for one in seen.values() if one.facilitator_id})
    with_senco = {id_ for id_, _school, _region, membership, _person in rows if membership.role == Role.SENCO}
    return [
        Recipient(id_, school, region, facilitators.get(seen[id_].facilitator_id or 0, ""), person.name, person.email)
        for id_, school, region, membership, person in rows
        if membership.role == Role.SENCO or id_ not in with_senco
    ]


def _enrolments(session: Session, visible: VisibleCohort, ids: Collection[int]) -> list[Enrolment]:
    query = select(Enrolment).where(Enrolment.cohort_id == visible.cohort.id, col(Enrolment.id).in_(ids))
    if visible.region_ids is not None:
        query = query.where(col(Enrolment.region_id).in_(visible.region_ids))
    return list(session.exec(query.order_by(col(Enrolment.id))))


def _schools(session: Session, visible: VisibleCohort, ids: Collection[int]) -> dict[int, str]:
    query = (
        select(Enrolment.id, School.name)
        .join(School, col(School.id) == col(Enrolment.school_id))
        .where(Enrolment.cohort_id == visible.cohort.id, col(Enrolment.id).in_(ids))
    )
    if visible.region_ids is not None:
        query = query.where(col(Enrolment.region_id).in_(visible.region_ids))
    return {id_: name for id_, name in session.exec(query) if id_ is not None}


def _names(session: Session, ids: Iterable[int]) -> dict[int, str]:
    rows = session.exec(select(Person.id, Person.name).where(col(Person.id).in_(list(ids))))
    return {id_: name for id_, name in rows if id_ is not None}
