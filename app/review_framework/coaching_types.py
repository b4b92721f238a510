"""What coaching is made of: its sessions, who comes to each, and the questions of its worksheet.

It is data of its own, beside programmes: a published programme never changes, and a school without one is coached too.
A session belongs to the component of a programme that has its code.
"""

from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from app.review_framework.types import Part, Slug, SnakeCode, Text, Version

Beside = Literal["plan", "leads", "stakeholders", "improvement_plan", "report", "last_session"]
Minutes = Annotated[int, Field(ge=10, le=240)]


class Choice(Part):
    code: SnakeCode
    label: Text


class Prompt(Part):
    """One question of a worksheet. Its code is the name of a field, so it never changes."""

    code: SnakeCode
    label: Text
    hint: Text | None = None
    theme: SnakeCode | None = Field(default=None, description="A code of the vocabulary `coaching_reflections`.")
    answer: Literal["text", "choice"] = "text"
    choices: tuple[Choice, ...] = Field(default=(), description="What there is to choose from, for a choice.")
    beside: tuple[Beside, ...] = Field(
        default=(), description="What the school has said elsewhere that stands beside the question."
    )


class CoachingSession(Part):
    """One session: how long, who comes, what it follows and what the school thinks about before it."""

    code: SnakeCode = Field(description="That of the programme's component which it counts for.")
    title: Text
    short: Annotated[Text, Field(max_length=24)]
    about: Text
    minutes: Minutes
    minutes_at_most: Minutes
    must_attend: Annotated[tuple[SnakeCode, ...], Field(min_length=1)] = Field(
        description="Codes of the vocabulary `school_roles`. The first one's side decides whether it is met."
    )
    follows: SnakeCode | None = Field(default=None, description="The component of the group session before it.")
    follows_title: Text | None = None
    prompts: Annotated[tuple[Prompt, ...], Field(min_length=1)]

    @property
    def wants_senior_leader(self) -> bool:
        return "senior_leader" in self.must_attend

    @cached_property
    def by_prompt(self) -> dict[str, Prompt]:
        return {prompt.code: prompt for prompt in self.prompts}


class Coaching(Part):
    """One version of it. A published version never changes: worksheets are answers to its exact words."""

    id: Slug
    version: Version = Field(description='Text in quotes: "1.0".')
    title: Text
    source_note: Text
    sessions: Annotated[tuple[CoachingSession, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _codes_are_unique(self) -> Self:
        """`check_coaching` says the same with line numbers."""
        for codes in ([one.code for one in self.sessions], *([p.code for p in one.prompts] for one in self.sessions)):
            if len(set(codes)) != len(codes):
                raise ValueError(f"codes used twice: {codes}")
        return self

    def session(self, code: str) -> CoachingSession:
        """Raises KeyError."""
        for one in self.sessions:
            if one.code == code:
                return one
        raise KeyError(f"{self.id} {self.version} has no session {code!r}")

    def before(self, session: CoachingSession) -> CoachingSession | None:
        """The session before this one; None for the first."""
        place = self.sessions.index(session)
        return self.sessions[place - 1] if place else None
