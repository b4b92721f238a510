"""What the worksheet shows: to the school the questions with what it said elsewhere, to the coach what is shared."""

from dataclasses import dataclass

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.language import day
from app.language import gettext as _
from app.models.coaching_fields import WORKSHEET
from app.models.fields import Key
from app.models.self_evaluation_sheet import Sheet
from app.pages.self_evaluation_views import FieldView, view_field
from app.review_framework.coaching_types import Prompt
from app.services.coaching import CoachingSeat
from app.services.coaching_beside import Beside, beside_prompt, read_beside
from app.services.coaching_texts import read_seat_texts
from app.services.texts_forms import Outcome


@dataclass(frozen=True, slots=True)
class PromptView:
    prompt: Prompt
    field: FieldView
    shown: str
    """The answer in words."""
    beside: list[tuple[Beside, bool, bool]]
    """Each source, whether its words are in the answer already, and whether this is the first question beside it."""

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [("", _("Not answered yet")), *((one.code, one.label) for one in self.prompt.choices)]


@dataclass(frozen=True, slots=True)
class WorksheetPage:
    seat: CoachingSeat
    prompts: list[PromptView]
    person_id: int
    can_write: bool
    errors: list[tuple[str, str]]
    clashes: int
    shared: str
    """Since when and by whom it is shared, in words; empty while it is not."""

    @property
    def here(self) -> str:
        return self.seat.path

    @property
    def is_school(self) -> bool:
        return self.seat.desk.is_school

    @property
    def answered(self) -> int:
        return sum(bool(one.field.value) for one in self.prompts)

    @classmethod
    def of(
        cls, allowed: Allowed[CoachingSeat], *, outcome: Outcome | None = None, error: tuple[str, str] | None = None
    ) -> "WorksheetPage":
        seat = allowed.thing
        sheet = read_seat_texts(allowed.session, seat)
        # What the school said elsewhere is its own: the coach reads only what it wrote here.
        beside = read_beside(allowed.session, seat) if seat.desk.is_school else {}
        errors = [(str(key), sentence) for key, sentence in outcome.faults.items()] if outcome else []
        assert allowed.person.id is not None
        return cls(
            seat,
            _views(seat, sheet, beside, outcome),
            allowed.person.id,
            seat.desk.review.is_open and seat.desk.is_school and allowed.may(Permission.COACHING_WRITE),
            [*errors, *([error] if error else [])],
            len(outcome.clashes) if outcome else 0,
            shared_in_words(seat),
        )


def shared_in_words(seat: CoachingSeat) -> str:
    if seat.row.shared_at is None:
        return ""
    return _("Shared since %(day)s by %(who)s.") % {"day": day(seat.row.shared_at), "who": seat.row.shared_by}


def is_on_worksheet(key: Key) -> bool:
    return key.place == WORKSHEET


def answer_in_words(prompt: Prompt, value: str) -> str:
    return next((one.label for one in prompt.choices if one.code == value), value)


def _views(seat: CoachingSeat, sheet: Sheet, beside: dict[str, Beside], outcome: Outcome | None) -> list[PromptView]:
    seen: set[str] = set()
    views = []
    for prompt in seat.defined.prompts:
        field = view_field(sheet, WORKSHEET, prompt.code, outcome)
        sources = beside_prompt(prompt, beside)
        shown = [(one, one.text in field.value, one.code not in seen) for one in sources]
        seen |= {one.code for one in sources}
        views.append(PromptView(prompt, field, answer_in_words(prompt, field.value), shown))
    return views


@dataclass(frozen=True, slots=True)
class SharingPage:
    """The switch, with what follows from it."""

    seat: CoachingSeat
    shared: str

    @classmethod
    def of(cls, seat: CoachingSeat) -> "SharingPage":
        return cls(seat, shared_in_words(seat))
