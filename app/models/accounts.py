"""People, what they may do in which school, their sign-ins, and the links that are sent to them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from app.models.actors import Actor, ActorKind
from app.models.columns import UtcDateTime, one_of


class Role(StrEnum):
    """What somebody may do in a school; separate from the job title."""

    SCHOOL_ADMIN = "school_admin"
    SENCO = "senco"
    SENIOR_LEADER = "senior_leader"
    COLLEAGUE = "colleague"
    GOVERNOR = "governor"


KEEPERS = frozenset({Role.SCHOOL_ADMIN, Role.SENCO})
"""A school always has one of these; replacing the last one is a handover."""


class GrantKind(StrEnum):
    INVITATION = "invitation"
    RESET = "reset"
    CONTRIBUTION = "contribution"
    CALENDAR = "calendar"
    SHARE = "share"
    """To read one paper, and nothing else."""


class Person(SQLModel, table=True):
    __tablename__ = "person"

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    """Lower case, as compared at sign-in."""
    name: str
    password_hash: str | None = None
    is_operator: bool = False
    """Installs and looks after the service; sees no school's words."""
    is_demo: bool = False
    wants_reminders: bool = True
    """Whether letters that only remind them of something leave for them at all."""
    created_at: datetime = Field(sa_type=UtcDateTime)
    signed_in_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    signed_in_before_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """The sign-in before that one: what has changed since is news to them."""

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.PERSON, self.id, self.name)


class Membership(SQLModel, table=True):
    """A person's role in a school, from `created_at` until `ended_at`. Ended rows stay: they say who could see what."""

    __tablename__ = "membership"
    __table_args__ = (
        one_of("role", Role),
        Index(
            "uq_membership_in_force",
            "person_id",
            "school_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    school_id: int = Field(foreign_key="school.id", index=True)
    role: str
    job_title: str = ""
    """A code of the school_roles vocabulary, or empty."""
    created_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_by: str = ""


class SignIn(SQLModel, table=True):
    """One signed-in browser. The cookie holds the token; the row only its SHA-256."""

    __tablename__ = "sign_in"

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True, max_length=64)
    person_id: int = Field(foreign_key="person.id", index=True)
    device: str = ""
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)


class Grant(SQLModel, table=True):
    """One link sent to somebody: what it is for, to whom, and what became of it. Serves every kind of link."""

    __tablename__ = "grant_link"
    __table_args__ = (one_of("kind", GrantKind),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    token_hash: str = Field(unique=True, max_length=64)
    """SHA-256 of the token in the address that was sent."""
    cookie_hash: str | None = Field(default=None, max_length=64)
    """SHA-256 of the secret that opening the link put into a cookie for the link's own path."""
    school_id: int | None = Field(default=None, foreign_key="school.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    email: str = ""
    name: str = ""
    role: str = ""
    job_title: str = ""
    replaces_membership_id: int | None = Field(default=None, foreign_key="membership.id")
    """For a handover: the membership that ends when this invitation is accepted."""
    created_by: str = ""
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class LinkToken(SQLModel, table=True):
    """A further address of a link: a reminder carries one of its own, and the first letter's keeps working."""

    __tablename__ = "link_token"

    token_hash: str = Field(primary_key=True, max_length=64)
    grant_id: int = Field(foreign_key="grant_link.id", index=True)


class LinkOpening(SQLModel, table=True):
    """One browser in which somebody opened a link that works more than once, with their name as they gave it."""

    __tablename__ = "link_opening"

    id: int | None = Field(default=None, primary_key=True)
    grant_id: int = Field(foreign_key="grant_link.id", index=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    cookie_hash: str = Field(unique=True, max_length=64)
    """SHA-256 of the secret in that browser's cookie, which is for the link's own path."""
    continues_id: int | None = Field(default=None, foreign_key="link_opening.id")
    """For a link to one person: the opening before it, in another browser, whose words are theirs too."""
    name: str = ""
    role: str = ""
    """A code of the school_roles vocabulary, as declared."""
    opened_at: datetime = Field(sa_type=UtcDateTime)

    @property
    def writer_id(self) -> int:
        """The opening to whose name everything is kept that this person writes."""
        assert self.id is not None
        return self.continues_id or self.id


class Attempt(SQLModel, table=True):
    """How often something was tried in a window of time: the counter behind every rate limit."""

    __tablename__ = "attempt"

    key: str = Field(primary_key=True)
    window: int = Field(primary_key=True)
    """Seconds since 1970 at which the window opened."""
    count: int = 0
