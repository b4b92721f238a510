"""Lines of enquiry: open questions that a reviewer takes to the visit. They are suggested by what the host has agreed,
and are the reviewer's own to keep, to reword or to drop.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session

from app import clock
from app.language import gettext as _
from app.models.actors import Actor
from app.models.fields import Key, UnknownAnswer
from app.models.reviews import Review
from app.models.self_evaluation import AgreedVersion
from app.models.self_evaluation_fields import DEVELOPMENTS, STRENGTHS
from app.models.self_evaluation_sheet import Sheet
from app.review_framework.types import DOES_NOT_APPLY, NOT_LOOKED_AT, Framework, Item
from app.services.contributions_differences import SideBySide, compare
from app.services.peer_review import Seat
from app.services.peer_review_texts import book_of, read_seat_texts
from app.services.self_evaluation import framework_of
from app.services.self_evaluation_versions import find_latest_version, sheet_of
from app.services.texts import save_text

ENQUIRIES = "enquiries"


class Reason(StrEnum):
    """Why a line is suggested, strengths first: the end of its origin, `LEAD-1.strength`."""

    STRENGTH = "strength"
    JUDGEMENT = "judgement"
    DIFFERENCE = "difference"
    LITTLE_EVIDENCE = "little-evidence"
    OLD_EVIDENCE = "old-evidence"
    DEVELOPMENT = "development"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that the host's agreed words lead to."""

    item: Item
    reason: Reason
    line: str

    @property
    def origin(self) -> str:
        """Stays the same however the host words it, so that what was dropped stays dropped."""
        return f"{self.item.code}.{self.reason}"

    @property
    def key(self) -> str:
        """Of the row that it is kept in: keeping it twice keeps it once."""
        return self.origin.lower().replace(".", "-")


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A line that was kept. `about` is the code of an area or of an item, or empty; `origin` that of a suggestion."""

    key: str
    line: str
    about: str
    origin: str

    @property
    def place(self) -> str:
        return f"{ENQUIRIES}/{self.key}"


@dataclass(frozen=True, slots=True)
class AgreedWords:
    """What the host has agreed, which is all that a reviewer ever reads of its self-evaluation."""

    framework: Framework
    version: AgreedVersion
    sheet: Sheet
    compared: Sequence[SideBySide]
    """Views of colleagues beside the agreed judgement; empty unless the host shares them."""

    @property
    def items(self) -> tuple[Item, ...]:
        return self.framework.items_for(self.version.shown)

    def says(self, item: Item) -> bool:
        """The school has judged the item, or written something about it."""
        texts = (self.sheet.value(item.code, name) for name in (STRENGTHS, DEVELOPMENTS))
        return self.sheet.judgement(item) != NOT_LOOKED_AT or any(texts) or bool(self.sheet.evidence(item.code))

    @property
    def differing(self) -> list[SideBySide]:
        shown = {item.code for item in self.items}
        return [one for one in self.compared if one.width and one.item.code in shown]


def read_agreed(session: Session, seat: Seat) -> AgreedWords | None:
    """None before the first version is agreed."""
    review = session.get_one(Review, seat.review.review_id)
    version = find_latest_version(session, review)
    if version is None:
        return None
    sheet = sheet_of(version)
    compared = compare(session, review, sheet=sheet) if seat.review.shares_contributions else ()
    return AgreedWords(framework_of(review), version, sheet, compared)


def suggest(agreed: AgreedWords) -> list[Suggestion]:
    """In the order of the framework; of one item, strengths first."""
    differing = {one.item.code for one in agreed.differing}
    return [one for item in agreed.items for one in _suggest(agreed, item, differs=item.code in differing)]


def list_enquiries(sheet: Sheet, framework: Framework | None = None) -> list[Enquiry]:
    """The lines that the reviewer has kept, in the order of the framework where it is given: those about the visit as a
    whole first, those about an area before those about its items.
    """
    kept = [one for one in (_enquiry(sheet, key) for key in enquiry_keys(sheet)) if one]
    if framework is None:
        return sorted(kept, key=lambda one: (one.about, one.key))
    order = {code: number for number, code in enumerate(_codes(framework), start=1)}
    return sorted(kept, key=lambda one: (order.get(one.about, 0), one.key))


def dropped_origins(sheet: Sheet) -> set[str]:
    """Of suggestions that the reviewer does not want."""
    places = (f"{ENQUIRIES}/{key}" for key in enquiry_keys(sheet))
    return {sheet.value(place, "origin") for place in places if sheet.value(place, "dropped")} - {""}


def dropped_lines(sheet: Sheet) -> list[Enquiry]:
    """Lines of the reviewer's own, and kept ones, that were dropped later."""
    return [one for one in (_enquiry(sheet, key, dropped=True) for key in enquiry_keys(sheet)) if one]


def enquiry_keys(sheet: Sheet) -> list[str]:
    found = {key.place.partition("/")[2] for key in sheet.keys() if key.place.startswith(f"{ENQUIRIES}/")}  # noqa: SIM118  Not a mapping.
    return sorted(found)


def keep(session: Session, seat: Seat, suggestion: Suggestion, *, by: Actor) -> None:
    """It is among the kept lines, as the reviewer last worded it. Raises NotTheirField or PeerReviewClosed."""
    line = read_seat_texts(session, seat).value(f"{ENQUIRIES}/{suggestion.key}", "line") or suggestion.line
    fields = {"line": line, "about": suggestion.item.code, "origin": suggestion.origin, "dropped": ""}
    _write(session, seat, suggestion.key, fields, by=by)


def drop(session: Session, seat: Seat, suggestion: Suggestion, *, by: Actor) -> None:
    """It is not suggested any more, and can be brought back. Raises NotTheirField or PeerReviewClosed."""
    _write(session, seat, suggestion.key, {"origin": suggestion.origin, "dropped": "yes"}, by=by)


def mark_enquiry(session: Session, seat: Seat, key: str, *, dropped: bool, by: Actor) -> None:
    """A row is out, or back; its words stay. Raises UnknownAnswer, NotTheirField or PeerReviewClosed."""
    if key not in enquiry_keys(read_seat_texts(session, seat)):
        raise UnknownAnswer(key)
    _write(session, seat, key, {"dropped": "yes" if dropped else ""}, by=by)


def is_old(dated: date) -> bool:
    """More than a year before today."""
    today = clock.today()
    return (dated.year + 1, dated.month, dated.day) < (today.year, today.month, today.day)


def newest(dates: Iterable[date | None]) -> date | None:
    return max((one for one in dates if one), default=None)


def _suggest(agreed: AgreedWords, item: Item, *, differs: bool) -> Iterable[Suggestion]:
    sheet, judgement = agreed.sheet, agreed.sheet.judgement(item)
    if judgement == DOES_NOT_APPLY or not agreed.says(item):
        return
    strengths, developments = sheet.value(item.code, STRENGTHS), sheet.value(item.code, DEVELOPMENTS)
    evidence = sheet.evidence(item.code)
    latest = newest(one.dated for one in evidence)
    if strengths:
        yield Suggestion(item, Reason.STRENGTH, _("What made this strength possible, and where do pupils notice it?"))
    elif not developments and judgement != NOT_LOOKED_AT:
        level = agreed.framework.level(judgement).label
        line = _("The school says “%(level)s” here. What would we see that shows it?") % {"level": level}
        yield Suggestion(item, Reason.JUDGEMENT, line)
    if differs:
        yield Suggestion(
            item, Reason.DIFFERENCE, _("People see this differently. What does each of them see from where they stand?")
        )
    if not evidence:
        yield Suggestion(
            item, Reason.LITTLE_EVIDENCE, _("What could we look at together that shows how this works day to day?")
        )
    elif latest and is_old(latest):
        yield Suggestion(
            item, Reason.OLD_EVIDENCE, _("What has grown here since this was last looked at, and what shows it?")
        )
    if developments:
        yield Suggestion(
            item, Reason.DEVELOPMENT, _("What first step is within reach here, and who would feel the difference?")
        )


def _enquiry(sheet: Sheet, key: str, *, dropped: bool = False) -> Enquiry | None:
    place = f"{ENQUIRIES}/{key}"
    line = sheet.value(place, "line")
    if not line or bool(sheet.value(place, "dropped")) is not dropped:
        return None
    return Enquiry(key, line, sheet.value(place, "about"), sheet.value(place, "origin"))


def _write(session: Session, seat: Seat, key: str, fields: dict[str, str], *, by: Actor) -> None:
    book, sheet, place = book_of(session, seat), read_seat_texts(session, seat), f"{ENQUIRIES}/{key}"
    for field, value in fields.items():
        text = sheet.text(place, field)
        if text.value != value:
            save_text(session, book, Key(place, field), value, base=text.version, by=by)


def _codes(framework: Framework) -> Iterable[str]:
    return (code for area in framework.areas for code in (area.code, *(item.code for item in area.items)))
