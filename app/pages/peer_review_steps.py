"""A line of the task list of a peer review. Each part of the journey yields its own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the task list. `state` is done, next, waiting (for the other school) or later."""

    name: str
    state: str
    about: str
    href: str | None = None
    by: str | None = None
    done_on: str | None = None
    duration: str | None = None
