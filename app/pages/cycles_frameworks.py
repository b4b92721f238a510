"""What is different in the framework between two reviews, and the school's words for items that are no longer asked."""

from dataclasses import dataclass
from datetime import datetime

from app.access.errors import NotFound
from app.access.guard import Allowed
from app.models.reviews import Review
from app.pages.cycles import LastWords, last_words
from app.review_framework.types import Area, Framework
from app.review_framework.versions import Comparison
from app.services.cycles import Last, find_last, read_as_last


@dataclass(frozen=True, slots=True)
class FrameworkChangesPage:
    """`comparison` is None for a review that continues none. `starting`: the next review is not started yet."""

    review: Review
    previous: Review | None
    comparison: Comparison | None
    agreed_at: datetime | None
    dropped: list[tuple[Area, list[LastWords]]]
    starting: bool

    @classmethod
    def of(cls, allowed: Allowed[Review], *, to: str = "") -> "FrameworkChangesPage":
        """Between the review before and this one; with `to`, between this one and that framework. Raises NotFound."""
        review = allowed.thing
        if not to:
            return cls._from(review, find_last(allowed.session, review), starting=False)
        framework_id, _space, version = to.partition(" ")
        try:
            last = read_as_last(allowed.session, review, framework_id, version)
        except KeyError:
            raise NotFound from None
        return cls._from(review, last, starting=True)

    @classmethod
    def _from(cls, review: Review, last: Last | None, *, starting: bool) -> "FrameworkChangesPage":
        if last is None:
            return cls(review, None, None, None, [], starting)
        return cls(review, last.review, last.comparison, last.agreed_at, _dropped(last, last.framework), starting)


def _dropped(last: Last, framework: Framework) -> list[tuple[Area, list[LastWords]]]:
    """Area by area of the earlier framework, with what the school said."""
    found = [(area, [last_words(last, item) for item in last.comparison.dropped_of(area)]) for area in framework.areas]
    return [(area, words) for area, words in found if words]
