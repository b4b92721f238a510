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
    """As the task list shows it. `state` is done, next, waiting (for another school) or later."""

    name: str
    state: str
    about: str
    href: str | None = None
    by: str | None = None
    done_on: str | None = None
    duration: str | None = None
    action_label: str | None = None
    action_href: str | None = None


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
            stage, state="next", href=direction.href, action_label=direction.turn, action_href=direction.href
        )
    waits = direction.state.waits_for
    return replace(stage, state="waiting" if waits else "next", href=direction.href, about=direction.waits)
