"""The review before this one: what it said, and bringing a text of it over into this year's."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlmodel import Session, select

from app.models.actors import Actor
from app.models.fields import Key
from app.models.reviews import Review
from app.models.schools import School
from app.models.self_evaluation_fields import DEVELOPMENTS, JUDGEMENT, STAKEHOLDERS, STRENGTHS, SUMMARY, item_of
from app.models.self_evaluation_sheet import Sheet
from app.review_framework.loader import get_framework
from app.review_framework.types import Framework
from app.review_framework.versions import Comparison, compare
from app.services.self_evaluation import framework_of, read_sheet, save_answer
from app.services.self_evaluation_versions import find_latest_version, sheet_of
from app.services.texts import Clash, Saved

BRINGABLE = (STRENGTHS, DEVELOPMENTS, STAKEHOLDERS, SUMMARY)
"""A judgement is not among them: each year looks for itself where the school is now."""


class NothingToBring(LookupError):
    """The last review has no such text, or it is of a kind that is not carried over."""


class AlreadyWritten(ValueError):
    """The field holds words of this year, and a text of last year never goes over them."""


@dataclass(frozen=True, slots=True)
class Last:
    """The review that this one continues. `sheet` is its latest agreed version, or its answers if none was agreed."""

    review: Review
    framework: Framework
    sheet: Sheet
    since: Sheet
    """Its answers as they stand now, which may have changed after they were agreed."""
    shown: str
    agreed_at: datetime | None
    comparison: Comparison

    def places(self, place: str) -> tuple[str, ...]:
        """Where the last review has the words for this place of the review: none, one, or several joined into one."""
        match = self.comparison.before(place)
        if match:
            return tuple(item.code for item in match.before)
        return (place,) if _same_area(self.comparison, place) else ()

    def judgements(self, place: str) -> tuple[str, ...]:
        """The levels chosen for this place, each once: several where the items joined into one stood apart."""
        found = (self.sheet.value(one, JUDGEMENT) for one in self.places(place))
        return tuple(dict.fromkeys(code for code in found if code))

    def value(self, place: str, field: str) -> str:
        """What can be brought over: the text itself, or those of several items one under the other."""
        texts = [text for one in self.places(place) if (text := self.sheet.value(one, field))]
        return (" " if field == STAKEHOLDERS else "\n\n").join(texts)


def _same_area(comparison: Comparison, place: str) -> bool:
    """An area is the same where both frameworks have one of that code and title."""
    return any(
        area.code == place and area.title == other.title
        for area in comparison.new.areas
        for other in comparison.old.areas
        if other.code == place
    )


def find_last(session: Session, review: Review) -> Last | None:
    """What the review continues, in a fixed number of queries; None if it continues none."""
    if review.previous_id is None:
        return None
    previous = session.get_one(Review, review.previous_id)
    return read_as_last(session, previous, review.framework_id, review.framework_version)


def read_as_last(session: Session, previous: Review, framework_id: str, framework_version: str) -> Last:
    """What a next review that follows this framework finds in `previous`.

    Raises KeyError if there is no such framework.
    """
    comparison = compared(previous, framework_id, framework_version)
    version = find_latest_version(session, previous)
    since = read_sheet(session, previous)
    return Last(
        previous,
        framework_of(previous),
        sheet_of(version) if version else since,
        since,
        version.shown if version else previous.shown,
        version.agreed_at if version else None,
        comparison,
    )


def compared(previous: Review, framework_id: str, framework_version: str) -> Comparison:
    """The framework of a review held against another. Raises KeyError if there is no such framework."""
    return _compared(previous.framework_id, previous.framework_version, framework_id, framework_version)


@lru_cache(maxsize=64)
def _compared(old_id: str, old_version: str, new_id: str, new_version: str) -> Comparison:
    return compare(get_framework(old_id, old_version), get_framework(new_id, new_version))


def find_previous(session: Session, school: School, wanted: str) -> Review | None:
    """The review of this school that a new one may continue."""
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 10):
        return None
    found = session.exec(select(Review).where(Review.id == int(wanted), Review.school_id == school.id)).first()
    return found if found and found.is_open else None


def bring_over(session: Session, review: Review, key: Key, *, by: Actor) -> Saved | Clash:
    """Last year's text stands in this year's empty field, as saved by this person.

    Raises NothingToBring, AlreadyWritten, or what save_answer raises.
    """
    last = find_last(session, review)
    value = last.value(key.place, key.field) if last and key.field in BRINGABLE else ""
    if not value or item_of(key.place) != key.place:
        raise NothingToBring
    here = read_sheet(session, review).text(key.place, key.field)
    if here.value:
        raise AlreadyWritten
    return save_answer(session, review, key.place, key.field, value, base=here.version, by=by)
