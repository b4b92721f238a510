"""The page on which a school gives its counts for governors, and sees how they will read them."""

from dataclasses import dataclass

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.models.pupil_counts_fields import (
    COUNTED_ON,
    COUNTS,
    KINDS,
    SHOWS_SMALL,
    SOURCE,
    YEARS,
    field_name,
    need_labels,
    year_label,
)
from app.models.reviews import Review
from app.pages.self_evaluation_views import FieldView, view_field
from app.services.pupil_counts import CountsShown, counts_shown, read_counts
from app.services.texts_forms import Outcome


@dataclass(frozen=True, slots=True)
class RowView:
    """One year group or area of need, with a field for SEN support and one for EHC plans."""

    label: str
    fields: list[FieldView]


@dataclass(frozen=True, slots=True)
class PupilCountsPage:
    review: Review
    years: list[RowView]
    needs: list[RowView]
    shows_small: FieldView
    counted_on: FieldView
    source: FieldView
    shown: CountsShown
    can_write: bool
    person_id: int
    errors: list[tuple[str, str]]
    clashes: int

    @classmethod
    def of(cls, allowed: Allowed[Review], *, outcome: Outcome | None = None) -> "PupilCountsPage":
        sheet = read_counts(allowed.session, allowed.thing)

        def row(code: str, label: str) -> RowView:
            return RowView(label, [view_field(sheet, COUNTS, field_name(code, kind), outcome) for kind in KINDS])

        assert allowed.person.id is not None
        return cls(
            allowed.thing,
            [row(code, year_label(code)) for code in YEARS],
            [row(code, label) for code, label in need_labels().items()],
            view_field(sheet, COUNTS, SHOWS_SMALL, outcome),
            view_field(sheet, COUNTS, COUNTED_ON, outcome),
            view_field(sheet, COUNTS, SOURCE, outcome),
            counts_shown(sheet),
            allowed.thing.is_open and allowed.may(Permission.REVIEW_WRITE),
            allowed.person.id,
            [(str(key), sentence) for key, sentence in outcome.faults.items()] if outcome else [],
            len(outcome.clashes) if outcome else 0,
        )
