"""What a programme is made of: the components that each school is counted by, the bands, the events to schedule.

A programme is data written in YAML. These types say which keys it has; `check_programme` says whether it holds.
"""

from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from app.review_framework.types import Part, Slug, SnakeCode, Text, Version

Kind = Literal["attendance", "product", "session"]
Months = Annotated[int, Field(ge=0, le=60)]


class Window(Part):
    """When something is due, in whole months after the month in which a cohort starts."""

    opens: Months
    closes: Months


class Component(Part):
    """One thing that each school does, met or missed."""

    code: SnakeCode = Field(description="Stable: rows of every cohort name it.")
    title: Text
    short: Annotated[Text, Field(max_length=24)] = Field(description="The heading of a narrow column.")
    kind: Kind = Field(description="Who knows of it: a register, a finished piece of work, or a session that was held.")
    core: bool = Field(description="True if it counts for the band.")
    must_attend: Annotated[tuple[SnakeCode, ...], Field(min_length=1)] = Field(
        description="Codes of the vocabulary `school_roles`. The first one's side decides whether it is met."
    )
    window: Window

    @property
    def wants_senior_leader(self) -> bool:
        return "senior_leader" in self.must_attend


class Band(Part):
    """What a school's fidelity is called from this many missed core components on, up to the next band."""

    code: SnakeCode
    label: Text
    from_missed: Months = Field(description="The least number of core components missed.")


class Theme(Part):
    """One thing that coaching comes back to."""

    code: SnakeCode
    label: Text
    about: Text | None = None


class PlannedEvent(Part):
    """An event that a cohort schedules, once for all or once in each region."""

    code: SnakeCode
    title: Text
    component: SnakeCode | None = Field(default=None, description="The component that its register decides, if any.")
    held_for: Literal["region", "cohort"]
    mode: Literal["online", "in_person"]
    minutes: Annotated[int, Field(ge=5, le=600)]
    window: Window


class Programme(Part):
    """One version of one programme. A published version never changes: cohorts are counted by its exact words."""

    id: Slug
    version: Version = Field(description='Text in quotes: "1.0".')
    title: Text
    source_note: Text
    compliance: SnakeCode = Field(description="The component whose schools count as compliant.")
    components: Annotated[tuple[Component, ...], Field(min_length=1)]
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]
    coaching_themes: tuple[Theme, ...] = ()
    events: tuple[PlannedEvent, ...] = ()

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        """Every lookup below has exactly one answer. `check_programme` says the same with line numbers."""
        for parts in (self.components, self.bands, self.coaching_themes, self.events):
            codes = [part.code for part in parts]
            if len(set(codes)) != len(codes):
                raise ValueError(f"codes used twice: {codes}")
        if self.compliance not in self.by_code:
            raise ValueError(f"no component {self.compliance}")
        starts = [band.from_missed for band in self.bands]
        if starts[0] != 0 or starts != sorted(set(starts)):
            raise ValueError("bands must begin with 0 missed and go up")
        return self

    @cached_property
    def by_code(self) -> dict[str, Component]:
        """Every component by its code, in the order of the file."""
        return {component.code: component for component in self.components}

    @cached_property
    def core(self) -> tuple[Component, ...]:
        return tuple(component for component in self.components if component.core)

    def band_of(self, core_missed: int) -> Band:
        """The band of a school that missed this many core components."""
        return next(band for band in reversed(self.bands) if band.from_missed <= core_missed)

    def event(self, code: str) -> PlannedEvent:
        """The event with this code. Raises KeyError."""
        for event in self.events:
            if event.code == code:
                return event
        raise KeyError(f"{self.id} {self.version} has no event {code!r}")
