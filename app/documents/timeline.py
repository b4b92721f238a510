"""A plan along the months, as a picture that pages and papers draw alike."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a priority as a heading, or an action as a bar from start to end. A bar without a start is its end."""

    is_priority: bool
    label: str
    x: float = 0
    end: float = 0
    fill: str = ""
    """`done`, `under_way` or `open`: told apart by lightness and outline, so that a grey printer keeps them apart."""
    reviews: tuple[float, ...] = ()
    said: tuple[str, ...] = ()
    """The same in words, for the table behind it: who, from, by, how far."""


@dataclass(frozen=True, slots=True)
class Timeline:
    title: str
    about: str
    ticks: tuple[Tick, ...]
    lines: tuple[Line, ...]
    today: float | None
    without_days: int
    """Actions that have no date, and so no bar."""

    def __bool__(self) -> bool:
        return any(not line.is_priority or line.reviews for line in self.lines)
