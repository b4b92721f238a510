"""How people reach letters to several schools: a draft is its author's; managers read what was sent."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.access.guard import Found
from app.access.programme import cohort
from app.access.visible import VisibleCohort
from app.models.accounts import Person
from app.models.attention import AttentionMessage


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """A letter to several schools, with the part of the cohort that somebody sees."""

    visible: VisibleCohort
    message: AttentionMessage


def message(session: Session, person: Person, path: dict[str, Any]) -> Found[SeenMessage] | None:
    through = cohort(session, person, path)
    found = session.get(AttentionMessage, path["message_id"]) if through else None
    if through is None or found is None or found.cohort_id != path["cohort_id"]:
        return None
    sees_all = through.thing.region_ids is None and not through.thing.pseudonyms and found.sent_at is not None
    # An evaluator is told no more than that this is not theirs.
    if found.author_id != person.id and not sees_all and not through.thing.pseudonyms:
        return None
    return Found(SeenMessage(through.thing, found), None, through.held_here)
