"""What governors could ask of a review: each question comes from a rule about what the review holds or lacks.

Every question is open, asks about pupils, and ends with the code of the item it comes from. No item gives two
questions. The most useful come first, because a paper shows six.
"""

from collections.abc import Callable, Iterable

from app.language import gettext as _
from app.models.self_evaluation_fields import DEVELOPMENTS
from app.pages.governors_paper_points import Reviewed
from app.review_framework.types import Item

MOST_QUESTIONS = 6

Rule = Callable[[Reviewed, set[str]], tuple[str, Item] | None]
"""Gives a question with a place for its item, and the item; nothing where the rule does not fit. The codes are of
items that have given a question already."""


def questions(reviewed: Reviewed) -> tuple[str, ...]:
    """None before the first judgement: then there is nothing to ask about yet."""
    if not any(reviewed.sheet.is_answered(item) for item in reviewed.items):
        return ()
    asked: set[str] = set()
    made: list[str] = []
    for rule in RULES:
        if len(made) < MOST_QUESTIONS and (found := rule(reviewed, asked)):
            question, item = found
            asked.add(item.code)
            made.append(question % {"statement": item.statement.rstrip("."), "code": item.code})
    return tuple(made)


def in_a_sentence(label: str) -> str:
    return label if label[:2].isupper() else label[0].lower() + label[1:]


def _to_start(reviewed: Reviewed, asked: set[str]) -> tuple[str, Item] | None:
    """Something is planned where practice only begins."""
    item = _first(asked, (one for one in reviewed.developments_first(reviewed.items) if _at(reviewed, one, 0)))
    question = _("“%(statement)s” is just beginning. What will pupils notice by the end of next term? (%(code)s)")
    return (question, item) if item else None


def _uneven(reviewed: Reviewed, asked: set[str]) -> tuple[str, Item] | None:
    """Something is under way and does not reach everybody."""
    items = (one for one in reviewed.developments_first(reviewed.items) if _at(reviewed, one, 1))
    question = _(
        "“%(statement)s” is growing, with uneven reach. "
        "Where do pupils feel it least, and what would change that? (%(code)s)"
    )
    item = _first(asked, items) if len(reviewed.framework.scale) > 2 else None
    return (question, item) if item else None


def _ownership(reviewed: Reviewed, asked: set[str]) -> tuple[str, Item] | None:
    """Only the SENCO owns it, or nobody does."""
    alone = (
        one for one in reviewed.items if reviewed.says(one, DEVELOPMENTS) and not reviewed.owners_beyond_senco(one)
    )
    question = _(
        "Who besides the SENCO could lead on “%(statement)s”, "
        "and what time would they need for it to reach pupils? (%(code)s)"
    )
    item = _first(asked, alone)
    return (question, item) if item else None


def _evidence(reviewed: Reviewed, asked: set[str]) -> tuple[str, Item] | None:
    """A judgement without evidence, or with nothing seen or heard."""
    judged = [one for one in reviewed.items if reviewed.place_on_scale(one) >= 0]
    bare = _first(asked, (one for one in judged if not reviewed.sheet.evidence(one.code)))
    if bare:
        return _(
            "What did we see in lessons, or hear from pupils, that led to the judgement on “%(statement)s”? (%(code)s)"
        ), bare
    on_paper = _first(asked, (one for one in judged if not reviewed.seen_or_heard(one)))
    question = _(
        "The judgement on “%(statement)s” rests on papers and figures. What would pupils and families say? (%(code)s)"
    )
    return (question, on_paper) if on_paper else None


def _voices(reviewed: Reviewed, asked: set[str]) -> tuple[str, Item] | None:
    """Whether pupils and families were heard; if they were, what came of it."""
    for kind, role, missing in (
        (
            "conversation_pupils",
            "pupils",
            _("How will pupils’ own accounts shape our view of “%(statement)s”? (%(code)s)"),
        ),
        (
            "conversation_parents_and_carers",
            "parents_and_carers",
            _("How will parents’ and carers’ accounts of their children’s days shape our view of “%(statement)s”? "
              "(%(code)s)"),
        ),
    ):  # fmt: skip
        heard = [one for one in reviewed.items if _has_kind(reviewed, one, kind)]
        if not heard and (item := _first(asked, _essential_first(one for one in reviewed.items if role in one.ask))):
            return missing, item
    both = (one for one in _essential_first(reviewed.items) if _has_kind(reviewed, one, "conversation_pupils"))
    item = _first(asked, both)
    question = _(
        "We asked pupils about “%(statement)s”. What did they say that surprised us, and what changed? (%(code)s)"
    )
    return (question, item) if item else None


def _to_come(reviewed: Reviewed, asked: set[str]) -> tuple[str, Item] | None:
    """Not looked at yet; an essential item before others."""
    missing = (one for one in _essential_first(reviewed.items) if not reviewed.sheet.is_answered(one))
    question = _(
        "We have not looked at “%(statement)s” yet. When will we, and how will pupils have their say? (%(code)s)"
    )
    item = _first(asked, missing)
    return (question, item) if item else None


def _to_spread(reviewed: Reviewed, asked: set[str]) -> tuple[str, Item] | None:
    """A strength that stands high on the scale."""
    top = len(reviewed.framework.scale) - 1
    strong = reviewed.strengths_first(reviewed.items)
    items = [one for level in (top, top - 1) for one in strong if level > 0 and _at(reviewed, one, level)]
    question = _(
        "“%(statement)s” is a strength. What difference does it make to pupils, "
        "and how will it last when people move on? (%(code)s)"
    )
    item = _first(asked, items)
    return (question, item) if item else None


def _improvement_plan(reviewed: Reviewed, asked: set[str]) -> tuple[str, Item] | None:
    """Findings seldom drive the next plan unless somebody asks."""
    item = _first(asked, reviewed.developments_first(reviewed.items))
    question = _(
        "How does the school improvement plan take up our work on “%(statement)s”, "
        "and what will pupils gain first? (%(code)s)"
    )
    return (question, item) if item else None


def _shared_work(reviewed: Reviewed, asked: set[str]) -> tuple[str, Item] | None:
    """Several people own it; that is not yet felt by pupils."""
    owned = (one for one in reviewed.developments_first(reviewed.items) if reviewed.owners_beyond_senco(one))
    question = _(
        "Colleagues beyond the SENCO share the work on “%(statement)s”. "
        "How will we know that pupils feel the difference? (%(code)s)"
    )
    item = _first(asked, owned)
    return (question, item) if item else None


def _at(reviewed: Reviewed, item: Item, level: int) -> bool:
    return reviewed.place_on_scale(item) == level


def _has_kind(reviewed: Reviewed, item: Item, kind: str) -> bool:
    return any(evidence.kind == kind for evidence in reviewed.sheet.evidence(item.code))


def _essential_first(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: not item.essential)


def _first(asked: set[str], items: Iterable[Item]) -> Item | None:
    return next((item for item in items if item.code not in asked), None)


RULES: tuple[Rule, ...] = (
    _to_start,
    _to_spread,
    _voices,
    _ownership,
    _evidence,
    _to_come,
    _improvement_plan,
    _uneven,
    _shared_work,
)
