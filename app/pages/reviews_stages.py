"""The six stages of a review as its task list shows them, the later four as far as its peer reviews have come."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.language import gettext as _
from app.models.peer_review import Side
from app.models.reviews import Review
from app.pages.peer_review_group import Direction
from app.pages.peer_review_news import PeerNews
from app.services.peer_review_states import Stage as PeerStage

PREPARATION, FOLLOW_UP = 2, 5
"""Where the third and the last of the six stages stand in their list."""
NOW_IN = {
    PeerStage.PREPARATION: PREPARATION,
    PeerStage.WRITING: 4,
    PeerStage.CHECKING: 4,
    PeerStage.ANSWERING: 4,
    PeerStage.SIGNING: 4,
    PeerStage.FINAL: FOLLOW_UP,
}
"""Which of the six a peer review is in; before its preparation it is in that too."""


@dataclass(frozen=True, slots=True)
class Stage:
    """As the task list shows it. `state` is done, next, open (it can be done, and something else comes first), waiting
    (for another school) or later.
    """

    name: str
    state: str
    about: str
    href: str | None = None
    by: str | None = None
    done_on: str | None = None
    duration: str | None = None
    action_label: str | None = None
    action_href: str | None = None
    is_asked_for: bool = False
    """Another school waits until this is done."""

    @property
    def way_on(self) -> str:
        return self.action_href or self.href or ""


def with_one_next(stages: Sequence[Stage]) -> list[Stage]:
    """One stage at most is what comes next: what another school waits for, or else the furthest that has begun. A stage
    that is done is a line without an explanation, so that the next one is near the top of a small screen.
    """
    ready = [number for number, stage in enumerate(stages) if stage.state == "next"]
    asked = [number for number in ready if stages[number].is_asked_for]
    first = max(asked or ready, default=None)
    calm = [replace(stage, about="") if stage.state == "done" else stage for stage in stages]
    return [replace(stage, state="open") if n in ready and n != first else stage for n, stage in enumerate(calm)]


def next_of(stages: Sequence[Stage]) -> Stage | None:
    """The one thing to do next, if it is this school's to do."""
    return next((stage for stage in stages if stage.state == "next" and stage.way_on), None)


def with_peers(stages: Sequence[Stage], review: Review, peers: PeerNews) -> list[Stage]:
    """Stages 3 to 6 say how far the review of this school by its partner has come, and lead to it."""
    about_us = [one for one in peers.of_review(review) if one.side is Side.HOST]
    if about_us:
        now = NOW_IN.get(about_us[0].state.stage, PREPARATION)
        return [_of_peer_review(one, n, now, about_us[0]) for n, one in enumerate(stages)]
    if not peers.can_manage or not review.is_open:
        return list(stages)
    here = f"/schools/{review.school_id}/peer-groups"
    label = _("Find a school to review with") if not peers.joined else _("See your peer reviews")
    # The step before comes first: nobody needs a partner before their own school has looked at itself.
    ready = stages[PREPARATION - 1].state == "done"
    third = replace(
        stages[PREPARATION],
        state="next" if ready else "later",
        href=here,
        action_label=label if ready else None,
        action_href=here if ready else None,
    )
    return [*stages[:PREPARATION], third, *stages[PREPARATION + 1 :]]


def _of_peer_review(stage: Stage, number: int, now: int, direction: Direction) -> Stage:
    if number < PREPARATION:
        return stage
    if number < now:
        return replace(stage, state="done", href=direction.href)
    if number > now:
        return stage
    if direction.turn:
        return replace(
            stage,
            state="next",
            href=direction.href,
            action_label=direction.turn,
            action_href=direction.href,
            is_asked_for=True,
        )
    waits = direction.state.waits_for
    return replace(stage, state="waiting" if waits else "next", href=direction.href, about=direction.waits)
