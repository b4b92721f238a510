"""How somebody reaches the figures of the trust or local authority that they lead."""

from typing import Any

from sqlmodel import Session, col, select

from app.access.guard import Found
from app.access.policies import AS_GROUP_LEAD
from app.models.accounts import Person
from app.models.insight import GroupLeadRole


def led_group(session: Session, person: Person, path: dict[str, Any]) -> Found[GroupLeadRole] | None:
    """Through a role of their own that has not ended."""
    found = session.get(GroupLeadRole, path["group_lead_id"])
    if found is None or found.person_id != person.id or found.ended_at is not None:
        return None
    return Found(found, None, AS_GROUP_LEAD)


def list_led_groups(session: Session, person: Person) -> list[GroupLeadRole]:
    query = select(GroupLeadRole).where(GroupLeadRole.person_id == person.id, col(GroupLeadRole.ended_at).is_(None))
    return list(session.exec(query.order_by(GroupLeadRole.title, col(GroupLeadRole.id))))
