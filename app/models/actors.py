"""Who did something: a signed-in person, or somebody holding a link."""

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    PERSON = "person"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Actor:
    """Kept in every history row as given at the time, so that removing a person never removes their words."""

    kind: ActorKind
    id: int | None
    name: str
