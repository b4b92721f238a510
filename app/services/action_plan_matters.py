"""What of a plan is worth a line in somebody's letter on a day, and whom it concerns."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.language import day
from app.language import gettext as _
from app.models.action_plan_sheet import Action, Plan, PlanReview, Priority
from app.review_framework.vocabulary import vocabulary
from app.services.action_plan_progress import is_late

LONGEST_WORDS = 140


class MatterKind(StrEnum):
    """In the order in which a letter tells of them."""

    DUE = "due"
    LATE = "late"
    STUCK = "stuck"
    REVIEW = "review"
    REVIEW_PASSED = "review_passed"
    COACHING = "coaching"


@dataclass(frozen=True, slots=True)
class Matter:
    kind: MatterKind
    ref: str
    """What it is about and, for a day, which: another day is another matter."""
    words: str
    """One line of a letter."""
    people: tuple[str, ...] = ()
    """Whom it concerns, by their names as the plan has them; nobody in particular without."""

    @property
    def id(self) -> str:
        return f"{self.kind}/{self.ref}"


def matters_of(plan: Plan, today: date, until: date) -> list[Matter]:
    """What is due or looked at from today to `until`, what has passed without a word, and what is in somebody's way."""
    return [
        matter
        for priority in plan.priorities
        for matter in (
            *(one for action in priority.actions for one in _of_action(action, priority, today, until)),
            *(one for review in priority.reviews for one in _of_review(review, priority, today, until)),
        )
    ]


def _of_action(action: Action, priority: Priority, today: date, until: date) -> Iterator[Matter]:
    if action.is_settled:
        return
    said = {"what": _cut(action.what), "who": f" ({action.owner})" if action.owner else ""}
    theirs = tuple(filter(None, [action.owner]))
    # Whoever leads a priority helps where it does not go on.
    both = tuple(filter(None, [action.owner, priority.lead_name]))
    if on := action.due_on:
        ref, said = f"{action.key}/{on}", {**said, "day": day(on)}
        if today <= on <= until:
            yield Matter(MatterKind.DUE, ref, _("%(day)s: %(what)s%(who)s") % said, theirs)
        elif is_late(action, today):
            yield Matter(MatterKind.LATE, ref, _("%(what)s%(who)s was planned for %(day)s.") % said, both)
    if action.blockers:
        known = vocabulary("blockers")
        labels = ", ".join(known.label(code) for code in action.blockers if code in known.codes)
        words = _("%(what)s%(who)s. In the way: %(blockers)s.") % {**said, "blockers": labels}
        yield Matter(MatterKind.STUCK, f"{action.key}/{'+'.join(sorted(action.blockers))}", words, both)


def _of_review(review: PlanReview, priority: Priority, today: date, until: date) -> Iterator[Matter]:
    on = review.review_on
    if on is None or review.decision or on > until:
        return
    kind = MatterKind.REVIEW if on >= today else MatterKind.REVIEW_PASSED
    said = {"day": day(on), "number": priority.number, "title": _cut(priority.title) or _("no title yet")}
    words = {
        MatterKind.REVIEW: _("%(day)s: priority %(number)s, %(title)s"),
        MatterKind.REVIEW_PASSED: _("Priority %(number)s, %(title)s, was planned for %(day)s."),
    }
    people = tuple(filter(None, [priority.lead_name]))
    yield Matter(kind, f"{priority.key}/{review.key}/{on}", words[kind] % said, people)


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_WORDS else line[:LONGEST_WORDS].rpartition(" ")[0] + "…"
