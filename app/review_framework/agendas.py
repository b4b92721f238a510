"""Ready-made agendas for a visit, as data: which activity when, for how long, with whom, and which areas it serves."""

import re
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.review_framework.types import SnakeCode, Text
from app.review_framework.vocabulary import vocabulary

FOLDER = Path(__file__).parent / "agendas"
DAY = 24 * 60

TimeOfDay = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Planned(BaseModel):
    """One activity: it begins `after` minutes from the start of the visit, and takes `minutes`."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,19}$")]
    activity: SnakeCode
    after: Annotated[int, Field(ge=0)]
    minutes: Annotated[int, Field(ge=5)]
    people: Text | None = None
    areas: Annotated[tuple[str, ...], Field(strict=False)] = ()
    """Codes of areas; one that a school's framework does not have is left out there."""


class AgendaTemplate(BaseModel):
    """A whole visit. `code` and the keys of its activities are part of what schools have stored: they never change."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    code: Annotated[str, Field(pattern=r"^[a-z][a-z_]{1,11}$")]
    title: Text
    about: Text
    starts: TimeOfDay
    activities: Annotated[tuple[Planned, ...], Field(min_length=1, strict=False)]

    @model_validator(mode="after")
    def _holds_together(self) -> "AgendaTemplate":
        keys = [one.key for one in self.activities]
        if len(set(keys)) != len(keys):
            raise ValueError(f"agenda {self.code} uses a key twice")
        known = vocabulary("visit_activities")
        if unknown := [one.activity for one in self.activities if one.activity not in known]:
            raise ValueError(f"agenda {self.code} has activities that are not in the list: {', '.join(unknown)}")
        if self._minute(self.activities[-1].after + self.activities[-1].minutes) >= DAY:
            raise ValueError(f"agenda {self.code} goes on after midnight")
        return self

    def times(self, planned: Planned) -> tuple[str, str]:
        """When the activity begins and ends: 09:15, 09:45."""
        return _clock(self._minute(planned.after)), _clock(self._minute(planned.after + planned.minutes))

    @property
    def ends(self) -> str:
        return max(self.times(one)[1] for one in self.activities)

    def _minute(self, after: int) -> int:
        hours, minutes = self.starts.split(":")
        return int(hours) * 60 + int(minutes) + after


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


@cache
def agenda_templates() -> tuple[AgendaTemplate, ...]:
    """Every template, the longest first. Raises ValueError where a file is wrong."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        template = AgendaTemplate.model_validate(yaml.safe_load(path.read_text("utf-8")))
        if template.code != path.stem:
            raise ValueError(f"the file {path.name} holds the agenda {template.code!r}")
        found.append(template)
    return tuple(sorted(found, key=lambda one: -len(one.activities)))


def agenda_template(code: str) -> AgendaTemplate:
    """Raises KeyError."""
    for one in agenda_templates():
        if one.code == code:
            return one
    raise KeyError(f"there is no agenda {code!r}; there are: {', '.join(one.code for one in agenda_templates())}")


ROUND = re.compile(r"([a-z-]+)-(\d{1,3})-[a-z][a-z0-9-]*")


def row_key(template: AgendaTemplate, round_: int, planned: Planned) -> str:
    """`full-day-1-welcome`: the same each time, so that a template that is chosen twice at once is there once."""
    return f"{template.code.replace('_', '-')}-{round_}-{planned.key}"
